namespace Discord.Gateway;

/// <summary>What a command does that is sent while the shard is not <see cref="ConnectionStage.Connected"/>.</summary>
public enum WhenDisconnected
{
    /// <summary>It waits, in order, and is sent after the next READY or RESUMED.</summary>
    Wait,

    /// <summary>It fails with <see cref="NotConnectedException"/>, also when the connection is lost while it waits for its turn.</summary>
    Fail,
}
