namespace Discord.Gateway.Commands;

internal enum OutgoingKind
{
    Heartbeat,
    Identify,
    Resume,
    Presence,
    Command,
}

/// <summary>A payload on its way to the socket.</summary>
internal sealed record Outgoing(OutgoingKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The caller's command that this is.</summary>
    internal PendingCommand? Command { get; init; }

    /// <summary>Callers who requested this heartbeat.</summary>
    internal IReadOnlyList<Waiter> HeartbeatWaiters { get; init; } = [];

    internal GatewayOpcode Opcode => Kind switch
    {
        OutgoingKind.Heartbeat => GatewayOpcode.Heartbeat,
        OutgoingKind.Identify => GatewayOpcode.Identify,
        OutgoingKind.Resume => GatewayOpcode.Resume,
        OutgoingKind.Presence => GatewayOpcode.PresenceUpdate,
        _ => Command!.Opcode,
    };

    /// <summary>Records print themselves, and a payload may hold the token.</summary>
    public override string ToString() => $"{Opcode}, {Payload.Length} bytes";
}
