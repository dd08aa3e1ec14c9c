namespace Discord.Gateway;

/// <summary>
/// The session start limit of a bot: <c>session_start_limit</c> of <c>/gateway/bot</c>. If a bot exceeds it, Discord resets its token.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#session-start-limit-object">Gateway › Session Start Limit Object</see>.
/// </summary>
/// <param name="Total">The session starts allowed per 24 h; 1,000 for most bots.</param>
/// <param name="Remaining">The session starts left in the current window.</param>
/// <param name="ResetAfter">The time until the window ends.</param>
/// <param name="MaxConcurrency">The number of identifies allowed every 5 s.</param>
public sealed record SessionStartLimit(int Total, int Remaining, TimeSpan ResetAfter, int MaxConcurrency)
{
    /// <summary>The limit that Discord documents as the default: 1,000 starts per 24 h, one identify at a time.</summary>
    public static SessionStartLimit Default { get; } = new(1000, 1000, TimeSpan.FromHours(24), 1);
}
