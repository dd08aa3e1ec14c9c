using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A guild's measures against raids and spam, and detected incidents. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#incidents-data-object">Guild › Incidents Data Object</see>.</summary>
[JsonModel]
public sealed partial record IncidentsData
{
    /// <summary>When paused invites are enabled again; null if not paused.</summary>
    [NeverAbsent]
    public DateTimeOffset? InvitesDisabledUntil { get; init; }

    /// <summary>When paused direct messages between members are enabled again; null if not paused.</summary>
    [NeverAbsent]
    public DateTimeOffset? DmsDisabledUntil { get; init; }

    /// <summary>When Discord detected spam in direct messages; null if not detected.</summary>
    public DateTimeOffset? DmSpamDetectedAt { get; init; }

    /// <summary>When Discord detected a raid; null if not detected.</summary>
    public DateTimeOffset? RaidDetectedAt { get; init; }
}
