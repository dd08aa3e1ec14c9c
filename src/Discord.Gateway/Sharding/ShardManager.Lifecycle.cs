using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Waiters;

namespace Discord.Gateway;

/// <content>Starting and stopping the manager, and changing the set of running shards.</content>
public sealed partial class ShardManager
{
    /// <summary>How often slow handlers are looked for.</summary>
    private static readonly TimeSpan HandlerWatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>The time that the start waits for an answer to <c>GET /gateway/bot</c> before sessions continue without it.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    /// <summary>Replaces a shard with a new one; also revives a shard that Discord has ended. Its event in progress is completed first.</summary>
    /// <param name="index">The 0-based index of the shard.</param>
    /// <param name="keepSession">If true, the new shard continues the session and misses nothing; if false, it identifies.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not run here.</exception>
    /// <exception cref="InvalidOperationException">The manager is not running.</exception>
    public async Task RestartShardAsync(int index, bool keepSession = true)
    {
        LeaveHandler();
        using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
        ShardSet set = GetSet();
        ShardRunner old = set.Find(index) ?? throw NotHere(index, set);
        EncodedPresence? initial = await AskForPresenceAsync(old.ShardId).ConfigureAwait(false);
        bool hadSession = old.Shard.ReceivedSession is not null;
        ShardSession? session = await old.StopAsync(keepSession, _options.ShutdownTimeout).ConfigureAwait(false);
        if (hadSession && session is null)
        {
            _waiters.Fail(() => new SessionLostException(old.ShardId));
        }

        old.Presence.Keep(old.Shard.EncodedPresence);
        ShardRunner runner = CreateRunner(old.ShardId, session, old.State, handover: null, initial, old.WaiterFeed, presence: old.Presence);
        set.Set(runner);
        _ = BeginAsync(runner);
    }

    /// <summary>
    /// Runs another of the bot's shards here, for example one that ran in another process. It continues its session if the store has one; otherwise it identifies after the
    /// shards of the same rate limit key that were added before it.
    /// </summary>
    /// <param name="index">The 0-based index of the shard, below <see cref="TotalShards"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    /// <exception cref="InvalidOperationException">The shard already runs here, or the manager is not running.</exception>
    public async Task AddShardAsync(int index, CancellationToken cancellationToken = default)
    {
        LeaveHandler();
        using IDisposable change = await BeginChangeAsync(cancellationToken).ConfigureAwait(false);
        ShardSet set = GetSet();
        var shardId = new ShardId(index, set.Total);
        if (set.Find(index) is not null)
        {
            throw new InvalidOperationException($"Shard {shardId} already runs here. To replace it, call RestartShardAsync.");
        }

        IReadOnlyDictionary<ShardId, ShardSession> sessions = await _saver.LoadAsync([shardId], cancellationToken).ConfigureAwait(false);
        _removedFeeds.Remove(shardId, out WaiterFeed? earlier);
        (ShardSession? session, ShardState? state) = await RestoreAsync(shardId, sessions.GetValueOrDefault(shardId), cancellationToken).ConfigureAwait(false);
        ShardRunner runner = CreateRunner(shardId, session, state, handover: null, await AskForPresenceAsync(shardId).ConfigureAwait(false), earlier);
        set.Set(runner);
        ShowState(set);
        _ = WatchStartAsync(set.StartAsync(runner, started => _ = BeginAsync(started), _stopping.Token));
    }

    /// <summary>Stops running a shard here. Its event in progress is completed first.</summary>
    /// <param name="index">The 0-based index of the shard.</param>
    /// <param name="keepSession">If true, the session is saved, and another process can continue it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not run here.</exception>
    /// <exception cref="InvalidOperationException">The manager is not running.</exception>
    public async Task RemoveShardAsync(int index, bool keepSession = true)
    {
        LeaveHandler();
        using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
        ShardSet set = GetSet();
        ShardRunner runner = set.Find(index) ?? throw NotHere(index, set);
        ShardSession? session = await runner.StopAsync(keepSession, _options.ShutdownTimeout).ConfigureAwait(false);
        await ForgetRunnerAsync(set, runner, keepSession, session).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends a shard here and keeps its session, like <see cref="RemoveShardAsync"/>, but concurrently with others, which need not wait for its handlers. Not for managers that are resharded.
    /// </summary>
    internal async Task RemoveShardBesideOthersAsync(int index)
    {
        LeaveHandler();
        ShardSet set = GetSet();
        ShardRunner runner = set.Find(index) ?? throw NotHere(index, set);
        ShardSession? session = await runner.StopAsync(keepSession: true, _options.ShutdownTimeout).ConfigureAwait(false);
        using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
        await ForgetRunnerAsync(set, runner, keepSession: true, session).ConfigureAwait(false);
    }

    /// <summary>Takes out a runner that was stopped.</summary>
    private async Task ForgetRunnerAsync(ShardSet set, ShardRunner runner, bool keepSession, ShardSession? session)
    {
        set.Remove(runner);
        ShowState(set);
        _removedFeeds[runner.ShardId] = runner.WaiterFeed;
        OnProgress();
        await KeepAsync([runner], keepSession, session).ConfigureAwait(false);
    }

    private static ArgumentOutOfRangeException NotHere(int index, ShardSet set) =>
        new(nameof(index), index, $"Shard {index}/{set.Total} does not run here: see ShardManager.Shards.");

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        using Change change = await EnterAsync(cancellationToken).ConfigureAwait(false);
        Task<int> asking = PrepareAsync(_options.TotalShards, isStart: true, cancellationToken);
        IReadOnlyList<ShardRunner> resumed = _options is { TotalShards: { } given, EffectiveSessionPolicy: not SessionPolicy.IdentifyOnStart } && await IsLateAsync(asking, cancellationToken).ConfigureAwait(false)
            ? await StartSessionsAsync(given, cancellationToken).ConfigureAwait(false)
            : [];
        if (await Task.WhenAny(asking, _failed.Task).ConfigureAwait(false) == _failed.Task)
        {
            await _failed.Task.ConfigureAwait(false);
        }

        int total = await asking.ConfigureAwait(false);
        IEnumerable<int> others = _options.GetIndexes(total).Except(resumed.Select(runner => runner.ShardId.Index));
        ShardSet set = await CreateSetAsync(total, [.. others], handover: null, cancellationToken).ConfigureAwait(false);
        foreach (ShardRunner runner in resumed)
        {
            set.Set(runner);
        }

        int count = set.Runners.Count();
        Use(set);
        _created.TrySetResult();
        if (count > 0)
        {
            if (set.Runners.All(runner => runner.Shard.IsShutdown) && set.Runners.First().Shard.ShutdownInfo?.Error is { } failure)
            {
                Fail(failure);
            }

            _ = WatchStartAsync(StartAllAsync());
        }

        async Task StartAllAsync()
        {
            int resuming = set.Runners.Count(runner => runner.HasSession);
            _logger.ManagerStarting(count, total, resuming, _maxConcurrency);
            WarnOfFilter(resuming);
            await set.StartAsync(runner => _ = resumed.Contains(runner) ? null : BeginAsync(runner), cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(set.Runners.Select(runner => runner.Connected)).ConfigureAwait(false);
            _logger.ManagerConnected(count);
        }
    }

    /// <summary>Whether the answer is late.</summary>
    private async Task<bool> IsLateAsync(Task asking, CancellationToken cancellationToken)
    {
        if (!asking.IsCompleted)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(asking, Task.Delay(AnswerPatience, _time, ending.Token)).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
        }

        return !asking.IsCompleted && !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Continues the shards that have a session: that costs no session start, and each minute of delay may cost them the session.</summary>
    private async Task<IReadOnlyList<ShardRunner>> StartSessionsAsync(int total, CancellationToken cancellationToken)
    {
        ShardSet set = await CreateSetAsync(total, _options.GetIndexes(total), handover: null, cancellationToken).ConfigureAwait(false);
        foreach (ShardRunner runner in set.Runners.Where(runner => !runner.HasSession).ToArray())
        {
            // Made again when it is known where to connect.
            set.Remove(runner);
            await runner.Shard.DisposeAsync().ConfigureAwait(false);
        }

        Use(set);
        foreach (ShardRunner runner in set.Runners)
        {
            _ = BeginAsync(runner);
        }

        return [.. set.Runners];
    }

    /// <summary>Takes the first shards into use: from now on their sessions are saved, and their handlers watched.</summary>
    private void Use(ShardSet set)
    {
        bool isFirst = _set is null;
        _set = set;
        ShowState(set);
        if (isFirst)
        {
            _saver.Start(() => _set.Runners);
            _state?.StartSaving();
            _ = WatchHandlersAsync();
            _ = AdviseAsync();
        }
    }

    /// <summary>Looks for slow handlers until the manager stops.</summary>
    private async Task WatchHandlersAsync()
    {
        using var timer = new PeriodicTimer(HandlerWatchInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                foreach (ShardRunner runner in _set!.Runners)
                {
                    runner.ReportSlowHandlers();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Reports a start that failed because of a defect.</summary>
    private async Task WatchStartAsync(Task starting)
    {
        try
        {
            await starting.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or GatewayException)
        {
            // Stopping, or a shard failed: whoever watches it tells.
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    /// <summary>Determines the number of shards and the session start limit, and updates the gate.</summary>
    private async Task<int> PrepareAsync(int? totalShards, bool isStart, CancellationToken cancellationToken)
    {
        SessionStartLimit? limit = isStart ? _options.SessionStartLimit : null;
        if (totalShards is null || _options.SessionStartLimit is null)
        {
            GatewayBot bot = await GatewayBotRequest.AskAsync(_options, _template.Token, cancellationToken).ConfigureAwait(false);
            NoteRecommendation(bot);
            totalShards ??= bot.Shards;
            limit ??= bot.SessionStartLimit;
            if (_template.GatewayUri == ShardOptions.DefaultGatewayUri)
            {
                _template = _template with { GatewayUri = bot.Url };
            }
        }

        if (limit is not null)
        {
            _maxConcurrency = limit.MaxConcurrency;
            UpdateGate(limit);
        }

        return totalShards.Value;
    }

    /// <summary>Updates the gate, which may be the bot's own and throw.</summary>
    private void UpdateGate(SessionStartLimit limit)
    {
        try
        {
            _identifyGate.Update(limit);
        }
        catch (Exception error)
        {
            _logger.LimitNotTaken(error);
        }
    }

    private async Task<ShardSet> CreateSetAsync(
        int total, IReadOnlyList<int> indexes, Handover? handover, CancellationToken cancellationToken, WaiterHandover? waiterHandover = null)
    {
        var set = new ShardSet(total, _identifyGate, _maxConcurrency, _time, _logger);
        ShardId[] shardIds = [.. indexes.Select(index => new ShardId(index, total))];
        bool areForgotten = handover is null && _options.EffectiveSessionPolicy == SessionPolicy.IdentifyOnStart;
        if (areForgotten)
        {
            // A later run must not continue them, whatever becomes of this one before it saves its own.
            await ForgetAsync(shardIds, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyDictionary<ShardId, ShardSession> sessions =
            await _saver.LoadAsync(handover is null && !areForgotten ? shardIds : [], cancellationToken).ConfigureAwait(false);
        (ShardSession? Session, ShardState? State)[] restored = await Task.WhenAll(
            shardIds.Select(shardId => RestoreAsync(shardId, sessions.GetValueOrDefault(shardId), cancellationToken))).ConfigureAwait(false);
        foreach ((ShardId shardId, (ShardSession? session, ShardState? state)) in shardIds.Zip(restored))
        {
            EncodedPresence? initial = await AskForPresenceAsync(shardId).ConfigureAwait(false);
            set.Set(CreateRunner(shardId, session, state, handover, initial, earlier: null, waiterHandover));
        }

        return set;
    }

    private Task<EncodedPresence?> AskForPresenceAsync(ShardId shardId) => _presenceFunction.AskAsync(_template with { ShardId = shardId }, _stopping.Token);

    private ShardRunner CreateRunner(
        ShardId shardId, ShardSession? session, ShardState? state, Handover? handover, EncodedPresence? initial, WaiterFeed? earlier, WaiterHandover? waiterHandover = null,
        ShardPresence? presence = null)
    {
        ShardOptions options = _template with
        {
            ShardId = shardId,
            Session = ForState(session, state),
            IdentifyGate = _identifyGate,
            PresenceSource = presence ?? new ShardPresence(_presence),
            InitialPresence = initial,
            WaiterFeed = CreateFeed(session, earlier, waiterHandover),
        };
        var runner = new ShardRunner(options, state, _handler!, _order, _options, handover, () => _stopping.IsCancellationRequested || _callerStopping.IsCancellationRequested, OnProgress);
        state?.Follow(session, () => runner.Shard.HandledSession);
        handover?.AddNew(runner);
        runner.Shard.StageChanged += (sender, change) =>
        {
            OnProgress();
            OnStageChanged(runner, change);
            StageChanged?.Invoke(sender, change);
        };
        return runner;
    }

    /// <summary>Starts a runner, and reports when Discord ends its shard.</summary>
    private async Task WatchAsync(ShardRunner runner)
    {
        try
        {
            await runner.Start().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
        }

        OnProgress();
        if (runner.Shard.ShutdownInfo?.Error is { } failure
            && (_options.ShardFailureBehavior == ShardFailureBehavior.StopAll || (_options.ShardFailureBehavior == ShardFailureBehavior.KeepOthers && _created.Task.IsCompleted && GetSet().Runners.All(other => other.Shard.IsShutdown))))
        {
            Fail(failure);
        }
    }

    private async Task StopAsync(bool keepSessions)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _created.TrySetCanceled(_stopping.Token);
        EndWaits();
        using Change change = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        await _saver.DisposeAsync().ConfigureAwait(false);
        await PauseSavingStateAsync().ConfigureAwait(false);
        if (_set is { } set)
        {
            IReadOnlyList<ShardSession> sessions = await set.StopAsync(keepSessions, _options.ShutdownTimeout).ConfigureAwait(false);
            int kept = await KeepAsync([.. set.Runners], keepSessions, [.. sessions]).ConfigureAwait(false);
            if (set.Runners.Any())
            {
                // Of a silo's manager, all were taken away before.
                _logger.ManagerStopped(kept);
            }
        }

        _state?.End();
    }

    /// <summary>Keeps the sessions of shards that ended, or forgets them. Returns how many are kept.</summary>
    private async Task<int> KeepAsync(IReadOnlyList<ShardRunner> runners, bool keepSessions, params ShardSession?[] sessions)
    {
        if (keepSessions)
        {
            await SaveStateAsync(runners).ConfigureAwait(false);
            return await _saver.SaveAsync(sessions.OfType<ShardSession>(), CancellationToken.None).ConfigureAwait(false);
        }

        await ForgetAsync(runners.Select(runner => runner.ShardId), CancellationToken.None).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Deletes the sessions of shards, and the data saved with them.</summary>
    private async Task ForgetAsync(IEnumerable<ShardId> shardIds, CancellationToken cancellationToken)
    {
        ShardId[] all = [.. shardIds];
        await _saver.DeleteAsync(all, cancellationToken).ConfigureAwait(false);
        await ForgetStateAsync(all).ConfigureAwait(false);
    }

    /// <summary>Ends the run with an exception, which may remain unobserved.</summary>
    private void Fail(Exception error)
    {
        _failed.TrySetException(error);
        _ = _failed.Task.Exception;
    }

    /// <summary>A handler that asks for something that waits for handlers must not be waited for itself.</summary>
    private void LeaveHandler()
    {
        if (HandlerCall.Current is { } item && _set is { } set && set.Runners.Any(runner => runner.IsHandling(item)))
        {
            item.Leave();
        }
    }

    private ShardSet GetSet() => _set ?? throw new InvalidOperationException("The manager has not started its shards yet: call RunAsync, and await WaitForConnectedAsync.");

    /// <summary>One change of the shards at a time, and none after the end.</summary>
    private async Task<IDisposable> BeginChangeAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            return await EnterAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("The manager was stopped. A manager cannot be restarted: create a new one.");
        }
    }

    private async Task<Change> EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        var change = new Change(_changing);
        if (!cancellationToken.IsCancellationRequested)
        {
            return change;
        }

        change.Dispose();
        throw new OperationCanceledException(cancellationToken);
    }

    private sealed class Change(SemaphoreSlim changing) : IDisposable
    {
        public void Dispose() => changing.Release();
    }
}
