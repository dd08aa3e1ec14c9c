using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A rule of automatic moderation. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object">Auto Moderation › Auto Moderation Rule Object</see>.</summary>
[JsonModel]
public sealed partial record AutoModerationRule
{
    /// <summary>The rule's id.</summary>
    public Id<AutoModerationRule> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who made it.</summary>
    public Id<User> CreatorId { get; init; }

    /// <summary>When it is checked.</summary>
    public AutoModerationEventType EventType { get; init; }

    /// <summary>What it looks for.</summary>
    public AutoModerationTriggerType TriggerType { get; init; }

    /// <summary>More about what it looks for.</summary>
    public AutoModerationTriggerMetadata TriggerMetadata { get; init; } = AutoModerationTriggerMetadata.Empty;

    /// <summary>What happens then.</summary>
    public IReadOnlyList<AutoModerationAction> Actions { get; init; } = [];

    /// <summary>Whether it is in use.</summary>
    public bool Enabled { get; init; }

    /// <summary>Roles it does not apply to; up to 20.</summary>
    public IReadOnlyList<Id<Role>> ExemptRoles { get; init; } = [];

    /// <summary>Channels it does not apply to; up to 50.</summary>
    public IReadOnlyList<Id<Channel>> ExemptChannels { get; init; } = [];
}

/// <summary>When a rule is checked. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-event-types">Auto Moderation › Event Types</see>.</summary>
public enum AutoModerationEventType : long
{
    /// <summary>MESSAGE_SEND: when a member sends or edits a message.</summary>
    MessageSend = 1,

    /// <summary>MEMBER_UPDATE: when a member edits their profile.</summary>
    MemberUpdate = 2,
}

/// <summary>What a rule looks for. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-trigger-types">Auto Moderation › Trigger Types</see>.</summary>
public enum AutoModerationTriggerType : long
{
    /// <summary>KEYWORD: words of the guild.</summary>
    Keyword = 1,

    /// <summary>SPAM.</summary>
    Spam = 3,

    /// <summary>KEYWORD_PRESET: words of Discord's lists.</summary>
    KeywordPreset = 4,

    /// <summary>MENTION_SPAM: too many mentions.</summary>
    MentionSpam = 5,

    /// <summary>MEMBER_PROFILE: words in a member's profile.</summary>
    MemberProfile = 6,
}
