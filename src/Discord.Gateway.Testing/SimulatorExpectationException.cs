namespace Discord.Gateway.Testing;

/// <summary>Thrown when a client does not do what a test expects; the message lists what the client did.</summary>
public sealed class SimulatorExpectationException(string message) : Exception(message);
