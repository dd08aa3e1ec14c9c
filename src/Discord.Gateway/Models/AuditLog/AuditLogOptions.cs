using System.Globalization;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// More about an action; which properties are there depends on it. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-optional-audit-entry-info">Audit Log › Optional Audit Entry Info</see>.
/// </summary>
[JsonModel]
public sealed partial record AuditLogOptions
{
    /// <summary>The application whose permissions changed.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The rule that applied.</summary>
    public string? AutoModerationRuleName { get; init; }

    /// <summary>The trigger of the rule that applied.</summary>
    [AsString]
    public AutoModerationTriggerType? AutoModerationRuleTriggerType { get; init; }

    /// <summary>The channel it was about.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>How many messages or members were affected; null for other actions.</summary>
    [JsonIgnore]
    public int? Count
    {
        get => ParseNumber(CountText);
        init => CountText = FormatNumber(value);
    }

    /// <summary>The inactivity, in whole days, after which members were pruned; null for other actions.</summary>
    [JsonIgnore]
    public TimeSpan? DeleteMemberDays
    {
        get => ParseNumber(DeleteMemberDaysText) is { } days && days <= TimeSpan.MaxValue.Days ? TimeSpan.FromDays(days) : null;
        init => DeleteMemberDaysText = FormatNumber(value?.Days);
    }

    /// <summary>The role or member that a permission overwrite is for.</summary>
    public Id<Entity>? Id { get; init; }

    /// <summary>How many members were pruned; null for other actions.</summary>
    [JsonIgnore]
    public int? MembersRemoved
    {
        get => ParseNumber(MembersRemovedText);
        init => MembersRemovedText = FormatNumber(value);
    }

    /// <summary>The message it was about.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The role's name, if <see cref="Type"/> is <see cref="OverwriteType.Role"/>.</summary>
    public string? RoleName { get; init; }

    /// <summary>Whether the permission overwrite is for a role or a member.</summary>
    [AsString]
    public OverwriteType? Type { get; init; }

    /// <summary>The kind of integration that did it.</summary>
    public string? IntegrationType { get; init; }

    /// <summary>The new status of a voice channel.</summary>
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
