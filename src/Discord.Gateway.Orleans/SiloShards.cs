using System.Collections.Concurrent;
using System.Diagnostics;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The shards that run on this silo: a <see cref="ShardManager"/> for each number of shards, of which there is one but while the bot is resharded. Grains add shards to it and take
/// them away; it calls the handlers, and saves sessions through the grains.
/// </summary>
internal sealed class SiloShards(
    ManagerOptionsFactory optionsFactory,
    IOptions<DiscordGatewayOptions> options,
    HandlerDispatcher dispatcher,
    StreamPublisher publisher,
    StoreContact contact,
    ClusterMetrics metrics,
    BotGrains grains,
    DiscordClusterOptions clusterOptions,
    ILocalSiloDetails silo,
    IClusterManifestProvider manifest,
    IHostApplicationLifetime lifetime,
    ILogger<SiloShards> logger) : BackgroundService, ISessionStore
{
    /// <summary>Calls to the keeper that must fail in a row before it is worth a warning: the death of its silo costs some.</summary>
    private const int WarnEvery = 10;

    /// <summary>What a release takes beside the handlers: storing the session.</summary>
    private static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(5);

    /// <summary>How long READY may take after an identify. A shard that is released meanwhile takes the session along that its identify was spent on.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, Lazy<Task<ShardManager>>> _managers = new();
    private readonly ConcurrentDictionary<ShardId, LocalShard> _shards = new();
    private readonly CancellationTokenSource _ending = new();

    /// <summary>How many shards the options ask for: code that changes them is called once, and not for each report. One that throws is called again.</summary>
    private readonly Lazy<int?> _wanted = new(() => optionsFactory.Create(options.Value).TotalShards, LazyThreadSafetyMode.PublicationOnly);
    private CancellationTokenSource _company = new();
    private bool _isDraining;

    /// <summary>
    /// Whether nothing was reached from here for a lease. Other silos may have been told to run the shards that ran here: none is started, though a keeper asks for it that may be cut off together
    /// with this silo.
    /// </summary>
    internal bool IsAlone => Stopwatch.GetElapsedTime(HeardAt) >= Placement.Lease;

    /// <summary>Ends when this silo is alone, for whoever runs shards here that are no grains.</summary>
    internal CancellationToken Company => Volatile.Read(ref _company).Token;

    /// <summary>When the last report or read was sent that was answered.</summary>
    private long HeardAt
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = Stopwatch.GetTimestamp();

    /// <summary>The states of the shards that run here.</summary>
    internal IReadOnlyList<ShardStatus> GetStatus() => [.. _shards.Keys.Select(GetStatus).OfType<ShardStatus>()];

    internal ShardStatus? GetStatus(ShardId shardId) => FindManager(shardId)?.GetStatus(shardId.Index);

    internal Shard? Find(ShardId shardId) => FindManager(shardId)?.Find(shardId.Index);

    /// <summary>For how long the session of a shard here could not be stored, the longest: so much is told again if the silo dies now.</summary>
    internal TimeSpan UnsavedFor
    {
        get
        {
            long[] since = [.. _shards.Values.Select(static shard => shard.UnsavedSince).Where(static since => since is not 0)];
            return since.Length == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since.Min());
        }
    }

    /// <summary>Whether a run of a shard is here.</summary>
    internal bool IsHere(ShardId shardId, ShardRun run) => _shards.TryGetValue(shardId, out LocalShard? shard) && shard.Run == run;

    /// <summary>Starts a shard here, with the session that was stored.</summary>
    internal async Task StartAsync(ShardId shardId, ShardRun run, ShardSession? session, BotPresence? presence)
    {
        ShardManager manager = await GetManagerAsync(shardId.Total);
        if (_shards.TryGetValue(shardId, out LocalShard? before))
        {
            // Left over from a run that was given up.
            await StopAsync(shardId, before.Run);
        }

        if (IsAlone)
        {
            // Since the start began: storing it may have taken long.
            throw new ShardNotRunningException(shardId);
        }

        var shard = new LocalShard(run) { Session = session };
        _shards[shardId] = shard;
        try
        {
            await manager.AddShardAsync(shardId.Index, _ending.Token);
            if (!IsHere(shardId, run))
            {
                // Ended while it waited for its turn.
                await manager.RemoveShardAsync(shardId.Index);
                throw new ShardNotRunningException(shardId);
            }

            if (presence is not null)
            {
                manager.Find(shardId.Index)?.SetPresence(presence);
            }
        }
        catch
        {
            _shards.TryRemove(new KeyValuePair<ShardId, LocalShard>(shardId, shard));
            throw;
        }
    }

    /// <summary>Stops a run of a shard here. Returns its session, up to the last event that was handled; or that there is no such run, and nothing to say of its session.</summary>
    internal Task<(bool WasRunning, ShardSession? Session)> StopAsync(ShardId shardId, ShardRun run) => StopAsync(shardId, run, ReadyPatience);

    private async Task<(bool WasRunning, ShardSession? Session)> StopAsync(ShardId shardId, ShardRun run, TimeSpan readyPatience)
    {
        if (!_shards.TryGetValue(shardId, out LocalShard? shard) || shard.Run != run)
        {
            return (false, null);
        }

        await shard.StopOnceAsync(async () =>
        {
            try
            {
                ShardManager manager = await GetManagerAsync(shardId.Total);
                if (manager.Find(shardId.Index) is { } running)
                {
                    await WaitForReadyAsync(shard, running, readyPatience);
                    await manager.RemoveShardBesideOthersAsync(shardId.Index);
                }
            }
            finally
            {
                _shards.TryRemove(new KeyValuePair<ShardId, LocalShard>(shardId, shard));
            }
        });
        return (true, shard.Session);
    }

    ValueTask<ShardSession?> ISessionStore.LoadAsync(ShardId shardId, CancellationToken cancellationToken) =>
        new(_shards.TryGetValue(shardId, out LocalShard? shard) ? shard.Session : null);

    async ValueTask ISessionStore.SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        if (!_shards.TryGetValue(session.ShardId, out LocalShard? shard))
        {
            return;
        }

        shard.Session = session;
        if (shard.IsStopping)
        {
            return;
        }

        bool isMine;
        try
        {
            isMine = await grains.Shard(session.ShardId).SaveAsync(shard.Run, session).WaitAsync(cancellationToken);
            shard.UnsavedSince = 0;
        }
        catch
        {
            shard.UnsavedSince = shard.UnsavedSince is 0 ? Stopwatch.GetTimestamp() : shard.UnsavedSince;
            throw;
        }

        if (!isMine)
        {
            // Not awaited: stopping waits for what is being saved.
            logger.Fenced(session.ShardId);
            metrics.Fenced(isAlone: false);
            _ = LeaveAsync(session.ShardId, shard.Run);
        }
    }

    ValueTask ISessionStore.DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        if (_shards.TryGetValue(shardId, out LocalShard? shard))
        {
            shard.Session = null;
        }

        return default;
    }

    /// <summary>The shards move to other silos first, while this one still works. Then what could not move is stopped, and its sessions stored.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // It reports until all have moved: a silent silo's shards are given away.
        Volatile.Write(ref _isDraining, true);
        using (var drained = new CancellationTokenSource(clusterOptions.DrainTimeout))
        {
            await TryAsync(() => DrainAsync(drained.Token), clusterOptions.DrainTimeout);
        }

        // What is left had no time, or there is no other silo.
        await TryAsync(() => Task.WhenAll(_shards.Keys.Select(shardId => grains.Shard(shardId).ReleaseAsync())), options.Value.ShutdownTimeout + StoringTime);

        await base.StopAsync(cancellationToken);

        foreach (ShardManager manager in _managers.Values.Where(manager => manager.Value.IsCompletedSuccessfully).Select(manager => manager.Value.Result))
        {
            await manager.ShutdownAsync();
        }

        _shards.Clear();

        async Task TryAsync(Func<Task> leave, TimeSpan patience)
        {
            try
            {
                await leave().WaitAsync(patience, cancellationToken);
            }
            catch (Exception error)
            {
                // What is left in the end is stopped here, and stores its sessions once more.
                logger.NotDrained(_shards.Count, error);
            }
        }
    }

    /// <summary>Asks until all shards have left. The keeper's silo may stop, too, or die: the next keeper goes on.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await grains.Keeper.DrainAsync(silo.SiloAddress).WaitAsync(Placement.Lease, cancellationToken) || _shards.IsEmpty)
                {
                    return;
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && !_shards.IsEmpty)
            {
                logger.KeeperNotReached(LogLevel.Debug, error);
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    public override void Dispose()
    {
        _ending.Dispose();
        _company.Dispose();
        base.Dispose();
    }

    /// <summary>Reports to the keeper. Each silo does it, so that the keeper lives as long as any of them.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Placement.Interval);
        metrics.UnsavedFor = () => UnsavedFor;
        HeardAt = Stopwatch.GetTimestamp();
        int failures = 0;
        try
        {
            do
            {
                // First of all: a process that was frozen may have slept through its lease.
                await EndIfAloneAsync();
                long sentAt = Stopwatch.GetTimestamp();
                (bool isHeard, Exception? error) = await ReportAsync(stoppingToken);
                failures = error is null ? 0 : failures + 1;
                if (error is not null)
                {
                    // The keeper's silo has died, for instance: the next call finds it on another. Or it cannot begin: the token may be wrong.
                    logger.KeeperNotReached(failures % WarnEvery == 0 ? LogLevel.Warning : LogLevel.Debug, error);
                }

                HeardAt = isHeard || await contact.IsStoreReachedAsync(GetPatience(), stoppingToken) ? sentAt : HeardAt;
                await EndIfAloneAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>
    /// Tells the keeper what runs here, and does what it says. Returns whether that is the cluster's keeper for sure, and why it could not be reached, if so. One that hears of no other silo, though
    /// there are others, may be cut off together with this one.
    /// </summary>
    private async Task<(bool IsHeard, Exception? Error)> ReportAsync(CancellationToken stoppingToken)
    {
        try
        {
            ReportAnswer answer = await grains.Keeper.ReportAsync(silo.SiloAddress, [.. _shards.Keys], Volatile.Read(ref _isDraining), _wanted.Value).WaitAsync(GetPatience(), stoppingToken);
            if (answer.IsDraining)
            {
                Volatile.Write(ref _isDraining, true);
            }

            return (answer.HearsOthers || !BotPlacement.RunsElsewhere(manifest.Current, grains.Name, silo.SiloAddress), null);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            return (false, error);
        }
    }

    /// <summary>How long an answer may take, so that the end of the lease is not missed.</summary>
    private TimeSpan GetPatience()
    {
        TimeSpan left = Placement.Lease - Stopwatch.GetElapsedTime(HeardAt);
        return left > TimeSpan.Zero && left < Placement.Interval ? left : Placement.Interval;
    }

    /// <summary>
    /// If nothing is reached from here any more, the other silos may have been told to run these shards. Each goes on elsewhere from where its session was last saved.
    /// </summary>
    private async Task EndIfAloneAsync()
    {
        if (!IsAlone)
        {
            if (_company.IsCancellationRequested)
            {
                Volatile.Write(ref _company, new CancellationTokenSource());
            }

            return;
        }

        await _company.CancelAsync();
        if (!_shards.IsEmpty)
        {
            logger.Alone(_shards.Count, Placement.Lease);

            // All at once: the manager takes one away after the other, and each close waits for an answer that does not come if Discord cannot be reached either.
            Task ending = Task.WhenAll(_shards.Keys.Select(Find).OfType<Shard>().Select(shard => shard.ShutdownAsync(keepSession: true)));
            await Task.WhenAll(_shards.Select(shard =>
            {
                metrics.Fenced(isAlone: true);
                return LeaveAsync(shard.Key, shard.Value.Run);
            }));
            await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ShardManager? FindManager(ShardId shardId) =>
        _managers.TryGetValue(shardId.Total, out Lazy<Task<ShardManager>>? manager) && manager.Value.IsCompletedSuccessfully ? manager.Value.Result : null;

    private Task<ShardManager> GetManagerAsync(int total) =>
        _managers.GetOrAdd(total, static (total, shards) => new Lazy<Task<ShardManager>>(() => Task.Run(() => shards.CreateManagerAsync(total))), this).Value;

    private async Task<ShardManager> CreateManagerAsync(int total)
    {
        ShardManagerOptions managerOptions;
        try
        {
            managerOptions = await MakeOptionsAsync();
        }
        catch
        {
            // The next start tries again.
            _managers.TryRemove(total, out _);
            throw;
        }

        var manager = new ShardManager(managerOptions with { TotalShards = total, LocalShards = 0..0, SessionStore = this });
        _ = RunAsync(manager);
        await manager.WaitForConnectedAsync();
        return manager;
    }

    private async Task RunAsync(ShardManager manager)
    {
        try
        {
            await manager.RunAsync(HandleAsync, CancellationToken.None);
        }
        catch (Exception error)
        {
            logger.BotEnded(error);
            lifetime.StopApplication();
        }
    }

    /// <summary>
    /// Options of a manager in this cluster: its identifies go through the cluster's gate, a shard that Discord ends ends alone, and what Discord was asked for the cluster is
    /// not asked again.
    /// </summary>
    internal async Task<ShardManagerOptions> MakeOptionsAsync()
    {
        ShardManagerOptions given = optionsFactory.Create(options.Value);
        ISessionStartsGrain starts = grains.SessionStarts;
        SessionStartLimit limit = await starts.GetLimitAsync();
        Uri gatewayUri = given.ShardOptions.GatewayUri != ShardOptions.DefaultGatewayUri ? given.ShardOptions.GatewayUri : await starts.GetGatewayUriAsync() ?? ShardOptions.DefaultGatewayUri;
        if (given.State is { } state)
        {
            // There is a manager for each number of shards.
            state.IsShared = true;
        }

        return given with
        {
            ShardOptions = given.ShardOptions with
            {
                GatewayUri = gatewayUri,
                IdentifyGate = new NotingGate(given.ShardOptions.IdentifyGate ?? new ClusterIdentifyGate(grains, limit.MaxConcurrency, given.ShardOptions.TimeProvider, logger), _shards),
            },
            SessionStartLimit = limit,
            ShardFailureBehavior = ShardFailureBehavior.KeepRunning,

            // The stream has the events of a shard in their order.
            EventOrder = EventOrder.PerShard,
        };
    }

    /// <summary>Hands an event to the silo's handlers, and to the stream if there is one.</summary>
    internal async Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        await dispatcher.HandleAsync(shard, gatewayEvent, cancellationToken);
        await publisher.PublishAsync(gatewayEvent);

        // A new session cost an identify: it is stored at once, and not only with the next round of saving. One that is resumed again and again may be another's by now, who is asked thereby.
        bool mustSave = gatewayEvent is ReadyEvent || (gatewayEvent is ResumedEvent && _shards.TryGetValue(shard.ShardId, out LocalShard? local) && local.IsResumedSoonAgain());
        if (mustSave && FindManager(shard.ShardId)?.GetHandledSession(shard.ShardId.Index) is { } session)
        {
            _ = SaveNowAsync(session);
        }
    }

    private async Task SaveNowAsync(ShardSession session)
    {
        try
        {
            await ((ISessionStore)this).SaveAsync(session, _ending.Token);
        }
        catch (Exception error)
        {
            logger.SessionNotStored(session.ShardId, error);
        }
    }

    /// <summary>Waits for the session of a shard that has identified and not been answered.</summary>
    private static async Task WaitForReadyAsync(LocalShard shard, Shard running, TimeSpan patience)
    {
        long started = Stopwatch.GetTimestamp();
        while (shard.MayIdentify && running.Stage == ConnectionStage.Identifying && Stopwatch.GetElapsedTime(started) < patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Ends a shard at once that others may have been told to run.</summary>
    private async Task LeaveAsync(ShardId shardId, ShardRun run)
    {
        try
        {
            await StopAsync(shardId, run, TimeSpan.Zero);
        }
        catch (Exception error)
        {
            logger.SessionNotStored(shardId, error);
        }
    }
}
