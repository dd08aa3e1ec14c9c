using Discord.Gateway.Diagnostics;

namespace Discord.Gateway;

/// <content>Starting, stopping, and changing which shards run.</content>
public sealed partial class ShardManager
{
    /// <summary>Replaces a shard by a new one, a shard that Discord has ended, too. Its event in progress is completed first.</summary>
    /// <param name="index">The shard's index.</param>
    /// <param name="keepSession">Whether the new one continues the session, and loses nothing; else it identifies.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not run here.</exception>
    /// <exception cref="InvalidOperationException">The manager does not run.</exception>
    public async Task RestartShardAsync(int index, bool keepSession = true)
    {
        using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
        ShardSet set = GetSet();
        ShardRunner old = set.Find(index) ?? throw NotHere(index, set);
        ShardSession? session = await old.StopAsync(keepSession, _options.ShutdownTimeout).ConfigureAwait(false);
        ShardRunner runner = CreateRunner(old.ShardId, session, handover: null);
        set.Set(runner);
        _ = WatchAsync(runner);
    }

    /// <summary>
    /// Runs one more of the bot's shards here: one that ran in another process, for instance. Continues its session, if the store has one; else it starts after
    /// those of the same identify key that were added before it.
    /// </summary>
    /// <param name="index">The shard's index, below <see cref="TotalShards"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    /// <exception cref="InvalidOperationException">It runs here already, or the manager does not run.</exception>
    public async Task AddShardAsync(int index, CancellationToken cancellationToken = default)
    {
        using IDisposable change = await BeginChangeAsync(cancellationToken).ConfigureAwait(false);
        ShardSet set = GetSet();
        var shardId = new ShardId(index, set.Total);
        if (set.Find(index) is not null)
        {
            throw new InvalidOperationException($"Shard {shardId} runs here already.");
        }

        ShardRunner runner = CreateRunner(shardId, await _store.LoadAsync(shardId, cancellationToken).ConfigureAwait(false), handover: null);
        set.Set(runner);
        _ = WatchStartAsync(set.StartAsync(runner, started => _ = WatchAsync(started), _stopping.Token));
    }

    /// <summary>Ends a shard here. Its event in progress is completed first.</summary>
    /// <param name="index">The shard's index.</param>
    /// <param name="keepSession">Whether its session is saved, for another process to continue.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not run here.</exception>
    /// <exception cref="InvalidOperationException">The manager does not run.</exception>
    public async Task RemoveShardAsync(int index, bool keepSession = true)
    {
        using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
        ShardSet set = GetSet();
        ShardRunner runner = set.Find(index) ?? throw NotHere(index, set);
        set.Remove(runner);
        ShardSession? session = await runner.StopAsync(keepSession, _options.ShutdownTimeout).ConfigureAwait(false);
        await KeepAsync([runner.ShardId], keepSession, session).ConfigureAwait(false);
    }

    private static ArgumentOutOfRangeException NotHere(int index, ShardSet set) =>
        new(nameof(index), index, $"This shard of {set.Total} does not run here.");

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        using Change change = await EnterAsync(cancellationToken).ConfigureAwait(false);
        int total = await PrepareAsync(_options.TotalShards, isStart: true, cancellationToken).ConfigureAwait(false);
        ShardSet set = await CreateSetAsync(total, _options.GetIndexes(total), handover: null, cancellationToken).ConfigureAwait(false);
        int count = set.Runners.Count();
        _set = set;
        _created.TrySetResult();
        _saver.Start(() => _set.Runners);
        if (count > 0)
        {
            _ = WatchStartAsync(StartAllAsync());
        }

        async Task StartAllAsync()
        {
            _logger.ManagerStarting(count, total, set.Runners.Count(runner => runner.HasSession), _maxConcurrency);
            await set.StartAsync(runner => _ = WatchAsync(runner), cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(set.Runners.Select(runner => runner.Connected)).ConfigureAwait(false);
            _logger.ManagerConnected(count);
        }
    }

    /// <summary>Tells of a start that failed by a defect.</summary>
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

    /// <summary>Learns how many shards there are and what may be identified, and tells the gate.</summary>
    private async Task<int> PrepareAsync(int? totalShards, bool isStart, CancellationToken cancellationToken)
    {
        SessionStartLimit? limit = isStart ? _options.SessionStartLimit : null;
        if (totalShards is null || _options.SessionStartLimit is null)
        {
            GatewayBot bot = await GatewayBotRequest.AskAsync(_options, _template.Token, cancellationToken).ConfigureAwait(false);
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
            (_identifyGate as IdentifyGate)?.Update(limit);
        }

        return totalShards.Value;
    }

    private async Task<ShardSet> CreateSetAsync(int total, IReadOnlyList<int> indexes, Handover? handover, CancellationToken cancellationToken)
    {
        var set = new ShardSet(total, _identifyGate, _maxConcurrency, _time, _logger);
        foreach (int index in indexes)
        {
            var shardId = new ShardId(index, total);
            ShardSession? session = handover is null ? await _store.LoadAsync(shardId, cancellationToken).ConfigureAwait(false) : null;
            set.Set(CreateRunner(shardId, session, handover));
        }

        return set;
    }

    private ShardRunner CreateRunner(ShardId shardId, ShardSession? session, Handover? handover)
    {
        ShardOptions options = _template with { ShardId = shardId, Session = session, IdentifyGate = _identifyGate, PresenceSource = _presence };
        var runner = new ShardRunner(options, _handler!, handover, () => _stopping.IsCancellationRequested || _callerStopping.IsCancellationRequested);
        handover?.AddNew(runner);
        runner.Shard.StageChanged += (sender, change) => StageChanged?.Invoke(sender, change);
        return runner;
    }

    /// <summary>Starts a runner, and tells when Discord ended its shard.</summary>
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

        if (runner.Shard.ShutdownInfo?.Error is { } failure
            && (_options.WhenShardFails == WhenShardFails.StopAll || GetSet().Runners.All(other => other.Shard.IsShutdown)))
        {
            Fail(failure);
        }
    }

    private async Task StopAsync(bool keepSessions)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _created.TrySetCanceled(_stopping.Token);
        using Change change = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        await _saver.DisposeAsync().ConfigureAwait(false);
        if (_set is { } set)
        {
            IReadOnlyList<ShardSession> sessions = await set.StopAsync(keepSessions, _options.ShutdownTimeout).ConfigureAwait(false);
            await KeepAsync(set.Runners.Select(runner => runner.ShardId), keepSessions, [.. sessions]).ConfigureAwait(false);
            _logger.ManagerStopped(sessions.Count);
        }
    }

    /// <summary>Keeps the sessions of shards that ended, or forgets them.</summary>
    private async Task KeepAsync(IEnumerable<ShardId> shardIds, bool keepSessions, params ShardSession?[] sessions)
    {
        if (keepSessions)
        {
            await _saver.SaveAsync(sessions.OfType<ShardSession>(), CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await _saver.DeleteAsync(shardIds).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the run with an exception, which nobody may be there to observe.</summary>
    private void Fail(Exception error)
    {
        _failed.TrySetException(error);
        _ = _failed.Task.Exception;
    }

    private ShardSet GetSet() => _set ?? throw new InvalidOperationException("The manager has not started its shards yet.");

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
            throw new InvalidOperationException("The manager was stopped.");
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
