using System.Diagnostics;

namespace Discord.Gateway.Models;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial record User
{
    private string DebuggerText => DebugText.Print(nameof(User), PrintMembers);

    /// <summary>Returns the mention, <c>&lt;@8&gt;</c>; the display name if Discord did not send the id.</summary>
    public override string ToString() => Id == default ? GetDisplayName() : Id.Mention();
}
