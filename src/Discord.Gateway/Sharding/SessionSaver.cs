using System.Collections.Concurrent;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>Loads the sessions of shards, and saves those that changed, from time to time. A store may fail, or never answer: that costs sessions, and no more.</summary>
internal sealed class SessionSaver(ISessionStore store, TimeProvider time, TimeSpan interval, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long the store may take for all of the sessions.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time for which a failing fenced store is retried: another process may have saved the session there. Discord does not keep most sessions for longer.
    /// </summary>
    internal static readonly TimeSpan FencedPatience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>So many, so that a disk or a server is not overrun by hundreds of shards.</summary>
    private const int MaxCalls = 32;

    private readonly ConcurrentDictionary<ShardId, ShardSession> _saved = [];
    private readonly StoreCalls _calls = new(MaxCalls, Patience, time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IFencedSessionStore? _fenced = store as IFencedSessionStore;
    private Task _running = Task.CompletedTask;
    private int _isFailing;

    /// <summary>The intents of the bot: sessions with others are not continued. Null if all are.</summary>
    internal GatewayIntents? Intents { get; init; }

    /// <summary>Told that another process has taken a shard over.</summary>
    internal Action<ShardId> OnSuperseded { get; init; } = static _ => { };

    /// <summary>Begins to save what the runners have handled.</summary>
    internal void Start(Func<IEnumerable<ShardRunner>> getRunners) => _running = RunAsync(getRunners);

    /// <summary>Ends saving from time to time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>
    /// Loads the sessions of shards. Those that cannot be loaded within <see cref="Patience"/> are logged and treated as missing. A fenced store is retried for those that it failed to return:
    /// for <see cref="FencedPatience"/> while it returns none, and once after it has returned one.
    /// </summary>
    internal async Task<IReadOnlyDictionary<ShardId, ShardSession>> LoadAsync(IEnumerable<ShardId> shardIds, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        var loaded = new Dictionary<ShardId, ShardSession>();
        ShardId[] asked = [.. shardIds];
        bool hasAnswered = false;
        for (bool isFirst = true; ; isFirst = false)
        {
            (Dictionary<ShardId, ShardSession> found, ShardId[] failed, ConcurrentDictionary<ShardId, Exception> errors) = await LoadOnceAsync(asked, cancellationToken).ConfigureAwait(false);
            foreach ((ShardId shardId, ShardSession session) in found)
            {
                loaded[shardId] = session;
            }

            bool mayAskAgain = _fenced is not null && failed.Length > 0 && !hasAnswered && time.GetElapsedTime(started) + Patience < FencedPatience;
            foreach ((ShardId shardId, Exception error) in errors)
            {
                if (!mayAskAgain)
                {
                    logger.SessionsNotLoaded(shardId, error);
                }
                else if (isFirst)
                {
                    logger.SessionsNotLoadedYet(shardId, FencedPatience, error);
                }
            }

            if (!mayAskAgain)
            {
                return loaded;
            }

            // A store that comes back may have failed for one shard just before it answered for another.
            hasAnswered = failed.Length < asked.Length;
            asked = failed;
            await Task.Delay(AskAgain, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(Dictionary<ShardId, ShardSession> Found, ShardId[] Failed, ConcurrentDictionary<ShardId, Exception> Errors)> LoadOnceAsync(ShardId[] shardIds, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<ShardId, ShardSession>();
        var errors = new ConcurrentDictionary<ShardId, Exception>();
        ShardId[] failed = await _calls.CallAllAsync(
            shardIds,
            shardId => shardId,
            async (shardId, token) =>
            {
                if (await store.LoadAsync(shardId, token).ConfigureAwait(false) is not { } session)
                {
                    return;
                }

                if (Intents is { } wanted && session.HasOtherIntents(wanted))
                {
                    logger.IntentsChanged(shardId, session.Intents!.Value, wanted);
                }
                else
                {
                    found[shardId] = session;
                }
            },
            (shardId, error) => errors[shardId] = error,
            cancellationToken).ConfigureAwait(false);

        // What comes too late is as if it had not come.
        return (found.Where(pair => !failed.Contains(pair.Key)).ToDictionary(), failed, errors);
    }

    /// <summary>Saves changed sessions concurrently; those that cannot be saved within <see cref="Patience"/> are logged, once until saving succeeds again.</summary>
    /// <returns>How many of the sessions the store has.</returns>
    internal async Task<int> SaveAsync(IEnumerable<ShardSession> sessions, CancellationToken cancellationToken)
    {
        ShardSession[] all = [.. sessions];
        ShardSession[] changed = [.. all.Where(session => _saved.GetValueOrDefault(session.ShardId) != session)];
        ShardSession[] failed = await _calls.CallAllAsync(
            changed,
            session => session.ShardId,
            async (session, token) =>
            {
                // One that waited for a call that hung may be older than one that waited less.
                if (_saved.GetValueOrDefault(session.ShardId) is not { } saved || saved.Id != session.Id || saved.Sequence <= session.Sequence)
                {
                    await store.SaveAsync(session, token).ConfigureAwait(false);
                    _saved[session.ShardId] = session;
                }
            },
            OnSaveFailed,
            cancellationToken).ConfigureAwait(false);
        if (changed.Length > 0 && failed.Length == 0 && Interlocked.Exchange(ref _isFailing, 0) == 1)
        {
            logger.SessionsSavedAgain();
        }

        return all.Length - failed.Length;
    }

    /// <summary>Asks the store, if it knows, whether a shard is another process's by now. Nobody waits for it.</summary>
    internal void CheckOwner(ShardId shardId)
    {
        if (_fenced is not null)
        {
            _ = RenewAsync([shardId], CancellationToken.None);
        }
    }

    /// <summary>Renews the sessions of shards that were saved before. Returns those that failed.</summary>
    private Task<ShardId[]> RenewAsync(IEnumerable<ShardId> shardIds, CancellationToken cancellationToken) =>
        _calls.CallAllAsync(shardIds, shardId => shardId, _fenced!.RenewAsync, OnSaveFailed, cancellationToken);

    /// <summary>Forgets the sessions of shards.</summary>
    internal Task DeleteAsync(IEnumerable<ShardId> shardIds, CancellationToken cancellationToken = default) => _calls.CallAllAsync(
        shardIds,
        shardId => shardId,
        (shardId, token) =>
        {
            _saved.TryRemove(shardId, out _);
            return store.DeleteAsync(shardId, token);
        },
        (_, error) => logger.SessionDeleteFailed(error),
        cancellationToken);

    private void OnSaveFailed(ShardId shardId, Exception error)
    {
        if (error is SessionSupersededException)
        {
            OnSuperseded(shardId);
        }
        else if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            logger.SessionSaveFailed(shardId, error);
        }
    }

    private async Task RunAsync(Func<IEnumerable<ShardRunner>> getRunners)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                ShardSession[] sessions = [.. getRunners().Select(runner => runner.GetHandledSession()).OfType<ShardSession>()];
                ShardId[] unchanged = _fenced is null ? [] : [.. sessions.Where(session => _saved.GetValueOrDefault(session.ShardId) == session).Select(session => session.ShardId)];
                await SaveAsync(sessions, _stopping.Token).ConfigureAwait(false);
                if (unchanged.Length > 0)
                {
                    await RenewAsync(unchanged, _stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
