using System.Collections.Concurrent;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// Controls a bot's shards on any silo of the cluster: a service of silos and clients. Thread-safe. Calls throw an <see cref="InvalidOperationException"/> while no silo of the cluster runs
/// shards, and on a client or a silo without a token that does not select one of several bots (<see cref="DiscordClusterOptions.BotId"/>).
/// </summary>
/// <example>
/// <code>
/// IShardGrain shard = await cluster.GetShardAsync(guildId);
/// Console.WriteLine(await shard.GetStatusAsync());
/// await cluster.SendAsync(guildId, new UpdateVoiceState(guildId, channelId));
/// </code>
/// </example>
public sealed class DiscordCluster
{
    /// <summary>How long a silo may take to tell of its shards: one that is frozen must not hold up what the others tell.</summary>
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long to ask again what failed: as long as a shard is away after its silo was killed, and then some.</summary>
    private static readonly TimeSpan Persistence = TimeSpan.FromSeconds(30);

    private readonly BotFinder _finder;
    private readonly TimeProvider _time;

    internal DiscordCluster(BotFinder finder, TimeProvider time) => (_finder, _time) = (finder, time);

    /// <summary>The name of the grain storage for sessions, as in <c>silo.AddMemoryGrainStorage(DiscordCluster.StorageName)</c>. Its content is secret.</summary>
    public const string StorageName = "Discord";

    /// <summary>The namespace of the event streams.</summary>
    public const string StreamNamespace = "discord-gateway";

    private BotGrains Grains => _finder.Find();

    private IKeeperGrain Keeper => Grains.Keeper;

    /// <summary>Gets the stream of a shard's events, in order, which exists if <see cref="DiscordClusterOptions.StreamProvider"/> is set. Its items are <see cref="GatewayEvent"/>s.</summary>
    public StreamId StreamOf(ShardId shardId) => StreamId.Create(StreamNamespace, Grains.KeyOf(shardId));

    /// <summary>Gets the bot's number of shards.</summary>
    /// <exception cref="ShardNotRunningException">No silo answered for 30 s.</exception>
    public async Task<int> GetTotalShardsAsync() => (await AskKeeperAsync(static keeper => keeper.GetLayoutAsync())).Total;

    /// <summary>Gets the shard that serves a guild. Call it again after a resharding. Which guilds the bot is in is not checked.</summary>
    /// <exception cref="ShardNotRunningException">No silo answered for 30 s.</exception>
    public async Task<IShardGrain> GetShardAsync(Id<Guild> guildId) => GetShard((await AskKeeperAsync(static keeper => keeper.GetLayoutAsync())).For(guildId));

    /// <summary>Gets a shard by its id.</summary>
    public IShardGrain GetShard(ShardId shardId) => Grains.Shard(shardId);

    /// <summary>
    /// Gets the state of every shard, by index. A shard that runs nowhere, or whose silo does not answer, has no silo, and says why (<see cref="ClusterShard.Error"/>).
    /// </summary>
    /// <exception cref="ShardNotRunningException">No silo answered for 30 s.</exception>
    public async Task<IReadOnlyList<ClusterShard>> GetStatusAsync()
    {
        BotGrains grains = Grains;
        ShardLayout layout = await AskKeeperAsync(static keeper => keeper.GetLayoutAsync());
        IReadOnlyList<SiloAddress?> places = await AskKeeperAsync(keeper => keeper.GetPlacesAsync(layout));
        var errors = new ConcurrentDictionary<SiloAddress, string>();
        IReadOnlyList<ClusterShard>[] running = await Task.WhenAll(places.OfType<SiloAddress>().Distinct().Select(async silo =>
        {
            try
            {
                return await grains.Silo(silo).GetStatusAsync().WaitAsync(StatusPatience, _time);
            }
            catch (Exception error) when (error is OrleansException or TimeoutException or OperationCanceledException)
            {
                errors[silo] = $"its silo {silo} does not answer: {ErrorText.Of(error)}";
                return [];
            }
        }));
        IReadOnlyList<ClusterShard> inHand = places.Contains(null) ? await TryAskAsync(grains.Resharding.GetStatusAsync) ?? [] : [];
        Dictionary<ShardId, ClusterShard> byId = running.SelectMany(static shards => shards).Concat(inHand)
            .GroupBy(static shard => shard.ShardId).ToDictionary(static shards => shards.Key, static shards => shards.First());
        Dictionary<ShardId, string> reasons = layout.Shards.All(byId.ContainsKey) ? [] : await TryAskAsync(grains.Keeper.GetReasonsAsync) ?? [];
        return
        [
            .. layout.Shards.Zip(places, (shardId, place) => byId.GetValueOrDefault(shardId) ?? new ClusterShard
            {
                ShardId = shardId,
                Error = (place is null ? null : errors.GetValueOrDefault(place)) ?? reasons.GetValueOrDefault(shardId) ?? "it is starting or moving",
            }),
        ];
    }

    /// <summary>Asks what silos of the version before do not know, and what a silo that dies does not answer.</summary>
    private async Task<T?> TryAskAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return await ask().WaitAsync(StatusPatience, _time);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Asks the keeper until it answers: its silo may have died a moment ago, or Discord may refuse to say what it needs to begin.</summary>
    private async Task<T> AskKeeperAsync<T>(Func<IKeeperGrain, Task<T>> ask)
    {
        IKeeperGrain keeper = Keeper;
        return await PersistAsync(() => ask(keeper), static _ => true, static error => $"No silo has answered for {Persistence.TotalSeconds:F0} s: {ErrorText.Of(error)}");
    }

    /// <summary>Asks until there is an answer, for as long as a shard is away after its silo was killed, and then some.</summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> ask, Func<Exception, bool> mayPass, Func<Exception, string> explain, CancellationToken cancellationToken = default)
    {
        long started = _time.GetTimestamp();
        for (TimeSpan wait = TimeSpan.FromMilliseconds(100); ; wait *= 1.5)
        {
            TimeSpan left = Persistence - _time.GetElapsedTime(started);
            try
            {
                return await ask().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && mayPass(error))
            {
                if (_time.GetElapsedTime(started) + wait >= Persistence)
                {
                    throw new ShardNotRunningException(explain(error), error);
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    /// <summary>
    /// Sends a command through the shard that serves a guild, on any silo, and completes when it is written to Discord. Retries for 30 s while no silo runs the shard, because its silo died,
    /// it is moving or the bot is being resharded. If a silo dies during the call, the command may be written twice.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Cancels further attempts; the command may have been sent.</param>
    /// <exception cref="ArgumentException">The command is invalid. Nothing was sent.</exception>
    /// <exception cref="PayloadTooLargeException">The command exceeds 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="ShardNotRunningException">The shard could not be reached for 30 s. If a silo was reached but did not respond, the command may still be sent.</exception>
    public async Task SendAsync(Id<Guild> guildId, GatewayCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        await PersistAsync(
            async () =>
            {
                BotGrains grains = Grains;
                await grains.Shard((await FindLayoutAsync(grains)).For(guildId)).SendAsync(command);
                return true;
            },
            static error => error is ShardNotRunningException or NoBotException or OrleansException or TimeoutException or OperationCanceledException,
            _ => $"The shard of guild {guildId} could not be reached for {Persistence.TotalSeconds:F0} s, and the command is not retried. Check that the silos are running, then send it again.",
            cancellationToken);
    }

    /// <summary>Whatever keeps the keeper from answering may pass; what a shard throws may be about the command.</summary>
    private static async Task<ShardLayout> FindLayoutAsync(BotGrains grains)
    {
        try
        {
            return await grains.Keeper.GetLayoutAsync();
        }
        catch (Exception error)
        {
            throw new ShardNotRunningException($"The keeper of the shards does not answer: {ErrorText.Of(error)}", error);
        }
    }

    /// <summary>Sets the presence of all shards, including shards that start later.</summary>
    public Task SetPresenceAsync(BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        return Keeper.SetPresenceAsync(presence);
    }

    /// <summary>Moves all shards off a silo, without losing events or spending identifies. The silo receives no shards until it is restarted. A stopping silo does this itself.</summary>
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
    /// Stops a shard on its silo and starts it again, for instance one that Discord has ended (<see cref="ClusterShard.Error"/>), once the reason is resolved. It resumes its session if that
    /// still exists. Completes when the shard has stopped; it starts within seconds. Does nothing if no silo runs the shard, since the cluster is already starting it.
    /// </summary>
    /// <param name="shardId">The shard, one of the bot's current shards.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bot has a different number of shards.</exception>
    public async Task RestartShardAsync(ShardId shardId)
    {
        ShardLayout layout = await AskKeeperAsync(static keeper => keeper.GetLayoutAsync());
        if (!layout.Shards.Contains(shardId))
        {
            throw new ArgumentOutOfRangeException(nameof(shardId), shardId, $"The bot has {layout.Total} shards: pass one of them, from 0/{layout.Total} to {layout.Total - 1}/{layout.Total}.");
        }

        await Keeper.RestartShardAsync(shardId);
    }

    /// <summary>
    /// Changes the number of shards without interruption. Part by part, it gathers the shards that share guilds on one silo, lets a <see cref="ShardManager"/> there hand over to the new
    /// ones (<see cref="ShardManager.ReshardAsync"/>), and spreads those. No event is lost, and none is duplicated unless that silo dies meanwhile; then the old shards continue, or the new
    /// ones if their sessions were already stored.
    /// </summary>
    /// <remarks>
    /// The number of parts is the greatest common divisor of both numbers; some parts run concurrently. Once the first part is complete, the resharding cannot be undone: a part that fails
    /// is retried, and meanwhile the bot has shards of both numbers. Costs a session start for each new shard. The new number is stored: it persists over restarts until the options change.
    /// </remarks>
    /// <param name="totalShards">The new number, 1 or more; null for the number that Discord recommended when the cluster started.</param>
    /// <param name="progress">Receives each phase; null for none.</param>
    /// <param name="cancellationToken">Ends the wait; the resharding continues.</param>
    /// <exception cref="InvalidOperationException">
    /// Too few session starts are left, a resharding is already running, all silos are stopping or were drained, or the resharding failed and the old shards continue.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalShards"/> is below 1.</exception>
    public async Task ReshardAsync(int? totalShards = null, IProgress<ReshardPhase>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalShards ?? 1, 1, nameof(totalShards));
        IReshardGrain resharding = Grains.Resharding;
        long started = _time.GetTimestamp();
        while (!await resharding.BeginAsync(totalShards))
        {
            if (_time.GetElapsedTime(started) >= Persistence)
            {
                throw new InvalidOperationException("The resharding was not started: it would run on a silo that is stopping or was drained. Start another silo, then call again.");
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), _time, cancellationToken);
        }

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
                    throw new InvalidOperationException($"The resharding failed, and the old shards continue: {problem}");
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
