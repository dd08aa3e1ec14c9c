namespace Discord.Gateway;

/// <summary>Where a shard stands between "no connection" and "receiving events".</summary>
public enum ConnectionStage
{
    /// <summary>No connection: not started, waiting for the next attempt, or ended.</summary>
    Disconnected,

    /// <summary>A WebSocket is being opened.</summary>
    Connecting,

    /// <summary>The WebSocket is open; Discord's Hello has not come yet.</summary>
    Handshake,

    /// <summary>Starting a new session: waiting for the identify gate, or for READY.</summary>
    Identifying,

    /// <summary>Continuing a session: missed events are being replayed, RESUMED has not come yet.</summary>
    Resuming,

    /// <summary>READY or RESUMED came: events flow and commands are sent.</summary>
    Connected,
}

/// <summary>A change of a shard's <see cref="ConnectionStage"/>.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="Old">The stage before.</param>
/// <param name="New">The stage now.</param>
/// <param name="Reason">Why, in a few words for people: "wire lost", "close 4009 SessionTimedOut", "READY".</param>
public sealed record StageChange(ShardId ShardId, ConnectionStage Old, ConnectionStage New, string Reason);
