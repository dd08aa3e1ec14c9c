using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <inheritdoc cref="IReshardGrain"/>
/// <remarks>
/// In two phases: before an old shard is closed, the sessions of the new ones are stored, and then that they are. Whoever comes after a silo that died goes back to the old shards
/// before that moment, and on with the new ones after it.
/// </remarks>
[GrainType("discord-gateway.reshard")]
[BotPlacement]
[RandomPlacement]
[KeepAlive]
internal sealed class ReshardGrain(
    [PersistentState("reshard", DiscordCluster.StorageName)] IPersistentState<ReshardRecord> record,
    SiloShards shards,
    BotGrains grains,
    DiscordClusterOptions options,
    ILocalSiloDetails silo,
    ILogger<ReshardGrain> logger) : Grain, IReshardGrain, IDisposable
{
    /// <summary>How long releasing the shards may take: the lease of silos that died just now, and the handlers.</summary>
    private static readonly TimeSpan GatheringPatience = TimeSpan.FromMinutes(2);

    /// <summary>Once some parts are new there is no way back: a part that failed is tried again.</summary>
    private static readonly TimeSpan PartAgain = TimeSpan.FromSeconds(30);

    private readonly RecordWriter<ReshardRecord> _writer = new(record);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    // Progress is told on other threads.
    private volatile object? _phase;

    private ShardLayout Mixed => new(record.State.Old, record.State.Next, record.State.Done);

    private IKeeperGrain Keeper => grains.Keeper;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!record.State.IsRunning)
        {
            return;
        }

        if (record.State.IsHandedOver)
        {
            FinishParts();
        }

        if (record.State.Done == 0 || record.State.Done == Mixed.Parts)
        {
            await EndAsync(record.State.Done > 0 ? null : "the silo that ran both sets of shards has died");
        }
        else
        {
            // Some parts are new already, and the only way is forward.
            _running = RunAsync(await shards.MakeOptionsAsync());
        }
    }

    public async Task<bool> BeginAsync(int? total)
    {
        if (record.State.IsRunning)
        {
            throw new InvalidOperationException($"The cluster is already being resharded to {record.State.Next} shards: wait until that is complete.");
        }

        // The keeper may be behind, or ahead of a store that went back.
        long followed = await Keeper.GetReshardNumberAsync();
        int old = record.State.Number > followed ? record.State.Layout.Total : (await Keeper.GetLayoutAsync()).Total;
        ISessionStartsGrain starts = grains.SessionStarts;
        int next = total ?? await starts.GetRecommendedShardsAsync() ?? old;
        int left = (await starts.GetLimitAsync()).Remaining;
        ShardManagerOptions given = await shards.MakeOptionsAsync();
        if (left - given.SessionStartReserve < next)
        {
            throw new InvalidOperationException($"Resharding to {next} shards needs {next} session starts, but only {left} are left, and {given.SessionStartReserve} of these are reserved (SessionStartReserve). Try again after the limit has reset.");
        }

        if (shards.IsDraining)
        {
            // The new shards would end with this silo, and their session starts were spent for nothing.
            this.DeactivateOnIdle();
            return false;
        }

        try
        {
            await _writer.WriteAsync(state =>
            {
                state.Number = Math.Max(state.Number, followed) + 1;
                (state.Old, state.Next) = (old, next);
                (state.IsRunning, state.IsHandedOver, state.Problem, state.Done, state.InHand) = (true, false, null, 0, 0);
            });
        }
        catch
        {
            record.State.IsRunning = false;
            throw;
        }

        _phase = null;
        _running = RunAsync(given);
        return true;
    }

    public Task<ReshardState?> GetStateAsync()
    {
        ReshardRecord state = record.State;
        return Task.FromResult(state.Number == 0 ? null : new ReshardState
        {
            Number = state.Number,
            Layout = state.Layout,
            IsRunning = state.IsRunning,
            InHand = state.InHand,
            IsHandedOver = state.IsHandedOver,
            Phase = (ReshardPhase?)_phase,
            Problem = state.Problem,
        });
    }

    public Task<IReadOnlyList<ClusterShard>> GetStatusAsync() =>
        Task.FromResult<IReadOnlyList<ClusterShard>>(shards.GetReshardingStatus().Select(status => ClusterShard.Of(status, silo.SiloAddress)).ToList());

    public async Task OnHandedOverAsync()
    {
        if (!record.State.IsRunning)
        {
            throw new InvalidOperationException("The resharding has already ended.");
        }

        await _writer.WriteAsync(static state => state.IsHandedOver = true);
    }

    /// <summary>The silo stops: what has not been handed over goes back to the old shards, and no handler runs here any more when this ends.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(ShardManagerOptions given)
    {
        logger.Resharding(record.State.Old, record.State.Next, RuntimeIdentity);
        while (record.State.Done < Mixed.Parts)
        {
            try
            {
                await HandOverPartsAsync(given);
            }
            catch (Exception error)
            {
                logger.ReshardingFailed(error);
                bool isStopping = error is OperationCanceledException && _stopping.IsCancellationRequested;
                if (record.State.IsHandedOver)
                {
                    FinishParts();
                }
                else if (record.State.Done == 0)
                {
                    await EndAsync(isStopping ? "the silo that ran both sets of shards is stopping" : error.Message);
                    return;
                }

                // The old shards of these parts go on meanwhile.
                await _writer.TryWriteAsync(static state => state.InHand = 0, logger);
                if (isStopping)
                {
                    // Whoever comes next goes on.
                    return;
                }

                await Task.Delay(PartAgain, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        await EndAsync(null);
    }

    /// <summary>Hands over as many parts as this silo runs at once.</summary>
    private async Task HandOverPartsAsync(ShardManagerOptions given)
    {
        ShardLayout layout = Mixed;
        int inHand = Math.Min(layout.Parts - layout.Done, Math.Max(1, options.ReshardAtOnce * layout.Parts / (record.State.Old + record.State.Next)));
        await _writer.WriteAsync(state => state.InHand = inHand);
        await GatherAsync(layout, inHand);
        BotPresence? presence = SharedPresence.Parse((await Keeper.GetPresenceAsync()).Json);
        (IReadOnlyList<ShardId> old, IReadOnlyList<ShardId> next) = layout.GetParts(layout.Done, inHand);
        ShardManagerOptions managerOptions = given with
        {
            ShardOptions = given.ShardOptions with { Presence = presence ?? given.ShardOptions.Presence },
            TotalShards = record.State.Old,
            LocalShards = 0..0,
            SessionStore = new GrainSessionStore(grains, record.State.Old == record.State.Next ? [] : next),
        };

        // Not on the grain's own scheduler, where handlers would be called one at a time.
        int total = record.State.Next;
        await Task.Run(() => HandOverAsync(managerOptions, old, total));
        FinishParts();
        await _writer.TryWriteAsync(static _ => { }, logger);
    }

    /// <summary>The parts in hand are done: their new shards may run as grains.</summary>
    private void FinishParts() => (record.State.Done, record.State.InHand, record.State.IsHandedOver) = (record.State.Done + record.State.InHand, 0, false);

    /// <summary>Waits until no old shard of the parts runs as a grain any more.</summary>
    private async Task GatherAsync(ShardLayout layout, int parts)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await Keeper.PauseAsync(layout, parts, record.State.Number))
                {
                    return;
                }
            }
            catch (Exception error) when (!_stopping.IsCancellationRequested)
            {
                logger.KeeperNotReached(LogLevel.Debug, error);
            }

            if (Stopwatch.GetElapsedTime(started) > GatheringPatience)
            {
                throw new TimeoutException($"The silos did not release the shards within {GatheringPatience}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _stopping.Token);
        }
    }

    private async Task HandOverAsync(ShardManagerOptions managerOptions, IReadOnlyList<ShardId> old, int next)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, shards.Company);
        await using var manager = new ShardManager(managerOptions);
        Task running = manager.RunAsync(shards.HandleAsync);
        shards.Resharding = manager;
        try
        {
            await manager.WaitForConnectedAsync(ending.Token);
            foreach (ShardId shardId in old)
            {
                await manager.AddShardAsync(shardId.Index, ending.Token);
            }

            try
            {
                await manager.WaitForConnectedAsync(ending.Token);
            }
            catch (ShardingRequiredException error)
            {
                // The bot has outgrown its shards, and this is the mend: those that live hand over.
                logger.Outgrown(error);
            }

            await manager.ReshardPartAsync(next, new Progress<ReshardProgress>(progress => _phase = progress.Phase), ending.Token);
        }
        finally
        {
            await manager.ShutdownAsync(keepSessions: true);
            shards.Resharding = null;
            await running;
        }
    }

    /// <summary>In memory it is over in any case: a store that takes no writes must not keep the shards from being started.</summary>
    private Task EndAsync(string? problem) => _writer.TryWriteAsync(state => (state.IsRunning, state.Problem) = (false, problem), logger);

    /// <summary>Sessions of shards that run here and not as grains, kept where the grains keep theirs.</summary>
    /// <param name="grains">The bot's grains.</param>
    /// <param name="next">The new shards; none if they have the names of the old.</param>
    private sealed class GrainSessionStore(BotGrains grains, IReadOnlyCollection<ShardId> next) : ISessionStore
    {
        private readonly ConcurrentDictionary<ShardId, bool> _saved = new();
        private bool _isHandedOver;

        public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.Shard(shardId).LoadAsync();

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            await grains.Shard(session.ShardId).StoreAsync(session);
            if (!next.Contains(session.ShardId) || _isHandedOver)
            {
                return;
            }

            _saved[session.ShardId] = true;
            if (_saved.Count == next.Count)
            {
                // The manager saves the new sessions before it closes an old shard.
                await grains.Resharding.OnHandedOverAsync();
                _isHandedOver = true;
            }
        }

        public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.Shard(shardId).StoreAsync(null);
    }
}
