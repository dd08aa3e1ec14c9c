using Discord.Gateway.Diagnostics;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <content>Notifications of sessions that begin, and of loaded guilds.</content>
public sealed partial class ShardManager
{
    /// <summary>The number of thread pool turns for which a shard waits for handlers of its start.</summary>
    private const int StartingTurns = 100;

    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _guildWaiters;

    /// <summary>
    /// Whether every shard that runs here has connected and loaded all guilds of its READY: the handler was called with the GUILD_CREATE of each. Guilds in an
    /// outage do not count: those that Discord calls unavailable (GUILD_DELETE), and those still missing when no guild has arrived for 15 s. A shard without
    /// <see cref="GatewayIntents.Guilds"/> receives no guilds and waits for none. After a resume, it is true at once if the guilds were loaded when the session was saved; if that is
    /// unknown (<see cref="ShardSession.Guilds"/>), it is true when no guild has arrived for 15 s. False before the start, and again while a new session loads its guilds.
    /// </summary>
    public bool GuildsLoaded
    {
        get
        {
            if (!_created.Task.IsCompletedSuccessfully)
            {
                return false;
            }

            // All of them: the patience with a shard may begin when it is looked at.
            TimeSpan?[] waits = [.. GetSet().Runners.Select(runner => runner.LookForGuilds())];
            return Array.TrueForAll(waits, wait => wait == TimeSpan.Zero);
        }
    }

    /// <summary>Completes when <see cref="GuildsLoaded"/> is true; also waits for the manager to start. Asynchronous handlers of GUILD_CREATEs may still be running.</summary>
    /// <remarks>
    /// Can be awaited in a handler: other events then no longer wait for it, and its own event counts as handled. Do not await it in the loop of <see cref="ReceiveAllAsync"/>, where the next
    /// event arrives only after the current one is handled.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayFatalException">Discord ended a shard before its guilds were loaded.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or the manager stopped.</exception>
    /// <example><code>
    /// Task running = manager.RunAsync(HandleAsync, stop.Token);
    /// await manager.WaitForGuildsAsync(stop.Token);
    /// Console.WriteLine($"In {manager.GetStatus().Sum(status =&gt; status.Guilds)} guilds");
    /// await running;
    /// </code></example>
    public async Task WaitForGuildsAsync(CancellationToken cancellationToken = default)
    {
        await _created.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!GuildsLoaded)
        {
            LeaveHandler();
        }

        Interlocked.Increment(ref _guildWaiters);
        try
        {
            while (true)
            {
                Task progress = Volatile.Read(ref _progress).Task;
                if (GetGuildWait() is not { } wait)
                {
                    return;
                }

                _stopping.Token.ThrowIfCancellationRequested();
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
                await Task.WhenAny(progress, Task.Delay(wait, _time, ending.Token)).ConfigureAwait(false);
                await ending.CancelAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _guildWaiters);
        }
    }

    /// <summary>The minimum time to wait for guilds, if nothing happens before; null if all have arrived.</summary>
    private TimeSpan? GetGuildWait()
    {
        TimeSpan? shortest = null;
        foreach (ShardRunner runner in GetSet().Runners)
        {
            TimeSpan? wait = runner.LookForGuilds();
            if (wait == TimeSpan.Zero)
            {
                continue;
            }

            if (runner.Shard.ShutdownInfo?.Error is { } failure)
            {
                throw failure;
            }

            // One that has not connected tells when it does.
            TimeSpan next = wait ?? TimeSpan.FromHours(1);
            shortest = shortest is null || next < shortest ? next : shortest;
        }

        return shortest;
    }

    /// <summary>Wakes waits for guilds. Quick: called for each guild.</summary>
    private void OnProgress()
    {
        if (Volatile.Read(ref _guildWaiters) > 0)
        {
            Interlocked.Exchange(ref _progress, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    /// <summary>Reports that a shard is about to connect, and starts it.</summary>
    private async Task BeginAsync(ShardRunner runner)
    {
        if (SessionStarting is { } handlers)
        {
            ShardSession? session = runner.InitialSession;
            var starting = new SessionStarting(
                runner.ShardId, session is not null, session is null ? [] : session.Guilds is { } guilds ? [.. guilds.Loaded.Concat(guilds.InOutage).OrderBy(id => id.Value)] : null);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            new StageNotifier().Notify(this, handlers, starting, error => _logger.SessionStartingHandlerFailed(runner.ShardId, error), ended.SetResult);

            // Quick handlers have returned when the shard connects. One that takes its time, or hangs, holds nothing up: no clock tells the two apart.
            for (int turn = 0; turn < StartingTurns && !ended.Task.IsCompleted; turn++)
            {
                await Task.Yield();
            }
        }

        await WatchAsync(runner).ConfigureAwait(false);
    }

    /// <summary>Warns of events in the filter that do not arrive at shards that resume.</summary>
    private void WarnOfFilter(int resuming)
    {
        GatewayEventType[] named = _options.ShardOptions.EventFilter.GetNamed(GatewayEventType.Ready, GatewayEventType.GuildCreate);
        if (resuming > 0 && named.Length > 0)
        {
            _logger.FilterMeetsResume(string.Join(", ", named), resuming);
        }
    }
}
