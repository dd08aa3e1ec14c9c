namespace Discord.Gateway.Protocol;

/// <summary>Where <see cref="GatewayProtocol"/> stands.</summary>
internal enum ProtocolState
{
    Idle,
    WaitingToConnect,
    Connecting,
    WaitingForHello,
    WaitingForGate,
    WaitingForReady,
    WaitingForResumed,
    Connected,
    Ended,
}
