using System.Globalization;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Further information about an action; the <see cref="AuditLogEntry.ActionType"/> decides which properties Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-optional-audit-entry-info">Audit Log › Optional Audit Entry Info</see>.</summary>
[JsonModel]
public sealed partial record AuditLogOptions
{
    /// <summary>The application whose command permissions changed; null for other actions.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The name of the Auto Moderation rule that was triggered; null for other actions.</summary>
    public string? AutoModerationRuleName { get; init; }

    /// <summary>The trigger type of the Auto Moderation rule that was triggered; null for other actions.</summary>
    [AsString]
    public AutoModerationTriggerType? AutoModerationRuleTriggerType { get; init; }

    /// <summary>
    /// The channel of the action: where messages were deleted or pinned, members moved to, or Auto Moderation was triggered, for example; null for other actions.
    /// </summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The number of affected messages or members; null for other actions.</summary>
    [JsonIgnore]
    public int? Count
    {
        get => ParseNumber(CountText);
        init => CountText = FormatNumber(value);
    }

    /// <summary>The inactivity after which members were pruned, in whole days; null for other actions.</summary>
    [JsonIgnore]
    public TimeSpan? DeleteMemberDays
    {
        get => ParseNumber(DeleteMemberDaysText) is { } days && days <= TimeSpan.MaxValue.Days ? TimeSpan.FromDays(days) : null;
        init => DeleteMemberDaysText = FormatNumber(value?.Days);
    }

    /// <summary>The role or member of the permission overwrite; null for other actions.</summary>
    public Id<EntityTag>? Id { get; init; }

    /// <summary>The number of pruned members; null for other actions.</summary>
    [JsonIgnore]
    public int? MembersRemoved
    {
        get => ParseNumber(MembersRemovedText);
        init => MembersRemovedText = FormatNumber(value);
    }

    /// <summary>The message that was pinned or unpinned; null for other actions.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The name of the overwrite's role; null for members, and for other actions.</summary>
    public string? RoleName { get; init; }

    /// <summary>Whether the permission overwrite is for a role or a member; null for other actions.</summary>
    [AsString]
    public OverwriteType? Type { get; init; }

    /// <summary>The kind of the integration that kicked a member or changed roles; null for other actions.</summary>
    public string? IntegrationType { get; init; }

    /// <summary>The new status of the voice channel; null for other actions.</summary>
    public string? Status { get; init; }

    // Discord sends these numbers as strings, which are kept as they are.
    [JsonPropertyName("count")]
    internal string? CountText { get; init; }

    [JsonPropertyName("delete_member_days")]
    internal string? DeleteMemberDaysText { get; init; }

    [JsonPropertyName("members_removed")]
    internal string? MembersRemovedText { get; init; }

    private static int? ParseNumber(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string? FormatNumber(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
