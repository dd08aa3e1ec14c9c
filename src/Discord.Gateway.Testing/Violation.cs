namespace Discord.Gateway.Testing;

/// <summary>A breach of Discord's rules by a client.</summary>
/// <param name="ConnectionNumber">The number of the connection, counted from 1.</param>
/// <param name="CloseCode">The close code with which the simulator answered; null where Discord answers with op 9 instead.</param>
/// <param name="Description">The breach in words.</param>
/// <param name="At">The time of the breach, on the simulator's clock.</param>
public sealed record Violation(int ConnectionNumber, int? CloseCode, string Description, DateTimeOffset At);
