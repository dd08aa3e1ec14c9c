using System.Collections.Concurrent;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The bot's shards, wherever in the cluster they run. A service of every silo, and of clients. Thread-safe. Its calls throw an <see cref="InvalidOperationException"/> while no silo
/// of the cluster runs shards, and on a client or a silo without a token that does not say which of several bots it means (<see cref="DiscordClusterOptions.BotId"/>).
/// </summary>
public sealed class DiscordCluster
{
    /// <summary>How long a silo may take to tell of its shards: one that is frozen must not hold up what the others tell.</summary>
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long a command is tried again: as long as a shard is away after its silo was killed, and then some.</summary>
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(30);

    private readonly BotFinder _finder;
    private readonly TimeProvider _time;

    internal DiscordCluster(BotFinder finder, TimeProvider time) => (_finder, _time) = (finder, time);

    /// <summary>The name of the grain storage that keeps sessions: <c>silo.AddMemoryGrainStorage(DiscordCluster.StorageName)</c>, for instance. What it holds is secret.</summary>
    public const string StorageName = "Discord";

    /// <summary>The namespace of the streams of events.</summary>
    public const string StreamNamespace = "discord-gateway";

    private BotGrains Grains => _finder.Find();

    private IKeeperGrain Keeper => Grains.Keeper;

    /// <summary>The stream of a shard's events, in the shard's order, if <see cref="DiscordClusterOptions.StreamProvider"/> is set. Its items are <see cref="GatewayEvent"/>s.</summary>
    public StreamId StreamOf(ShardId shardId) => StreamId.Create(StreamNamespace, Grains.KeyOf(shardId));

    /// <summary>How many shards the bot has.</summary>
    public async Task<int> GetTotalShardsAsync() => (await Keeper.GetLayoutAsync()).Total;

    /// <summary>The shard that serves a guild. Ask anew after a resharding.</summary>
    public async Task<IShardGrain> GetShardAsync(Id<Guild> guildId) => GetShard((await Keeper.GetLayoutAsync()).For(guildId));

    /// <summary>A shard.</summary>
    public IShardGrain GetShard(ShardId shardId) => Grains.Shard(shardId);

    /// <summary>The state of every shard, by index. One that cannot be reached runs nowhere.</summary>
    public async Task<IReadOnlyList<ClusterShard>> GetStatusAsync()
    {
        BotGrains grains = Grains;
        ShardLayout layout = await grains.Keeper.GetLayoutAsync();
        IReadOnlyList<SiloAddress?> places = await grains.Keeper.GetPlacesAsync(layout);
        var errors = new ConcurrentDictionary<SiloAddress, string>();
        IReadOnlyList<ClusterShard>[] running = await Task.WhenAll(places.OfType<SiloAddress>().Distinct().Select(async silo =>
        {
            try
            {
                return await grains.Silo(silo).GetStatusAsync().WaitAsync(StatusPatience, _time);
            }
            catch (Exception error) when (error is OrleansException or TimeoutException or OperationCanceledException)
            {
                errors[silo] = $"not reached: {error.Message}";
                return [];
            }
        }));
        Dictionary<ShardId, ClusterShard> byId = running.SelectMany(static shards => shards).GroupBy(static shard => shard.ShardId).ToDictionary(static shards => shards.Key, static shards => shards.First());
        return
        [
            .. layout.Shards.Zip(places, (shardId, place) => byId.GetValueOrDefault(shardId) ?? new ClusterShard { ShardId = shardId, Error = place is null ? null : errors.GetValueOrDefault(place) }),
        ];
    }

    /// <summary>
    /// Sends a command through the shard that serves a guild, wherever it runs. While it runs nowhere, since its silo has died, it moves or the bot is resharded, it is tried again, for half a minute.
    /// Completes when it was written to Discord. If a silo dies in the middle it may be written twice.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the attempts; the command may have been sent.</param>
    /// <exception cref="ArgumentException">The command is invalid. Nothing was sent.</exception>
    /// <exception cref="PayloadTooLargeException">The command has more than 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="ShardNotRunningException">The shard was not reached for half a minute. If a silo was reached that did not answer, the command may still be sent.</exception>
    public async Task SendAsync(Id<Guild> guildId, GatewayCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        long started = _time.GetTimestamp();
        for (TimeSpan wait = TimeSpan.FromMilliseconds(100); ; wait *= 1.5)
        {
            try
            {
                IShardGrain shard = await GetShardAsync(guildId).WaitAsync(cancellationToken);
                await shard.SendAsync(command).WaitAsync(cancellationToken);
                return;
            }
            catch (Exception error) when (error is ShardNotRunningException or NoBotException or OrleansException or TimeoutException)
            {
                if (_time.GetElapsedTime(started) + wait >= SendPatience)
                {
                    throw new ShardNotRunningException($"The shard of guild {guildId} was not reached for {SendPatience.TotalSeconds:F0} s; the command was given up.", error);
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
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
        return DrainUntilEmptyAsync(silo);
    }

    private async Task DrainUntilEmptyAsync(SiloAddress silo)
    {
        while (!await Keeper.DrainAsync(silo))
        {
            // The keeper waits.
        }
    }

    /// <summary>
    /// Ends a shard, wherever it runs, and starts it anew: one that Discord has ended (<see cref="ClusterShard.Error"/>), once the reason is gone. It resumes its session if that still exists.
    /// Completes when it has ended; it starts within some seconds. Nothing is done for one that runs nowhere: it is being started already.
    /// </summary>
    /// <param name="shardId">The shard, of those that the bot has now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bot has another number of shards.</exception>
    public async Task RestartShardAsync(ShardId shardId)
    {
        ShardLayout layout = await Keeper.GetLayoutAsync();
        if (!layout.Shards.Contains(shardId))
        {
            throw new ArgumentOutOfRangeException(nameof(shardId), shardId, $"The bot has {layout.Total} shards.");
        }

        await Keeper.RestartShardAsync(shardId);
    }

    /// <summary>
    /// Changes the number of shards without a gap: gathers those on one silo that share guilds, lets a <see cref="ShardManager"/> there hand over to the new ones
    /// (<see cref="ShardManager.ReshardAsync"/>), and spreads those; part after part. No event is lost, and none is doubled unless that silo dies meanwhile; then the old shards go on, or the new ones if
    /// their sessions were stored already.
    /// </summary>
    /// <remarks>
    /// There are as many parts as the greatest common divisor of both numbers says, of which some are done at once. After the first there is no way back: one that fails is tried again, and meanwhile the
    /// bot has shards of both numbers. Costs a session start for each new shard. What comes of it is stored: it outlives restarts until the options change.
    /// </remarks>
    /// <param name="totalShards">The new number; null for what Discord recommended when the cluster started.</param>
    /// <param name="progress">Told each phase.</param>
    /// <param name="cancellationToken">Ends the wait; the resharding goes on.</param>
    /// <exception cref="InvalidOperationException">Too few session starts are left, it is being resharded already, or it failed and the old shards go on.</exception>
    public async Task ReshardAsync(int? totalShards = null, IProgress<ReshardPhase>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalShards ?? 1, 1, nameof(totalShards));
        IReshardGrain resharding = Grains.Resharding;
        await resharding.BeginAsync(totalShards);
        ReshardPhase? told = null;
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5), _time, cancellationToken);
            ReshardState? state = await resharding.GetStateAsync();
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
                if (await Keeper.GetLayoutAsync() == state.Layout)
                {
                    return;
                }
            }
        }
    }
}
