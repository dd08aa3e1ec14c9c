using System.Numerics;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Waiters;

namespace Discord.Gateway;

/// <content>Resharding.</content>
public sealed partial class ShardManager
{
    /// <summary>The time that the hand-over waits for the guilds of the new shards, some of which may be in an outage.</summary>
    private static readonly TimeSpan GuildPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Changes the number of shards without missing events: connects new shards beside the old ones, compares the events that both receive, lets the new ones deliver from where the old
    /// ones stop, and closes the old ones. Every event is delivered once. READY and the first GUILD_CREATEs of the new shards are not delivered, since they contain nothing new.
    /// </summary>
    /// <remarks>
    /// Takes four times <see cref="ShardManagerOptions.ReshardOverlap"/> plus the time that the new shards need to identify, and longer while a shard of
    /// either set reconnects or the handler is behind. Costs one session start per new shard. The event in progress of each old shard is completed. Member requests that old
    /// shards still answer, and waits on old shards, end with an exception; waits on the manager continue. Can be awaited in a handler: other events then no longer wait for it.
    /// If resharding fails or is cancelled, the old shards continue. In the end, the sessions of the new shards replace those of the old ones in the store.
    /// </remarks>
    /// <param name="totalShards">The new number of shards; null for the number that Discord recommends now.</param>
    /// <param name="progress">
    /// Receives the progress, on the thread pool. An exception that it throws is rethrown, and ends the attempt unless the old shards have already been closed.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt, unless the old shards are already being closed.</param>
    /// <exception cref="InvalidOperationException">The manager runs only a part of the bot's shards, is not running, or too few session starts are left. Nothing changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalShards"/> is below 1.</exception>
    /// <exception cref="GatewayFatalException">Discord ended one of the new shards.</exception>
    public Task ReshardAsync(int? totalShards = null, IProgress<ReshardProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalShards ?? 1, 1, nameof(totalShards));
        return HandOverAsync(totalShards, isPart: false, progress, cancellationToken);
    }

    /// <summary>
    /// The same for the shards that run here, if they serve the same guilds as some of the new ones: those whose indexes leave the same rests when divided by the greatest common divisor of both numbers.
    /// The new ones of those rests take their place.
    /// </summary>
    internal Task ReshardPartAsync(int totalShards, IProgress<ReshardProgress>? progress, CancellationToken cancellationToken) => HandOverAsync(totalShards, isPart: true, progress, cancellationToken);

    private async Task HandOverAsync(int? totalShards, bool isPart, IProgress<ReshardProgress>? progress, CancellationToken cancellationToken)
    {
        LeaveHandler();
        using IDisposable change = await BeginChangeAsync(cancellationToken).ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        ShardSet old = GetSet();
        if (!isPart && old.Runners.Count() != old.Total)
        {
            throw new InvalidOperationException(
                $"Only {old.Runners.Count()} of {old.Total} shards run here. Resharding needs all of them in one process, because the new shards serve other guilds than the old ones.");
        }

        int total = await PrepareAsync(totalShards, isStart: false, ending.Token).ConfigureAwait(false);
        int[] indexes = GetIndexesInPlaceOf(old, total);
        if (_identifyGate is IdentifyGate gate && gate.Remaining - gate.Reserve < indexes.Length)
        {
            throw new InvalidOperationException(
                $"Resharding needs {indexes.Length} session starts, but only {gate.Remaining} are left, and {gate.Reserve} of these are reserved (SessionStartReserve). Try again after the limit has reset.");
        }

        var handover = new Handover(_time, _options.ReshardOverlap, old);
        var waiterHandover = new WaiterHandover(_time, _options.ReshardOverlap);
        _waiters.Enter(waiterHandover, HandoverPhase.Connecting);
        ShardSet next = await CreateSetAsync(total, indexes, handover, ending.Token, waiterHandover).ConfigureAwait(false);
        try
        {
            await ConnectAsync(old, next, progress, ending.Token).ConfigureAwait(false);
            await CompareAsync(old, next, Enter, progress, ending.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await next.StopAsync(keepSessions: false, _options.ShutdownTimeout).ConfigureAwait(false);
            SetHandover(old, null);
            _waiters.Enter(null);
            _logger.ReshardingFailed(old.Total, total, error);
            throw;
        }

        // From here on there is no way back: the old shards are closed. A process that is killed meanwhile is followed by one that goes on with the new ones.
        foreach (ShardRunner runner in old.Runners)
        {
            runner.Supersede();
        }

        // Those of the old shards may have the same places in the store.
        await PauseSavingStateAsync().ConfigureAwait(false);
        await SaveStateAsync(next.Runners).ConfigureAwait(false);
        await _saver.SaveAsync(next.Runners.Select(runner => runner.GetTakeoverSession()).OfType<ShardSession>(), CancellationToken.None).ConfigureAwait(false);
        if (old.Total != total)
        {
            // Before they are closed: a process that finds them afterwards would go on with sessions that Discord has ended.
            await ForgetAsync(old.Runners.Select(runner => runner.ShardId), CancellationToken.None).ConfigureAwait(false);
        }

        _waiters.Enter(waiterHandover, HandoverPhase.Holding);
        await old.StopAsync(keepSessions: false, _options.ShutdownTimeout, mustComplete: true).ConfigureAwait(false);
        _set = next;
        ShowState(next);
        _state?.StartSaving();
        foreach (ShardRunner runner in next.Runners)
        {
            handover.PassGuildsOn(runner);
        }

        OnProgress();
        Enter(HandoverPhase.Released);
        foreach (ShardRunner runner in next.Runners)
        {
            runner.Wake();
            _ = WatchAsync(runner);
        }

        try
        {
            await TellAsync(ReshardPhase.Done, old, next, progress, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is done, whether that is told or not.
        }
        finally
        {
            await FinishAsync(next).ConfigureAwait(false);
        }

        void Enter(HandoverPhase phase)
        {
            if (phase == HandoverPhase.RecordingNew)
            {
                SetHandover(old, handover);
            }

            handover.Enter(phase);
            _waiters.Enter(waiterHandover, phase);
        }
    }

    /// <summary>The new shards that serve the guilds of the old ones that run here.</summary>
    private static int[] GetIndexesInPlaceOf(ShardSet old, int total)
    {
        int parts = (int)BigInteger.GreatestCommonDivisor(old.Total, total);
        HashSet<int> rests = [.. old.Runners.Select(runner => runner.ShardId.Index % parts)];
        return old.Runners.Count() == rests.Count * (old.Total / parts)
            ? [.. Enumerable.Range(0, total).Where(index => rests.Contains(index % parts))]
            : throw new InvalidOperationException($"Some of the {old.Total} shards that share guilds with the new ones do not run here.");
    }

    /// <summary>Connects the new set, and waits until it receives the same events as the old one.</summary>
    private async Task ConnectAsync(ShardSet old, ShardSet next, IProgress<ReshardProgress>? progress, CancellationToken cancellationToken)
    {
        await TellAsync(ReshardPhase.Connecting, old, next, progress, cancellationToken).ConfigureAwait(false);
        Task starting = next.StartAsync(runner => _ = runner.Start(), cancellationToken);
        List<Task> connecting = [.. next.Runners.Select(runner => runner.Connected)];
        while (connecting.Count > 0)
        {
            Task connected = await Task.WhenAny(connecting).WaitAsync(cancellationToken).ConfigureAwait(false);
            await connected.ConfigureAwait(false);
            connecting.Remove(connected);
            await ReportAsync(progress, new ReshardProgress(ReshardPhase.Connecting, next.Runners.Count() - connecting.Count, next.Runners.Count()), cancellationToken).ConfigureAwait(false);
        }

        await starting.ConfigureAwait(false);
        long started = _time.GetTimestamp();
        while (!next.Runners.All(runner => runner.Guilds.IsComplete) && _time.GetElapsedTime(started) < GuildPatience)
        {
            await Task.Delay(_options.ReshardOverlap, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs both sets concurrently until it is known, for every event, which of the two delivers it.</summary>
    private async Task CompareAsync(ShardSet old, ShardSet next, Action<HandoverPhase> enter, IProgress<ReshardProgress>? progress, CancellationToken cancellationToken)
    {
        await TellAsync(ReshardPhase.Comparing, old, next, progress, cancellationToken).ConfigureAwait(false);
        enter(HandoverPhase.RecordingNew);
        await OverlapAsync(old, next, cancellationToken).ConfigureAwait(false);
        enter(HandoverPhase.RecordingBoth);
        await OverlapAsync(old, next, cancellationToken).ConfigureAwait(false);
        await TellAsync(ReshardPhase.Holding, old, next, progress, cancellationToken).ConfigureAwait(false);
        enter(HandoverPhase.Holding);
        await OverlapAsync(old, next, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for an overlap in which no connection was lost and the old shards had delivered all they had; for another if there was none.</summary>
    private async Task OverlapAsync(ShardSet old, ShardSet next, CancellationToken cancellationToken)
    {
        ShardRunner[] all = [.. old.Runners, .. next.Runners];
        bool isUndisturbed;
        do
        {
            int reconnects = all.Sum(runner => runner.Shard.Reconnects);
            Array.ForEach(all, runner => runner.HasCaughtUp = runner.Shard.BufferedEvents == 0);
            await Task.Delay(_options.ReshardOverlap, _time, cancellationToken).ConfigureAwait(false);
            if (next.Runners.Select(runner => runner.Shard.ShutdownInfo?.Error).FirstOrDefault(error => error is not null) is { } failure)
            {
                throw failure;
            }

            // An old shard that Discord ended delivers no more, and disturbs nobody.
            ShardRunner[] living = [.. all.Where(runner => !runner.Shard.IsShutdown)];
            isUndisturbed = !old.Runners.Any(runner => runner.IsBehind(_options.ReshardOverlap)) && all.Sum(runner => runner.Shard.Reconnects) == reconnects
                && Array.TrueForAll(living, runner => runner.Shard.Stage == ConnectionStage.Connected && runner.HasCaughtUp);
        }
        while (!isUndisturbed);
    }

    /// <summary>Waits, since events that the old set delivered may still arrive at the new one for a while.</summary>
    private async Task FinishAsync(ShardSet next)
    {
        try
        {
            await Task.Delay(_options.ReshardOverlap, _time, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the sessions of the new shards are kept up to what they still hold back.
            return;
        }

        SetHandover(next, null);
        _waiters.Enter(null);
    }

    private static void SetHandover(ShardSet set, Handover? handover)
    {
        foreach (ShardRunner runner in set.Runners)
        {
            runner.SetHandover(handover);
        }
    }

    private Task TellAsync(ReshardPhase phase, ShardSet old, ShardSet next, IProgress<ReshardProgress>? progress, CancellationToken cancellationToken)
    {
        _logger.Resharding(old.Total, next.Total, phase);
        int connected = next.Runners.Count(runner => runner.Shard.Stage == ConnectionStage.Connected);
        return ReportAsync(progress, new ReshardProgress(phase, connected, next.Runners.Count()), cancellationToken);
    }

    /// <summary>The progress handler may hang, or wait for a stop, which waits for the resharding: then it is abandoned.</summary>
    private static Task ReportAsync(IProgress<ReshardProgress>? progress, ReshardProgress report, CancellationToken cancellationToken) =>
        progress is null ? Task.CompletedTask : Task.Run(() => progress.Report(report), CancellationToken.None).WaitAsync(cancellationToken);
}
