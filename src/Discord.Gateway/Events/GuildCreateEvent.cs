using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_CREATE: a guild arrived, at the start, after an outage, or because the bot joined it: see <see cref="Arrival"/>. Needs <see cref="GatewayIntents.Guilds"/>. Discord's
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
    /// Why the event came: the guild is loaded, joined or back. A <see cref="ShardManager"/> knows; an event that a bare <see cref="Shard"/> received has null. Null too if it
    /// cannot be known: READY, GUILD_CREATE or GUILD_DELETE was filtered out or could not be read, or the session was saved by something that did not save its guilds
    /// (<see cref="ShardSession.Guilds"/>). Null as well if the event only says that a guild of the bot's is in an outage (<see cref="Unavailable"/>); when the guild is back, that is
    /// <see cref="GuildArrival.Returned"/>. Not sent by Discord, so that the data alone does not carry it; an event that is written as <see cref="GatewayEvent"/> does.
    /// </summary>
    [JsonIgnore]
    public GuildArrival? Arrival { get; init; }

    /// <summary>When the bot joined the guild; null while the guild is unavailable.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whether the guild has more members than <see cref="ShardOptions.LargeThreshold"/>, so that not all are listed.</summary>
    public bool Large { get; init; }

    /// <summary>Whether the guild is in an outage, and nothing but its id is known.</summary>
    [MayBeAbsent]
    public bool Unavailable { get; init; }

    /// <summary>How many members the guild has.</summary>
    public int MemberCount { get; init; }

    /// <summary>Who is in voice channels.</summary>
    public IReadOnlyList<VoiceState> VoiceStates { get; init; } = [];

    /// <summary>Members; all of them only in guilds that are not large, and with <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<GuildMember> Members { get; init; } = [];

    /// <summary>The channels.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>The active threads that the bot may see.</summary>
    public IReadOnlyList<Channel> Threads { get; init; } = [];

    /// <summary>Presences; of large guilds only those that are not offline. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<Presence> Presences { get; init; } = [];

    /// <summary>The live stages.</summary>
    public IReadOnlyList<StageInstance> StageInstances { get; init; } = [];

    /// <summary>The scheduled events.</summary>
    public IReadOnlyList<GuildScheduledEvent> GuildScheduledEvents { get; init; } = [];

    /// <summary>The sounds of the soundboard.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];
}
