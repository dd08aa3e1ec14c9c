using Discord.Gateway.Models;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The bot's shards, wherever in the cluster they run. A service of every silo, and of clients. Thread-safe. Its calls throw an <see cref="InvalidOperationException"/> while no silo
/// of the cluster runs shards.
/// </summary>
public sealed class DiscordCluster(IGrainFactory grains)
{
    /// <summary>The name of the grain storage that keeps sessions: <c>silo.AddMemoryGrainStorage(DiscordCluster.StorageName)</c>, for instance. What it holds is secret.</summary>
    public const string StorageName = "Discord";

    /// <summary>The namespace of the streams of events.</summary>
    public const string StreamNamespace = "discord-gateway";

    private IKeeperGrain Keeper => Find<IKeeperGrain>();

    private IReshardGrain Resharding => Find<IReshardGrain>();

    /// <summary>The stream of a shard's events, in the shard's order, if <see cref="DiscordClusterOptions.StreamProvider"/> is set. Its items are <see cref="GatewayEvent"/>s.</summary>
    public static StreamId StreamOf(ShardId shardId) => StreamId.Create(StreamNamespace, ShardKey.Of(shardId));

    /// <summary>How many shards the bot has.</summary>
    public Task<int> GetTotalShardsAsync() => Keeper.GetTotalAsync();

    /// <summary>The shard that serves a guild. Ask anew after a resharding.</summary>
    public async Task<IShardGrain> GetShardAsync(Id<Guild> guildId) => GetShard(ShardId.ForGuild(guildId, await Keeper.GetTotalAsync()));

    /// <summary>A shard.</summary>
    public IShardGrain GetShard(ShardId shardId) => grains.GetShard(shardId);

    /// <summary>The state of every shard, by index. One that cannot be reached runs nowhere.</summary>
    public async Task<IReadOnlyList<ClusterShard>> GetStatusAsync()
    {
        // Only those are asked that run: a call to another would bring its grain to life.
        IReadOnlyList<SiloAddress?> places = await Keeper.GetPlacesAsync();
        return await Task.WhenAll(places.Select(async (place, index) =>
        {
            var shardId = new ShardId(index, places.Count);
            if (place is null)
            {
                return new ClusterShard { ShardId = shardId };
            }

            try
            {
                return await grains.GetShard(shardId).GetStatusAsync();
            }
            catch (Exception error) when (error is OrleansException or TimeoutException or OperationCanceledException)
            {
                return new ClusterShard { ShardId = shardId, Error = $"not reached: {error.Message}" };
            }
        }));
    }

    /// <summary>Sets the presence of all shards, also of those that start later.</summary>
    public Task SetPresenceAsync(BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        return Keeper.SetPresenceAsync(presence);
    }

    /// <summary>Moves all shards away from a silo, without losing an event or spending an identify. It gets none any more, until it is restarted. A silo that stops does this by itself.</summary>
    public Task DrainAsync(SiloAddress silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return Keeper.DrainAsync(silo);
    }

    /// <summary>
    /// Ends a shard, wherever it runs, and starts it anew: one that Discord has ended (<see cref="ClusterShard.Error"/>), once the reason is gone. It resumes its session if that still exists.
    /// Completes when it has ended; it starts within some seconds. Nothing is done for one that runs nowhere: it is being started already.
    /// </summary>
    /// <param name="shardId">The shard, of those that the bot has now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bot has another number of shards.</exception>
    public async Task RestartShardAsync(ShardId shardId)
    {
        int total = await Keeper.GetTotalAsync();
        if (shardId.Total != total)
        {
            throw new ArgumentOutOfRangeException(nameof(shardId), shardId, $"The bot has {total} shards.");
        }

        await Keeper.RestartShardAsync(shardId);
    }

    /// <summary>
    /// Changes the number of shards without a gap: gathers them on one silo, lets a <see cref="ShardManager"/> there hand over to the new ones (<see cref="ShardManager.ReshardAsync"/>),
    /// and spreads those. No event is lost, and none is doubled unless that silo dies meanwhile; then the old shards go on, or the new ones if their sessions were stored already.
    /// </summary>
    /// <remarks>The bot must fit on one silo for that minute or two. Costs a session start for each new shard. What comes of it is stored: it outlives restarts until the options change.</remarks>
    /// <param name="totalShards">The new number; null for what Discord recommended when the cluster started.</param>
    /// <param name="progress">Told each phase.</param>
    /// <param name="cancellationToken">Ends the wait; the resharding goes on.</param>
    /// <exception cref="InvalidOperationException">Too few session starts are left, it is being resharded already, or it failed and the old shards go on.</exception>
    public async Task ReshardAsync(int? totalShards = null, IProgress<ReshardPhase>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalShards ?? 1, 1, nameof(totalShards));
        await Resharding.BeginAsync(totalShards);
        ReshardPhase? told = null;
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5), cancellationToken);
            ReshardState? state = await Resharding.GetStateAsync();
            if (state?.Phase is { } phase && phase != told)
            {
                told = phase;
                progress?.Report(phase);
            }

            if (state is { IsRunning: false })
            {
                if (state.Problem is { } problem)
                {
                    throw new InvalidOperationException($"The resharding failed, and the old shards go on: {problem}");
                }

                // Who asks now for the shard of a guild must not be given an old one: the keeper hears of the end a moment later.
                if (await Keeper.GetTotalAsync() == state.Total)
                {
                    return;
                }
            }
        }
    }

    private T Find<T>() where T : IGrainWithIntegerKey
    {
        try
        {
            return grains.GetGrain<T>(0);
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException(
                "No silo of the cluster runs shards at the moment: at least one must call AddDiscordGateway, and a new one needs some seconds to be known.", error);
        }
    }
}
