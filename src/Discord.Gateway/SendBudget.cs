namespace Discord.Gateway;

/// <summary>
/// A snapshot of how much a shard may send, from <see cref="Shard.SendBudget"/>. Discord allows 120 payloads every 60 s on each connection, and 5 presence updates every 20 s; the shard
/// counts over 61 s and 21 s, because the transit time of payloads varies. See <see href="https://discord.com/developers/docs/events/gateway#rate-limiting"/>.
/// </summary>
/// <remarks>
/// Commands beyond the budget wait in the shard and are sent in order, so most bots need not check it. It is for code that can choose when to send: dashboards, or bots that collect members in the background.
/// </remarks>
public readonly record struct SendBudget
{
    /// <summary>
    /// The number of commands that may be sent now, from 0 to <see cref="Limit"/>. Queued commands (<see cref="Waiting"/>) and an unsent presence use them first. 0 while
    /// the shard is not connected.
    /// </summary>
    public int Available { get; init; }

    /// <summary>The maximum number of commands in any 61 s: 120 less the payloads reserved for heartbeats. A new connection has already used one for its identify or resume.</summary>
    public int Limit { get; init; }

    /// <summary>The number of queued commands.</summary>
    public int Waiting { get; init; }

    /// <summary>The time until a command may be sent; zero if now. Null while the shard is not connected: each connection has its own budget.</summary>
    public TimeSpan? NextIn { get; init; }

    /// <summary>The number of presence updates that may be sent now, from 0 to <see cref="PresenceLimit"/>. Each also uses one of <see cref="Available"/>. 0 while the shard is not connected.</summary>
    public int AvailablePresences { get; init; }

    /// <summary>The maximum number of presence updates in any 21 s: 5.</summary>
    public int PresenceLimit { get; init; }

    /// <summary>The time until a presence update may be sent; zero if now. Null while the shard is not connected.</summary>
    public TimeSpan? NextPresenceIn { get; init; }
}
