using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The settings of an Auto Moderation trigger; its type decides which properties Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-trigger-metadata">Auto Moderation › Trigger Metadata</see>.</summary>
[JsonModel]
public sealed partial record AutoModerationTriggerMetadata
{
    /// <summary>The keywords to search for, with * as a wildcard at the start or end; up to 1,000, each of up to 60 characters.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> KeywordFilter { get; init; } = [];

    /// <summary>The regular expressions to match, in the syntax of Rust; up to 10, each of up to 260 characters.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RegexPatterns { get; init; } = [];

    /// <summary>The predefined lists of words to search for.</summary>
    [MayBeAbsent]
    public IReadOnlyList<AutoModerationKeywordPreset> Presets { get; init; } = [];

    /// <summary>
    /// The words that do not trigger the rule, each of up to 60 characters; up to 100, or up to 1,000 for <see cref="AutoModerationTriggerType.KeywordPreset"/>.
    /// </summary>
    [MayBeAbsent]
    public IReadOnlyList<string> AllowList { get; init; } = [];

    /// <summary>The maximum number of unique role and user mentions in a message; up to 50. Null for other triggers.</summary>
    public int? MentionTotalLimit { get; init; }

    /// <summary>Whether Discord detects mention raids; null for other triggers.</summary>
    public bool? MentionRaidProtectionEnabled { get; init; }
}

/// <summary>One of Discord's predefined lists of words. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-keyword-preset-types">Auto Moderation › Keyword Preset Types</see>.</summary>
public enum AutoModerationKeywordPreset : long
{
    /// <summary>PROFANITY: words that may be considered swearing or cursing.</summary>
    Profanity = 1,

    /// <summary>SEXUAL_CONTENT: words that refer to sexually explicit behaviour or activity.</summary>
    SexualContent = 2,

    /// <summary>SLURS: personal insults, and words that may be considered hate speech.</summary>
    Slurs = 3,
}
