namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>What all scenarios have in common.</summary>
internal static class InteropScoreboardOptions
{
    /// <summary>Short enough to see its effects, long enough that every client can identify within its own rate limit.</summary>
    internal static TimeSpan HeartbeatInterval { get; } = TimeSpan.FromSeconds(3);
}
