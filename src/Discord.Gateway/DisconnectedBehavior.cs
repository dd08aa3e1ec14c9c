namespace Discord.Gateway;

/// <summary>What happens to a command that is sent while the shard is not <see cref="ConnectionStage.Connected"/>.</summary>
public enum DisconnectedBehavior
{
    /// <summary>It waits, in order, and is sent after the next READY or RESUMED. A shard that has not connected yet connects for it.</summary>
    Wait,

    /// <summary>It fails with <see cref="NotConnectedException"/>, also when the connection is lost while it waits for its turn.</summary>
    Fail,
}
