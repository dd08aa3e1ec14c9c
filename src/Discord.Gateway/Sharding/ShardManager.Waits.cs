using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <content>Waiting for events of all shards.</content>
public sealed partial class ShardManager
{
    private readonly WaiterHub _waiters;

    /// <summary>The feeds of removed shards; used by one change of the shards at a time.</summary>
    private readonly Dictionary<ShardId, WaiterFeed> _removedFeeds = [];

    /// <summary>
    /// Waits for the next event of a type, from any shard that runs here, that satisfies a predicate. Can be called before the manager starts, and awaited in a handler
    /// with any <see cref="EventOrder"/>; the handler keeps its turn meanwhile.
    /// </summary>
    /// <remarks>
    /// Like <see cref="Shard.WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>, but includes shards that start later. Resharding, restarting or
    /// removing shards does not end the wait, and each event is checked once. It ends when any shard loses its session, since the event may be among those missed: for one guild, wait on
    /// its shard, which is the handler's own or <see cref="GetShard"/>.
    /// </remarks>
    /// <typeparam name="T">The type of the event; <see cref="GatewayEvent"/> for any, at the cost of decoding every event.</typeparam>
    /// <param name="predicate">Returns true for the awaited event. Called on the thread pool, for one event at a time.</param>
    /// <param name="timeout">The maximum time to wait, above 0, at most 49 days; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The shards lack the intents for the event; the message names them. Thrown by the call itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive, or longer than 49 days. Thrown by the call itself.</exception>
    /// <exception cref="RequestTimeoutException">The event did not arrive in time.</exception>
    /// <exception cref="SessionLostException">A shard lost its session; events are missed.</exception>
    /// <exception cref="EventsMissedException">The predicate is too slow, or hangs.</exception>
    /// <exception cref="GatewayFatalException">Discord ended a shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The manager was stopped.</exception>
    public Task<T> WaitForAsync<T>(Func<T, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return WaitAsync(predicate, timeout, cancellationToken);
    }

    /// <summary>Waits for the next event of a type. See <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>.</summary>
    /// <typeparam name="T">The type of the event; <see cref="GatewayEvent"/> for any.</typeparam>
    /// <param name="timeout">The maximum time to wait, above 0, at most 49 days; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RequestTimeoutException">The event did not arrive in time.</exception>
    public Task<T> WaitForAsync<T>(TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : GatewayEvent => WaitAsync<T>(predicate: null, timeout, cancellationToken);

    /// <summary>
    /// Collects the events of a type, from all shards that run here, that satisfy a predicate. It works like <see cref="Shard.CollectAsync{T}"/>, and the remarks of
    /// <see cref="WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/> apply.
    /// </summary>
    /// <typeparam name="T">The type of the events; <see cref="GatewayEvent"/> for any, at the cost of decoding every event.</typeparam>
    /// <param name="predicate">Returns true for events to collect; null for all of the type. Called on the thread pool, for one event at a time.</param>
    /// <param name="count">The number of events after which the stream ends; null for no limit.</param>
    /// <param name="timeout">The time after the call at which the stream ends, without an error; null for no limit.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The shards lack the intents for the event; the message names them. Thrown by the call itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="timeout"/> is not positive. Thrown by the call itself.</exception>
    /// <exception cref="SessionLostException">A shard lost its session; events are missed.</exception>
    /// <exception cref="EventsMissedException">The stream is not read in time, or the predicate is too slow or hangs.</exception>
    /// <exception cref="GatewayFatalException">Discord ended a shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The manager was stopped.</exception>
    public IAsyncEnumerable<T> CollectAsync<T>(
        Func<T, bool>? predicate = null, int? count = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : GatewayEvent
    {
        IAsyncEnumerable<T> stream = _waiters.CollectAsync(predicate, count, timeout, cancellationToken);
        LetShardsRead();
        return stream;
    }

    private Task<T> WaitAsync<T>(Func<T, bool>? predicate, TimeSpan timeout, CancellationToken cancellationToken)
        where T : GatewayEvent
    {
        Task<T> wait = _waiters.WaitForAsync(predicate, timeout, cancellationToken);
        LetShardsRead();
        return wait;
    }

    private void LetShardsRead()
    {
        foreach (ShardRunner runner in _set?.Runners ?? [])
        {
            runner.Shard.OnWaiting();
        }
    }

    private static WaiterHub CreateWaiters(ShardOptions template, ILogger logger) =>
        new(shardId: null, template, new QuietTimers(template.TimeProvider, error => logger.ManagerClockFailed(error)));

    /// <summary>Creates the feed of a shard that will run here. If it continues a session, an earlier shard may have passed on a part of the events.</summary>
    private WaiterFeed CreateFeed(ShardSession? session, WaiterFeed? earlier, WaiterHandover? handover)
    {
        (string SessionId, long Sequence)? seen = session is not null && earlier?.Last is { } last && last.SessionId == session.Id ? last : null;
        var feed = new WaiterFeed(_waiters, handover, seen);
        handover?.AddNew(feed);
        return feed;
    }

    /// <summary>Ends all waits when the manager stops: a handler that waits must not hold up the stop.</summary>
    private void EndWaits() => _waiters.End(() => _failed.Task.Exception?.InnerException is GatewayFatalException fatal
        ? (Exception?)CloseCodePolicy.ExceptionFor((int)fatal.CloseCode, fatal.ShardId) ?? ShardShutdownException.OfManager()
        : ShardShutdownException.OfManager());
}
