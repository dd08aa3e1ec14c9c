namespace Discord.Gateway.Simulator;

/// <summary>The program cannot start with the arguments or files that it was given. The message says which, and why.</summary>
internal sealed class UsageException(string message) : Exception(message);
