using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Discord.Gateway.Hosting;

/// <summary>Whether shards are healthy: all connected, and their handlers keep up.</summary>
internal static class ShardHealth
{
    /// <summary>A handler that has worked for this time hangs.</summary>
    private static readonly TimeSpan HangingAge = TimeSpan.FromMinutes(1);

    /// <param name="shards">The shards.</param>
    /// <param name="failureStatus">What is told if they fail.</param>
    /// <param name="recommendedShards">How many shards Discord recommends.</param>
    /// <param name="reshardAdvice">Why the bot should get more shards.</param>
    /// <param name="movesWhenFailed">
    /// Whether these shards go to another machine when this one is said to have failed. They would be no better off there if Discord has ended them or cannot be reached: then only a handler
    /// that hangs is a failure.
    /// </param>
    /// <param name="otherProblem">What else is wrong; null for nothing.</param>
    internal static HealthCheckResult Of(
        IReadOnlyList<ShardStatus> shards, HealthStatus failureStatus, int? recommendedShards = null, string? reshardAdvice = null, bool movesWhenFailed = false, string? otherProblem = null)
    {
        int connected = shards.Count(IsConnected);
        ShardStatus[] ended = [.. shards.Where(shard => shard.Error is not null)];
        ShardStatus[] behind = [.. shards.Where(shard => shard.BufferFill >= 1)];
        ShardStatus[] hanging = [.. shards.Where(shard => shard.LongestHandling >= HangingAge)];
        ShardStatus[] slow = [.. shards.Where(shard => shard.HasSlowHandler).Except(hanging)];
        ShardStatus[] away = [.. shards.Where(shard => !IsConnected(shard) && shard.Error is null)];
        string[] problems =
        [
            .. ended.Select(shard => $"shard {shard.ShardId} was ended by Discord: {shard.Error!.Message}"),
            .. shards.Count == 0 ? ["the shards have not been started yet"] : Array.Empty<string>(),
            .. away.Length > 0 ? [$"not connected: {List(away)}"] : Array.Empty<string>(),
            .. hanging.Length > 0 ? [$"a handler has been running for {HangingAge.TotalSeconds:F0} s or longer: {List(hanging)}"] : Array.Empty<string>(),
            .. slow.Length > 0 ? [$"a handler is slow: {List(slow)}"] : Array.Empty<string>(),
            .. behind.Length > 0 ? [$"handlers are behind, reading is paused: {List(behind)}"] : Array.Empty<string>(),
            .. otherProblem is null ? Array.Empty<string>() : [otherProblem],
        ];
        var data = new Dictionary<string, object>
        {
            ["shards"] = shards.Count,
            ["connected"] = connected,
            ["ended"] = ended.Length,
            ["paused"] = behind.Length,
            ["slow"] = slow.Length,
            ["hanging"] = hanging.Length,
        };
        if (recommendedShards is { } recommended)
        {
            data["recommended"] = recommended;
        }

        // Advice is no problem: the bot works.
        string[] advice = reshardAdvice is null ? [] : [$"more shards are advised: {reshardAdvice}"];
        string description = string.Join("; ", [$"{connected} of {shards.Count} shards are connected", .. problems, .. advice]);
        bool areEnded = !movesWhenFailed && (connected == 0 || ended.Length > 0);
        return areEnded || hanging.Length > 0 ? new HealthCheckResult(failureStatus, description, data: data)
            : problems.Length > 0 ? HealthCheckResult.Degraded(description, data: data)
            : HealthCheckResult.Healthy(description, data);
    }

    private static bool IsConnected(ShardStatus shard) => shard.Stage == ConnectionStage.Connected;

    /// <summary>The first of them: hundreds would fill the page.</summary>
    private static string List(ShardStatus[] shards) =>
        string.Join(", ", shards.Take(10).Select(shard => shard.ShardId)) + (shards.Length > 10 ? $" and {shards.Length - 10} more" : "");
}
