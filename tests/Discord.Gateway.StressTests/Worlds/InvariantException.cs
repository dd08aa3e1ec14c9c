namespace Discord.Gateway.StressTests.Worlds;

/// <summary>Something happened in a world that must never happen.</summary>
internal sealed class InvariantException(string message) : Exception(message);
