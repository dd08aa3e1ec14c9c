using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// An Auto Moderation rule of a guild: a trigger and the actions that Discord takes. Reading rules needs <see cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object">Auto Moderation › Auto Moderation Rule Object</see>.
/// </summary>
[JsonModel]
public sealed partial record AutoModerationRule
{
    /// <summary>The rule's id.</summary>
    public Id<AutoModerationRule> Id { get; init; }

    /// <summary>The guild that the rule belongs to.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The name of the rule.</summary>
    public string Name { get; init; } = "";

    /// <summary>The user who created the rule.</summary>
    public Id<User> CreatorId { get; init; }

    /// <summary>When Discord checks the rule: for messages or for member profiles.</summary>
    public AutoModerationEventType EventType { get; init; }

    /// <summary>The type of content that triggers the rule.</summary>
    public AutoModerationTriggerType TriggerType { get; init; }

    /// <summary>The settings of the trigger, such as keywords.</summary>
    public AutoModerationTriggerMetadata TriggerMetadata { get; init; } = AutoModerationTriggerMetadata.Empty;

    /// <summary>The actions that Discord takes when the rule is triggered.</summary>
    public IReadOnlyList<AutoModerationAction> Actions { get; init; } = [];

    /// <summary>Whether the rule is enabled.</summary>
    public bool Enabled { get; init; }

    /// <summary>The roles whose members are exempt from the rule; up to 20.</summary>
    public IReadOnlyList<Id<Role>> ExemptRoles { get; init; } = [];

    /// <summary>The channels that are exempt from the rule; up to 50.</summary>
    public IReadOnlyList<Id<Channel>> ExemptChannels { get; init; } = [];
}

/// <summary>When Discord checks an Auto Moderation rule. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-event-types">Auto Moderation › Event Types</see>.</summary>
public enum AutoModerationEventType : long
{
    /// <summary>MESSAGE_SEND: when a member sends or edits a message.</summary>
    MessageSend = 1,

    /// <summary>MEMBER_UPDATE: when a member edits their profile.</summary>
    MemberUpdate = 2,
}

/// <summary>The type of content that triggers an Auto Moderation rule. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-rule-object-trigger-types">Auto Moderation › Trigger Types</see>.</summary>
public enum AutoModerationTriggerType : long
{
    /// <summary>KEYWORD: keywords that the guild defines; up to 6 rules per guild.</summary>
    Keyword = 1,

    /// <summary>SPAM: generic spam; up to 1 rule per guild.</summary>
    Spam = 3,

    /// <summary>KEYWORD_PRESET: words of Discord's predefined lists; up to 1 rule per guild.</summary>
    KeywordPreset = 4,

    /// <summary>MENTION_SPAM: more unique mentions than allowed; up to 1 rule per guild.</summary>
    MentionSpam = 5,

    /// <summary>MEMBER_PROFILE: keywords that the guild defines, in a member's profile; up to 1 rule per guild.</summary>
    MemberProfile = 6,
}
