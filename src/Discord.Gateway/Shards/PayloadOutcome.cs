namespace Discord.Gateway.Shards;

/// <summary>What became of a received payload. The default is that of a connection that is no longer current: it was ignored.</summary>
/// <param name="IsEvent">Whether it is a new event.</param>
/// <param name="IsBuffered">Whether it waits for the consumer.</param>
/// <param name="Reason">What is wrong with it, if it is no proper event.</param>
internal readonly record struct PayloadOutcome(bool IsEvent, bool IsBuffered, string? Reason = null)
{
    /// <summary>Whether more than the event came of it: something to perform, to write or to wait for.</summary>
    internal bool MustSettle { get; init; }
}
