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
    ILogger<ReshardGrain> logger) : Grain, IReshardGrain, IDisposable
{
    /// <summary>How long releasing the shards may take: the lease of silos that died just now, and the handlers.</summary>
    private static readonly TimeSpan GatheringPatience = TimeSpan.FromMinutes(2);

    private readonly RecordWriter<ReshardRecord> _writer = new(record);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    // Progress is told on other threads.
    private volatile object? _phase;

    private IKeeperGrain Keeper => grains.Keeper;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (record.State.IsRunning)
        {
            await EndAsync(record.State.IsHandedOver ? null : "the silo that ran both sets of shards has died");
        }
    }

    public async Task BeginAsync(int? total)
    {
        if (record.State.IsRunning)
        {
            throw new InvalidOperationException($"The cluster is being resharded to {record.State.Next} shards already.");
        }

        int old = await GetStateAsync() is { } before ? before.Total : await Keeper.GetTotalAsync();
        ISessionStartsGrain starts = grains.SessionStarts;
        int next = total ?? await starts.GetRecommendedShardsAsync() ?? old;
        int left = (await starts.GetLimitAsync()).Remaining;
        ShardManagerOptions given = await shards.MakeOptionsAsync();
        if (left - given.SessionStartReserve < next)
        {
            throw new InvalidOperationException($"{next} shards need as many session starts, but {left} are left today, and {given.SessionStartReserve} of those are the reserve.");
        }

        try
        {
            await _writer.WriteAsync(state =>
            {
                state.Number++;
                (state.Old, state.Next) = (old, next);
                (state.IsRunning, state.IsHandedOver, state.Problem) = (true, false, null);
            });
        }
        catch
        {
            record.State.IsRunning = false;
            throw;
        }

        _phase = null;
        _running = RunAsync(given);
    }

    public Task<ReshardState?> GetStateAsync()
    {
        ReshardRecord state = record.State;
        return Task.FromResult(state.Number == 0 ? null : new ReshardState
        {
            Number = state.Number,
            Total = state.IsHandedOver ? state.Next : state.Old,
            IsRunning = state.IsRunning,
            Phase = (ReshardPhase?)_phase,
            Problem = state.Problem,
        });
    }

    public async Task OnHandedOverAsync()
    {
        if (!record.State.IsRunning)
        {
            throw new InvalidOperationException("The resharding is over already.");
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
        (int old, int next) = (record.State.Old, record.State.Next);
        logger.Resharding(old, next, RuntimeIdentity);
        string? problem = null;
        try
        {
            await GatherAsync();
            BotPresence? presence = SharedPresence.Parse((await Keeper.GetPresenceAsync()).Json);
            ShardManagerOptions managerOptions = given with
            {
                Shard = given.Shard with { Presence = presence ?? given.Shard.Presence },
                TotalShards = old,
                SessionStore = new GrainSessionStore(grains, old, next),
            };

            // Not on the grain's own scheduler, where handlers would be called one at a time.
            await Task.Run(() => HandOverAsync(managerOptions, next));
            record.State.IsHandedOver = true;
        }
        catch (Exception error)
        {
            logger.ReshardingFailed(error);
            problem = error is OperationCanceledException && _stopping.IsCancellationRequested ? "the silo that ran both sets of shards stops" : error.Message;
        }

        await EndAsync(record.State.IsHandedOver ? null : problem);
    }

    /// <summary>Waits until no shard runs as a grain any more.</summary>
    private async Task GatherAsync()
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await Keeper.PauseAsync(record.State.Old, record.State.Number))
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
                throw new TimeoutException($"The shards could not be released in {GatheringPatience}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _stopping.Token);
        }
    }

    private async Task HandOverAsync(ShardManagerOptions managerOptions, int next)
    {
        await using var manager = new ShardManager(managerOptions);
        Task running = manager.RunAsync(shards.HandleAsync);
        try
        {
            try
            {
                await manager.WaitForConnectedAsync(_stopping.Token);
            }
            catch (ShardingRequiredException error)
            {
                // The bot has outgrown its shards, and this is the mend: those that live hand over.
                logger.Outgrown(error);
            }

            await manager.ReshardAsync(next, new Progress<ReshardProgress>(progress => _phase = progress.Phase), _stopping.Token);
        }
        finally
        {
            await manager.ShutdownAsync(keepSessions: true);
            await running;
        }
    }

    /// <summary>In memory it is over in any case: a store that takes no writes must not keep the shards from being started.</summary>
    private Task EndAsync(string? problem) => _writer.TryWriteAsync(state => (state.IsRunning, state.Problem) = (false, problem), logger);

    /// <summary>Sessions of shards that run here and not as grains, kept where the grains keep theirs.</summary>
    private sealed class GrainSessionStore(BotGrains grains, int old, int next) : ISessionStore
    {
        private readonly ConcurrentDictionary<ShardId, bool> _saved = new();
        private bool _isHandedOver;

        public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.Shard(shardId).LoadAsync();

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            await grains.Shard(session.ShardId).StoreAsync(session);
            if (old == next || session.ShardId.Total == old || _isHandedOver)
            {
                return;
            }

            _saved[session.ShardId] = true;
            if (_saved.Count == next)
            {
                // The manager saves the new sessions before it closes an old shard.
                await grains.Resharding.OnHandedOverAsync();
                _isHandedOver = true;
            }
        }

        public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.Shard(shardId).StoreAsync(null);
    }
}
