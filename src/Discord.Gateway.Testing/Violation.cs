namespace Discord.Gateway.Testing;

/// <summary>A rule of Discord's that a client broke.</summary>
/// <param name="ConnectionNumber">Which connection, counted from 1.</param>
/// <param name="CloseCode">The close code that answered it; null where Discord answers otherwise (op 9).</param>
/// <param name="Description">What was done.</param>
/// <param name="At">When, on the simulator's clock.</param>
public sealed record Violation(int ConnectionNumber, int? CloseCode, string Description, DateTimeOffset At);
