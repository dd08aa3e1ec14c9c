namespace Discord.Gateway;

/// <summary>
/// How much a shard may send: a snapshot of <see cref="Shard.SendBudget"/>. Discord allows 120 payloads in 60 s on each connection, and 5 presence updates in 20 s; the shard counts
/// them in 61 and 21 s, since payloads do not travel at one speed. See <see href="https://discord.com/developers/docs/events/gateway#rate-limiting"/>.
/// </summary>
/// <remarks>
/// Commands that exceed it wait in the shard and are sent in order, so a bot need not look at it. One that can choose when to send does: a dashboard, or a bot that collects members at leisure.
/// </remarks>
public readonly record struct SendBudget
{
    /// <summary>
    /// How many commands may be sent now, from 0 to <see cref="Limit"/>. Commands that wait (<see cref="Waiting"/>) and a presence that was not sent yet use them first. 0 while
    /// the shard is not connected.
    /// </summary>
    public int Available { get; init; }

    /// <summary>The most commands in any 61 s: 120 less the payloads that are reserved for heartbeats. A new connection has sent one payload, its identify or resume.</summary>
    public int Limit { get; init; }

    /// <summary>How many commands wait to be sent.</summary>
    public int Waiting { get; init; }

    /// <summary>How long until a command may be sent; zero if at once. Null while the shard is not connected: each connection has a budget of its own.</summary>
    public TimeSpan? NextIn { get; init; }

    /// <summary>How many presence updates may be sent now, from 0 to <see cref="PresenceLimit"/>. Each uses one of <see cref="Available"/>, too. 0 while the shard is not connected.</summary>
    public int AvailablePresences { get; init; }

    /// <summary>The most presence updates in any 21 s: 5.</summary>
    public int PresenceLimit { get; init; }

    /// <summary>How long until a presence update may be sent; zero if at once. Null while the shard is not connected.</summary>
    public TimeSpan? NextPresenceIn { get; init; }
}
