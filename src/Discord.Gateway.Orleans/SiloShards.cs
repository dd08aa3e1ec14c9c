using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
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
internal sealed partial class SiloShards(
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
    /// <summary>What a release takes beside the handlers: storing the session.</summary>
    private static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(5);

    /// <summary>How long READY may take after an identify. A shard that is released meanwhile takes the session along that its identify was spent on.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, Lazy<Task<ShardManager>>> _managers = new();
    private readonly ConcurrentDictionary<ShardId, LocalShard> _shards = new();
    private readonly CancellationTokenSource _ending = new();

    /// <summary>How many shards the options ask for: code that changes them is called once, and not for each report. One that throws is called again.</summary>
    private readonly Lazy<int?> _wanted = new(() => optionsFactory.Create(options.Value).TotalShards, LazyThreadSafetyMode.PublicationOnly);
    private bool _isDraining;

    /// <summary>This silo's own question, one at a time for as long as an answer may take: the bot's HTTP client may never answer it.</summary>
    private Task _trying = Task.CompletedTask;
    private long _triedAt;

    /// <summary>The manager of a resharding that runs here, whose shards are no grains; null for none.</summary>
    internal ShardManager? Resharding
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether this silo stops, or is to run no shards any more.</summary>
    internal bool IsDraining => Volatile.Read(ref _isDraining);

    /// <summary>The states of the shards that run here, those of a resharding included.</summary>
    internal IReadOnlyList<ShardStatus> GetStatus() => [.. _shards.Keys.Select(GetStatus).OfType<ShardStatus>(), .. GetReshardingStatus()];

    /// <summary>The states of the shards of a resharding that runs here: both those that hand over and those that take over.</summary>
    internal IReadOnlyList<ShardStatus> GetReshardingStatus() => Resharding?.GetStatus() ?? [];

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
        catch (Exception error)
        {
            // The next start tries again.
            _managers.TryRemove(total, out _);
            await EndIfRefusedAsync(error);
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
            End(error);
        }
    }

    /// <summary>Whichever silo was asked to find out may have another token than this one, so this one's is tried.</summary>
    private Task EndIfRefusedAsync(Exception error) => error is GatewayBotException ? EndIfTokenIsRefusedAsync() : Task.CompletedTask;

    /// <summary>
    /// Ends the silo if Discord refuses its token: its shards would end, one after the other, and no other silo would run them. Neither waits for long nor throws: the reports, which end the
    /// lease, go on meanwhile.
    /// </summary>
    private async Task EndIfTokenIsRefusedAsync()
    {
        try
        {
            ShardManagerOptions given = optionsFactory.Create(options.Value);
            if (given.TotalShards is null || given.SessionStartLimit is null)
            {
                if (_trying.IsCompleted || Stopwatch.GetElapsedTime(_triedAt) > GatewayBotRequest.Patience)
                {
                    _triedAt = Stopwatch.GetTimestamp();
                    _trying = GatewayBotRequest.AskOnceAsync(given, given.ShardOptions.Token, CancellationToken.None);
                }

                await _trying.WaitAsync(GetPatience());
            }
        }
        catch (GatewayBotException refused) when (refused.StatusCode == HttpStatusCode.Unauthorized)
        {
            End(refused);
        }
        catch (Exception error)
        {
            // Not known. Who starts a shard finds out.
            logger.TokenNotTried(error);
        }
    }

    private void End(Exception error)
    {
        logger.BotEnded(error);
        lifetime.StopApplication();
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
