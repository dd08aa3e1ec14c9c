namespace Discord.Gateway.StressTests.Fuzz;

/// <summary>Hostile input did what it must not.</summary>
internal sealed class FuzzException(string message) : Exception(message);
