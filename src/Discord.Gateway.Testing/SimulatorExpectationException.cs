namespace Discord.Gateway.Testing;

/// <summary>A client did not do what a test expected of it; the message tells what it did.</summary>
public sealed class SimulatorExpectationException(string message) : Exception(message);
