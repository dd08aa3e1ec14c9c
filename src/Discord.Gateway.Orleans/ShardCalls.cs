using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.Orleans;

/// <summary>What the keeper asks of shards.</summary>
internal static class ShardCalls
{
    private const int Attempts = 5;

    /// <summary>Starts a shard's grain on a silo. Calls of others may have brought it to life on another, which it then needs a moment to leave.</summary>
    internal static async Task<ShardStart> StartShardAsync(this BotGrains grains, PlacementStep step, SharedPresence presence, ILogger logger)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, step.Silo);
            ShardStart start = await grains.Shard(step.ShardId).StartAsync(step.Silo, presence, step.MayTakeOver);
            if (start.Silo is not null || start.IsHeld)
            {
                return start;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt));
        }

        logger.StartedElsewhere(step.ShardId, step.Silo);
        return default;
    }

    internal static async Task SharePresenceAsync(this BotGrains grains, ShardId shardId, SharedPresence presence, ILogger logger)
    {
        try
        {
            await grains.Shard(shardId).SharePresenceAsync(presence);
        }
        catch (Exception error) when (error is ShardNotRunningException or OrleansException or TimeoutException)
        {
            // It does not run, or its silo dies: it is given the presence when it starts.
            logger.PresenceNotShared(shardId, error);
        }
    }
}
