namespace Discord.Gateway;

/// <summary>The stages of a shard's connection, from no connection to receiving events.</summary>
public enum ConnectionStage
{
    /// <summary>No connection: not started, waiting for the next attempt, or ended.</summary>
    Disconnected,

    /// <summary>The WebSocket is being opened.</summary>
    Connecting,

    /// <summary>The WebSocket is open; Discord has not sent Hello yet.</summary>
    Handshake,

    /// <summary>The shard starts a new session: it waits for the identify gate or for READY.</summary>
    Identifying,

    /// <summary>The shard continues a session: Discord replays missed events and has not sent RESUMED yet.</summary>
    Resuming,

    /// <summary>READY or RESUMED has arrived: the shard receives events and sends commands.</summary>
    Connected,
}

/// <summary>A change of a shard's <see cref="ConnectionStage"/>.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="Old">The previous stage.</param>
/// <param name="New">The new stage.</param>
/// <param name="Reason">The reason in a few words, for display: "connection lost", "close 4009 SessionTimedOut", "READY".</param>
public sealed record StageChange(ShardId ShardId, ConnectionStage Old, ConnectionStage New, string Reason);
