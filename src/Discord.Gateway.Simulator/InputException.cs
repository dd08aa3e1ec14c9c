namespace Discord.Gateway.Simulator;

/// <summary>A value of a file or of a request is wrong. The message says which and why, but not where: whoever reads the input adds that.</summary>
internal sealed class InputException(string message) : Exception(message);
