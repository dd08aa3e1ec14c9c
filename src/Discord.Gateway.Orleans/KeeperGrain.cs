using System.Diagnostics;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>Does what <see cref="Placement"/> says.</summary>
[GrainType("discord-gateway.keeper")]
[BotPlacement]
[PreferLocalPlacement]
[KeepAlive]
internal sealed partial class KeeperGrain(
    [PersistentState("keeper", DiscordCluster.StorageName)] IPersistentState<KeeperRecord> record,
    BotGrains grains,
    ManagerOptionsFactory optionsFactory,
    IOptions<DiscordGatewayOptions> options,
    ClusterMetrics metrics,
    OlderVersion older,
    ISiloStatusOracle membership,
    ILogger<KeeperGrain> logger) : Grain, IKeeperGrain
{
    private readonly RecordWriter<KeeperRecord> _writer = new(record);
    private readonly long _origin = Stopwatch.GetTimestamp();
    private Placement _placement = null!;
    private int _stepsInProgress;
    private bool _saysThatOlderRuns = true;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_origin);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        int? configured = optionsFactory.Create(options.Value).TotalShards;
        if (record.State.Total == 0 && await older.FindKeeperAsync() is { Total: > 0 } found && found.Configured == configured)
        {
            record.State = found;
            record.State.ReshardNumber = 0;
        }
        else if (record.State.Total == 0)
        {
            record.State.Configured = configured;
            record.State.Recommended = record.State.Configured is null ? await grains.SessionStarts.GetRecommendedShardsAsync() : null;
            record.State.Total = record.State.Configured ?? record.State.Recommended ?? 1;
            await record.WriteStateAsync(cancellationToken);
        }

        _placement = new Placement(record.State.Layout.Shards, Now);
        await FollowAsync();
        this.RegisterGrainTimer(ReconcileAsync, new GrainTimerCreationOptions(Placement.Interval / 2, Placement.Interval / 2) { Interleave = true, KeepAlive = true });
    }

    public Task<ReportAnswer> ReportAsync(SiloAddress silo, IReadOnlyList<ShardId> running, bool isDraining, int? wanted)
    {
        _placement.Report(silo, running, isDraining, Now, wanted);
        return Task.FromResult(new ReportAnswer(_placement.IsDraining(silo), _placement.HearsOthers(silo, Now)));
    }

    public Task<ShardLayout> GetLayoutAsync() => Task.FromResult(record.State.Layout);

    public Task<long> GetReshardNumberAsync() => Task.FromResult(record.State.ReshardNumber);

    public async Task<bool> DrainAsync(SiloAddress silo)
    {
        _placement.Drain(silo);
        Act();
        for (TimeSpan asked = Now; Now - asked < Placement.Interval; await Task.Delay(TimeSpan.FromMilliseconds(100)))
        {
            if (Now >= Placement.Listening && (_placement.CountOn(silo) == 0 || _placement.GetTargets(Now).Count == 0))
            {
                return true;
            }
        }

        return false;
    }

    public async Task SetPresenceAsync(BotPresence presence)
    {
        await _writer.WriteAsync(state =>
        {
            state.Presence = SharedPresence.ToJson(presence);
            state.PresenceVersion++;
        });
        SharedPresence shared = record.State.SharedPresence;
        await Task.WhenAll(_placement.Placed.Select(shardId => grains.SharePresenceAsync(shardId, shared, logger)));
    }

    public Task<SharedPresence> GetPresenceAsync() => Task.FromResult(record.State.SharedPresence);

    public Task RestartShardAsync(ShardId shardId) => _placement.Restart(shardId, Now) is { } step ? DoAsync(step) : Task.CompletedTask;

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What this silo knows: the table of members may not be reached at the moment.
            Dictionary<SiloAddress, SiloStatus> active = membership.GetApproximateSiloStatuses(onlyActive: true);
            _placement.SetAlive(active.ContainsKey);
            if (older.IsInCluster)
            {
                // They run the shards. When the last has gone, what it ran may still be held for a lease.
                logger.OlderVersionRuns(_saysThatOlderRuns ? LogLevel.Information : LogLevel.Debug, _placement.Shards.Count);
                _saysThatOlderRuns = false;
                _placement = new Placement(_placement.Shards, Now);
                return;
            }

            Act();
            WarnOfDisagreement();
            if (!record.RecordExists)
            {
                // What the older version had stored. A deploy that changes the number of shards must find it here: it would not know what to reshard from.
                await _writer.TryWriteAsync(static _ => { }, logger);
                await older.TakeAsync();
            }

            if (_reshardingRound.IsCompleted)
            {
                // Whom it asks may not answer for as long as a call may take, and shards need to be looked after meanwhile.
                _reshardingRound = ReconcileReshardingAsync();
            }
        }
        catch (Exception error)
        {
            logger.RoundFailed(error);
        }
    }

    private void Act()
    {
        foreach (PlacementStep step in _placement.Plan(Now))
        {
            _ = DoAsync(step);
        }
    }

    private async Task DoAsync(PlacementStep step)
    {
        _stepsInProgress++;
        await (step.IsStart ? StartAsync(step) : ReleaseAsync(step));

        // What was released goes on elsewhere at once; of starts, the next many begin when those before are done.
        if (--_stepsInProgress == 0 || !step.IsStart)
        {
            Act();
        }
    }

    private async Task StartAsync(PlacementStep step)
    {
        SharedPresence given = record.State.SharedPresence;
        ShardStart start = default;
        try
        {
            start = await grains.StartShardAsync(step, given, logger);
        }
        catch (Exception error)
        {
            logger.NotStarted(step.ShardId, error);
            _failures[step.ShardId] = ErrorText.Of(error);
            if (error is SiloUnavailableException or TimeoutException)
            {
                _placement.OnStartUnknown(step.ShardId, step.Silo, Now);
                return;
            }
        }

        if (start.Silo is not { } silo)
        {
            _placement.OnNotStarted(step.ShardId, start.IsHeld, Now);
            return;
        }

        _failures.Remove(step.ShardId);
        logger.Placed(step.ShardId, silo);
        metrics.Started();
        _placement.OnStarted(step.ShardId, silo, Now);
        if (record.State.PresenceVersion != given.Version)
        {
            await grains.SharePresenceAsync(step.ShardId, record.State.SharedPresence, logger);
        }
    }

    private async Task ReleaseAsync(PlacementStep step)
    {
        try
        {
            logger.Leaving(step.ShardId, step.Silo);
            await grains.Shard(step.ShardId).ReleaseAsync();
            metrics.Moved();
            _placement.OnReleased(step.ShardId, step.Silo, Now);
        }
        catch (Exception error)
        {
            logger.NotMoved(step.ShardId, error);
            _placement.OnNotReleased(step.ShardId, Now);
        }
    }
}
