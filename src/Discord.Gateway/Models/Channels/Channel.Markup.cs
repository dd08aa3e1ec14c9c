using System.Diagnostics;

namespace Discord.Gateway.Models;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial record Channel
{
    private string DebuggerText => DebugText.Print(nameof(Channel), PrintMembers);

    /// <summary>Returns the mention, <c>&lt;#8&gt;</c>; the name if Discord did not send the id.</summary>
    public override string ToString() => Id == default ? Name ?? "" : Id.Mention();
}
