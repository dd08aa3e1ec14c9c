using System.Diagnostics;

namespace Discord.Gateway.Models;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial record Role
{
    private string DebuggerText => DebugText.Print(nameof(Role), PrintMembers);

    /// <summary>
    /// Returns the mention, <c>&lt;@&amp;8&gt;</c>; the name if Discord did not send the id. A role does not know its guild, so @everyone is printed like
    /// the others: <see cref="Markup.Mention(Role, Id{Guild})"/> tells it apart.
    /// </summary>
    public override string ToString() => Id == default ? Name : Id.Mention();
}
