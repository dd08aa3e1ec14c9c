namespace Discord.Gateway;

/// <summary>How to treat a command that is sent while the shard is not <see cref="ConnectionStage.Connected"/>.</summary>
public enum DisconnectedBehavior
{
    /// <summary>The command is queued and sent, in order, after the next READY or RESUMED. A shard that has not connected yet connects.</summary>
    Wait,

    /// <summary>The command fails with <see cref="NotConnectedException"/>, also if the connection is lost while the command is queued.</summary>
    Fail,
}
