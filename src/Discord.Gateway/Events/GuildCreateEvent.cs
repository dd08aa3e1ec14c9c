using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_CREATE: a guild became available: it was loaded after READY, returned from an outage, or the bot joined it; see <see cref="Arrival"/>. Needs <see cref="GatewayIntents.Guilds"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-create">Gateway Events › Guild Create</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_CREATE", GatewayIntents.Guilds)]
public sealed partial record GuildCreateEvent : GatewayEvent
{
    /// <summary>The guild; only its id is set while it is unavailable.</summary>
    [Inline]
    public Guild Guild { get; init; } = Guild.Empty;

    /// <summary>
    /// The reason why the event arrived: the guild was loaded, was joined, or returned. Set by a <see cref="ShardManager"/>; null if a <see cref="Shard"/> without a manager received the
    /// event. Also null if it is unknown: READY, GUILD_CREATE or GUILD_DELETE was filtered out or could not be read, or the session was saved without its guilds
    /// (<see cref="ShardSession.Guilds"/>). Also null if the event only says that the guild is in an outage (<see cref="Unavailable"/>); the event at the end of the outage has
    /// <see cref="GuildArrival.Returned"/>. Discord does not send it: it is in the JSON of a <see cref="GatewayEvent"/>, but not in the data of the event.
    /// </summary>
    [JsonIgnore]
    public GuildArrival? Arrival { get; init; }

    /// <summary>The time at which the bot joined the guild; null while the guild is unavailable.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whether the guild has more members than <see cref="ShardOptions.LargeThreshold"/>, so that not all are included.</summary>
    public bool Large { get; init; }

    /// <summary>Whether the guild is in an outage, so that only its id is known.</summary>
    [MayBeAbsent]
    public bool Unavailable { get; init; }

    /// <summary>The number of members in the guild.</summary>
    public int MemberCount { get; init; }

    /// <summary>The voice states of the members in voice channels.</summary>
    public IReadOnlyList<VoiceState> VoiceStates { get; init; } = [];

    /// <summary>The members; complete only for guilds that are not large, and with <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<GuildMember> Members { get; init; } = [];

    /// <summary>The channels.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>The active threads that the bot can view.</summary>
    public IReadOnlyList<Channel> Threads { get; init; } = [];

    /// <summary>The presences; for large guilds, only those of members who are not offline. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<Presence> Presences { get; init; } = [];

    /// <summary>The stage instances.</summary>
    public IReadOnlyList<StageInstance> StageInstances { get; init; } = [];

    /// <summary>The scheduled events.</summary>
    public IReadOnlyList<GuildScheduledEvent> GuildScheduledEvents { get; init; } = [];

    /// <summary>The soundboard sounds.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];
}
