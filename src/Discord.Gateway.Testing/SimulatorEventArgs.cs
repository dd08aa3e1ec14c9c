namespace Discord.Gateway.Testing;

/// <summary>A client's payload has arrived.</summary>
/// <param name="connection">The connection it came on.</param>
/// <param name="payload">The payload.</param>
public sealed class PayloadReceivedEventArgs(SimulatedConnection connection, ReceivedPayload payload) : EventArgs
{
    /// <summary>The connection it came on.</summary>
    public SimulatedConnection Connection { get; } = connection;

    /// <summary>The payload.</summary>
    public ReceivedPayload Payload { get; } = payload;
}

/// <summary>A payload is sent to a client.</summary>
/// <param name="connection">The connection it is sent on.</param>
/// <param name="payload">The payload's JSON, before compression.</param>
public sealed class PayloadSentEventArgs(SimulatedConnection connection, ReadOnlyMemory<byte> payload) : EventArgs
{
    /// <summary>The connection it is sent on.</summary>
    public SimulatedConnection Connection { get; } = connection;

    /// <summary>The payload's JSON, before compression.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;
}

/// <summary>A connection was opened or has ended, or a session begins or goes on with it.</summary>
/// <param name="connection">The connection.</param>
public sealed class ConnectionChangedEventArgs(SimulatedConnection connection) : EventArgs
{
    /// <summary>The connection.</summary>
    public SimulatedConnection Connection { get; } = connection;
}

/// <summary>A client has broken a rule.</summary>
/// <param name="violation">What it did.</param>
public sealed class ViolationFoundEventArgs(Violation violation) : EventArgs
{
    /// <summary>What it did.</summary>
    public Violation Violation { get; } = violation;
}
