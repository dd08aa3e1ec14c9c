using System.Text.Json.Serialization;
using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// GUILD_CREATE: a guild arrived, at the start, after an outage, or because the bot joined it. Needs <see cref="GatewayIntents.Guilds"/>.
/// Discord's documentation: <i>Gateway Events › Guild Create</i>.
/// </summary>
public sealed record GuildCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildCreate;

    /// <summary>The guild; only its id is set while it is unavailable.</summary>
    [JsonIgnore]
    public Guild Guild { get; init; } = new();

    /// <summary>Whether the guild is in an outage, and nothing but its id is known.</summary>
    public bool Unavailable { get; init; }

    /// <summary>When the bot joined the guild.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whether the guild has more members than <see cref="ShardOptions.LargeThreshold"/>, so that not all are listed.</summary>
    public bool Large { get; init; }

    /// <summary>How many members the guild has.</summary>
    public int MemberCount { get; init; }

    /// <summary>Members; all of them only in guilds that are not large, and with <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<GuildMember> Members { get; init => field = value ?? []; } = [];

    /// <summary>The channels.</summary>
    public IReadOnlyList<Channel> Channels { get; init => field = value ?? []; } = [];

    /// <summary>The active threads that the bot may see.</summary>
    public IReadOnlyList<Channel> Threads { get; init => field = value ?? []; } = [];

    /// <summary>Who is in voice channels.</summary>
    public IReadOnlyList<VoiceState> VoiceStates { get; init => field = value ?? []; } = [];

    /// <summary>Presences; needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public IReadOnlyList<Presence> Presences { get; init => field = value ?? []; } = [];

    // One object carries the guild and what comes only with its creation.
    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) => EventJson.Read(data, GatewayJsonContext.Default.GuildCreateEvent) with
    {
        Guild = EventJson.Read(data, GatewayJsonContext.Default.Guild),
    };
}
