namespace Discord.Gateway;

/// <summary>
/// How many sessions a bot may still start, as <c>/gateway/bot</c> tells in <c>session_start_limit</c>. Who passes it loses the token.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#session-start-limit-object">Gateway › Session Start Limit Object</see>.
/// </summary>
/// <param name="Total">Starts allowed in a window of 24 h; 1,000 for most bots.</param>
/// <param name="Remaining">Starts left in this window.</param>
/// <param name="ResetAfter">When the window ends.</param>
/// <param name="MaxConcurrency">Identifies allowed in 5 s.</param>
public sealed record SessionStartLimit(int Total, int Remaining, TimeSpan ResetAfter, int MaxConcurrency)
{
    /// <summary>What Discord documents for a bot it has told nothing else: 1,000 in 24 h, one at a time.</summary>
    public static SessionStartLimit Default { get; } = new(1000, 1000, TimeSpan.FromHours(24), 1);
}
