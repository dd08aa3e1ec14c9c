using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Measures against raids and spam. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#incidents-data-object">Guild › Incidents Data Object</see>.</summary>
[JsonModel]
public sealed partial record IncidentsData
{
    /// <summary>Until when invites are paused; null if they are not.</summary>
    [NeverAbsent]
    public DateTimeOffset? InvitesDisabledUntil { get; init; }

    /// <summary>Until when members cannot send each other direct messages; null if they can.</summary>
    [NeverAbsent]
    public DateTimeOffset? DmsDisabledUntil { get; init; }

    /// <summary>When spam in direct messages was noticed.</summary>
    public DateTimeOffset? DmSpamDetectedAt { get; init; }

    /// <summary>When a raid was noticed.</summary>
    public DateTimeOffset? RaidDetectedAt { get; init; }
}
