namespace Discord.Gateway.Testing;

/// <summary>Data of <see cref="GatewaySimulator.PayloadReceived"/>.</summary>
/// <param name="connection">The connection that received the payload.</param>
/// <param name="payload">The payload.</param>
public sealed class PayloadReceivedEventArgs(SimulatedConnection connection, ReceivedPayload payload) : EventArgs
{
    /// <summary>The connection that received the payload.</summary>
    public SimulatedConnection Connection { get; } = connection;

    /// <summary>The payload.</summary>
    public ReceivedPayload Payload { get; } = payload;
}

/// <summary>Data of <see cref="GatewaySimulator.PayloadSent"/>.</summary>
/// <param name="connection">The connection that sends the payload.</param>
/// <param name="payload">The payload's JSON, before compression.</param>
public sealed class PayloadSentEventArgs(SimulatedConnection connection, ReadOnlyMemory<byte> payload) : EventArgs
{
    /// <summary>The connection that sends the payload.</summary>
    public SimulatedConnection Connection { get; } = connection;

    /// <summary>The payload's JSON, before compression.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;
}

/// <summary>Data of <see cref="GatewaySimulator.ConnectionChanged"/>.</summary>
/// <param name="connection">The connection.</param>
public sealed class ConnectionChangedEventArgs(SimulatedConnection connection) : EventArgs
{
    /// <summary>The connection.</summary>
    public SimulatedConnection Connection { get; } = connection;
}

/// <summary>Data of <see cref="GatewaySimulator.ViolationFound"/>.</summary>
/// <param name="violation">The breach.</param>
public sealed class ViolationFoundEventArgs(Violation violation) : EventArgs
{
    /// <summary>The breach.</summary>
    public Violation Violation { get; } = violation;
}
