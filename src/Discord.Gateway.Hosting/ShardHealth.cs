using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Discord.Gateway.Hosting;

/// <summary>Whether shards are healthy: all connected, and their handlers keep up.</summary>
internal static class ShardHealth
{
    internal static HealthCheckResult Of(IReadOnlyList<ShardStatus> shards, HealthStatus failureStatus)
    {
        int connected = shards.Count(IsConnected);
        ShardStatus[] ended = [.. shards.Where(shard => shard.Error is not null)];
        ShardStatus[] behind = [.. shards.Where(shard => shard.BufferFill >= 1)];
        ShardStatus[] away = [.. shards.Where(shard => !IsConnected(shard) && shard.Error is null)];
        string[] problems =
        [
            .. ended.Select(shard => $"shard {shard.ShardId} was ended by Discord: {shard.Error!.Message}"),
            .. shards.Count == 0 ? ["the shards have not been started yet"] : Array.Empty<string>(),
            .. away.Length > 0 ? [$"not connected: {List(away)}"] : Array.Empty<string>(),
            .. behind.Length > 0 ? [$"handlers are behind, reading is paused: {List(behind)}"] : Array.Empty<string>(),
        ];
        var data = new Dictionary<string, object>
        {
            ["shards"] = shards.Count,
            ["connected"] = connected,
            ["ended"] = ended.Length,
            ["paused"] = behind.Length,
        };
        string description = string.Join("; ", [$"{connected} of {shards.Count} shards are connected", .. problems]);
        return connected == 0 || ended.Length > 0 ? new HealthCheckResult(failureStatus, description, data: data)
            : problems.Length > 0 ? HealthCheckResult.Degraded(description, data: data)
            : HealthCheckResult.Healthy(description, data);
    }

    private static bool IsConnected(ShardStatus shard) => shard.Stage == ConnectionStage.Connected;

    /// <summary>The first of them: hundreds would fill the page.</summary>
    private static string List(ShardStatus[] shards) =>
        string.Join(", ", shards.Take(10).Select(shard => shard.ShardId)) + (shards.Length > 10 ? $" and {shards.Length - 10} more" : "");
}
