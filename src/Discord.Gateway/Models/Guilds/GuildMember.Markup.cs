using System.Diagnostics;

namespace Discord.Gateway.Models;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial record GuildMember
{
    private string DebuggerText => DebugText.Print(nameof(GuildMember), PrintMembers);

    /// <summary>Returns the mention of <see cref="User"/>, <c>&lt;@8&gt;</c>; the nickname, or nothing, if the user is null.</summary>
    public override string ToString() => User?.ToString() ?? Nick ?? "";
}
