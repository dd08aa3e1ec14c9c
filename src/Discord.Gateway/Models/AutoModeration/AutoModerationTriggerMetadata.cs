using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// More about what a rule looks for; which properties are there depends on the trigger. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-trigger-metadata">Auto Moderation › Trigger Metadata</see>.
/// </summary>
[JsonModel]
public sealed partial record AutoModerationTriggerMetadata
{
    /// <summary>Words to find, with * as wildcard; up to 1,000.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> KeywordFilter { get; init; } = [];

    /// <summary>Regular expressions of Rust's flavour; up to 10.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RegexPatterns { get; init; } = [];

    /// <summary>Discord's lists of words.</summary>
    [MayBeAbsent]
    public IReadOnlyList<AutoModerationKeywordPreset> Presets { get; init; } = [];

    /// <summary>Words that are allowed all the same; up to 100, or 1,000 beside Discord's lists.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> AllowList { get; init; } = [];

    /// <summary>How many different roles and users a message may mention; up to 50.</summary>
    public int? MentionTotalLimit { get; init; }

    /// <summary>Whether raids of mentions are noticed.</summary>
    public bool? MentionRaidProtectionEnabled { get; init; }
}

/// <summary>One of Discord's lists of words. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-keyword-preset-types">Auto Moderation › Keyword Preset Types</see>.</summary>
public enum AutoModerationKeywordPreset : long
{
    /// <summary>PROFANITY: swear words.</summary>
    Profanity = 1,

    /// <summary>SEXUAL_CONTENT.</summary>
    SexualContent = 2,

    /// <summary>SLURS: insults and hate speech.</summary>
    Slurs = 3,
}
