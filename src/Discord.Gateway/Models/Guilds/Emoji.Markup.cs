using System.Diagnostics;

namespace Discord.Gateway.Models;

[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial record Emoji
{
    private string DebuggerText => DebugText.Print(nameof(Emoji), PrintMembers);

    /// <summary>Returns the emoji as messages contain it: the Unicode emoji, <c>&lt;:name:8&gt;</c> or <c>&lt;a:name:8&gt;</c>.</summary>
    public override string ToString() => Id is { Value: not 0 } id ? Markup.CustomEmoji(string.IsNullOrEmpty(Name) ? "_" : Name, id, Animated) : Name ?? "";
}
