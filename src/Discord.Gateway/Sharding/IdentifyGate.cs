using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway;

/// <summary>
/// The identify gate of one process. It lets one shard per key identify every 5 s, in the order of the calls. When the session starts left reach the
/// reserve, shards wait until the limit resets, and a log line says for how long. Thread-safe.
/// </summary>
/// <example><code>
/// GatewayBot bot = await GatewayBot.GetAsync(token);
/// var gate = new IdentifyGate(bot.SessionStartLimit);
/// await using var shard = new Shard(options with { IdentifyGate = gate });
/// </code></example>
public sealed class IdentifyGate : IIdentifyGate
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, IdentifyGate>> Shared = [];

    /// <summary>Waits are checked again at least this often, in case the clock was adjusted.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IdentifyBudget _budget;
    private Dictionary<int, Key> _keys = [];
    private TaskCompletionSource _limitChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _asked;
    private long _timestamp;
    private TimeSpan _now;
    private bool _isLimitKnown;
    private bool _mayReportReserve = true;

    /// <summary>Creates a gate.</summary>
    /// <param name="limit">The limit of <c>/gateway/bot</c>; if null, the default that Discord documents.</param>
    /// <param name="reserve">The number of session starts that are never used, so that a bot in a crash loop leaves some for its author. Default 10.</param>
    /// <param name="timeProvider">The clock; if null, the system's.</param>
    /// <param name="logger">Receives a line when identifies must wait for the limit to reset; null for none. Exceptions it throws are ignored.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="reserve"/> is negative or not below the limit's total, or the limit's concurrency is below 1.
    /// </exception>
    public IdentifyGate(SessionStartLimit? limit = null, int reserve = 10, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserve);
        if (limit is not null && reserve >= limit.Total)
        {
            throw new ArgumentOutOfRangeException(
                nameof(reserve), reserve, $"The reserve must be below the limit's total of {limit.Total} session starts: otherwise no shard could ever identify.");
        }

        _time = timeProvider ?? TimeProvider.System;
        _logger = SafeLogger.Wrap(logger);
        _timestamp = _time.GetTimestamp();
        _budget = new IdentifyBudget(reserve);
        if (limit is not null)
        {
            Update(limit);
        }
    }

    /// <summary>The number of session starts that are never used. Always below the limit's total, even if a higher number was set.</summary>
    public int Reserve
    {
        get
        {
            lock (_lock)
            {
                return _budget.Reserve;
            }
        }
    }

    /// <summary>The number of session starts left in this window, as far as this process knows.</summary>
    public int Remaining
    {
        get
        {
            lock (_lock)
            {
                return _budget.Remaining(Now());
            }
        }
    }

    /// <summary>
    /// Replaces the limit with the current one of <c>/gateway/bot</c>; waiting shards continue at once if it allows them to. A reserve that is not below the new
    /// total is reduced to one less than the total, with a warning.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit's concurrency is below 1.</exception>
    public void Update(SessionStartLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.MaxConcurrency, 1, nameof(limit));
        Key[] newKeys;
        lock (_lock)
        {
            bool isRegrouped = limit.MaxConcurrency != _budget.MaxConcurrency;
            _budget.Update(limit, Now());
            _isLimitKnown = true;
            newKeys = isRegrouped ? RegroupWaiters() : [];
        }

        // The caller must not run the continuations of shards, which may be slow.
        foreach (Key key in newKeys)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Gate.PassTurn(state.Key), (Gate: this, Key: key), preferLocal: false);
        }

        OnLimitChanged();
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken) =>
        EnterAsync(shardId, NullLogger.Instance, cancellationToken);

    /// <summary>The gate shared by shards that have none of their own: one per gateway and bot, so that shards created by hand keep Discord's limits too.</summary>
    internal static IdentifyGate ForBot(ShardOptions options) => Shared.GetOrCreateValue(options.TimeProvider)
        .GetOrAdd(options.BotKey, static (_, time) => new IdentifyGate(timeProvider: time), options.TimeProvider);

    /// <summary>Sets the reserve of a gate that was created before its user.</summary>
    internal void SetReserve(int reserve)
    {
        lock (_lock)
        {
            _budget.ConfiguredReserve = reserve;
            _mayReportReserve = true;
        }

        OnLimitChanged();
    }

    /// <summary>Waits while the session starts are at the reserve, so that no connection is opened only to wait; the identify itself may still have to.</summary>
    internal async Task WaitForStartsAsync(ILogger logger, CancellationToken cancellationToken)
    {
        ILogger safeLogger = SafeLogger.Wrap(logger);
        ReportReserve(safeLogger);
        bool isReported = false;
        while (WaitForStart(out int remaining, out Task limitChanged) is { } wait && wait > TimeSpan.Zero)
        {
            if (!isReported)
            {
                isReported = true;
                ReportWait(safeLogger, remaining, wait);
            }

            await DelayAsync(wait, limitChanged, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits as the public overload does; a line about the wait goes to the shard's logger, and to the gate's if it has one.</summary>
    internal async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, ILogger logger, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Written before the shard is in line: a logger that blocks keeps only its own shard.
        ILogger safeLogger = SafeLogger.Wrap(logger);
        ReportReserve(safeLogger);
        bool isReported = WaitForStart(out int remaining, out _) is { } startWait && startWait > TimeSpan.Zero;
        if (isReported)
        {
            ReportWait(safeLogger, remaining, startWait);
        }

        Key key = await WaitForTurnAsync(shardId, cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TryTake(shardId, out TimeSpan wait, out bool isExhausted, out remaining, out Task limitChanged))
                {
                    return new Permit(this, key, shardId);
                }

                if (isExhausted && !isReported)
                {
                    // Off this thread: the shard has the turn now, and others wait behind it.
                    isReported = true;
                    int left = remaining;
                    _ = Task.Run(() => ReportWait(safeLogger, left, wait), CancellationToken.None);
                }

                await DelayAsync(wait, limitChanged, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            PassTurn(key);
            throw;
        }
    }

    /// <summary>The time since the gate was created, under the lock. A clock that steps back stands still meanwhile, and a jump counts as one window, which frees all starts.</summary>
    private TimeSpan Now()
    {
        long timestamp = _time.GetTimestamp();
        TimeSpan elapsed = _time.GetElapsedTime(_timestamp, timestamp);
        _timestamp = timestamp;
        _now += elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed > IdentifyBudget.Window ? IdentifyBudget.Window : elapsed;
        return _now;
    }

    private TimeSpan WaitForStart(out int remaining, out Task limitChanged)
    {
        lock (_lock)
        {
            TimeSpan now = Now();
            remaining = _budget.Remaining(now);
            limitChanged = _limitChanged.Task;
            return _budget.WaitForStart(now);
        }
    }

    /// <summary>Takes a session start if the shard may identify now; otherwise returns how long it must wait.</summary>
    private bool TryTake(ShardId shardId, out TimeSpan wait, out bool isExhausted, out int remaining, out Task limitChanged)
    {
        lock (_lock)
        {
            TimeSpan now = Now();
            int key = shardId.GetRateLimitKey(_budget.MaxConcurrency);
            bool isTaken = _budget.TryTake(key, now, out wait, out isExhausted);
            if (isTaken)
            {
                // Two shards may share a key without sharing a turn, right after the concurrency changed.
                _budget.Written(key, now);
            }

            remaining = _budget.Remaining(now);
            limitChanged = _limitChanged.Task;
            return isTaken;
        }
    }

    /// <summary>Waits in the line of the shard's key: first come, first served. Returns the key whose turn the caller then has.</summary>
    private async Task<Key> WaitForTurnAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            Key key = GetKey(_keys, shardId);
            if (!key.IsTaken)
            {
                key.IsTaken = true;
                return key;
            }

            waiter = new Waiter(shardId, _asked++, cancellationToken);
            waiter.Join(key);
        }

        try
        {
            await using (cancellationToken.UnsafeRegister(static (waiter, token) => ((Waiter)waiter!).TrySetCanceled(token), waiter).ConfigureAwait(false))
            {
                await waiter.Task.ConfigureAwait(false);
            }

            return waiter.Key;
        }
        catch
        {
            // Also when the registration failed: a turn that was given meanwhile must go to the next.
            if (waiter.TrySetCanceled(CancellationToken.None) || waiter.Task.IsCanceled)
            {
                lock (_lock)
                {
                    waiter.Leave();
                }
            }
            else
            {
                PassTurn(waiter.Key);
            }

            throw;
        }
    }

    private void PassTurn(Key key)
    {
        while (true)
        {
            Waiter next;
            lock (_lock)
            {
                if (key.Waiting.First is not { } first)
                {
                    key.IsTaken = false;
                    return;
                }

                next = first.Value;
                next.Leave();
            }

            // A cancelled shard would only pass the turn on: in a loop here, not one call inside of another.
            if (next.CancellationToken.IsCancellationRequested)
            {
                next.TrySetCanceled(next.CancellationToken);
            }
            else if (next.TrySetResult())
            {
                // The shard continues on this thread. It begins with a wait, so that takes no time.
                return;
            }
        }
    }

    /// <summary>
    /// Moves waiters to the lines of the new concurrency, in the order of their calls, under the lock. A shard that has a turn keeps its old key, which has no
    /// waiters then. Returns the keys whose turn must be passed to the first in line.
    /// </summary>
    private Key[] RegroupWaiters()
    {
        Waiter[] waiters = [.. _keys.Values.SelectMany(key => key.Waiting).OrderBy(waiter => waiter.Place)];
        foreach (Key key in _keys.Values)
        {
            key.Waiting.Clear();
        }

        _keys = [];
        foreach (Waiter waiter in waiters)
        {
            Key key = GetKey(_keys, waiter.ShardId);
            key.IsTaken = true;
            waiter.Join(key);
        }

        return [.. _keys.Values];
    }

    private Key GetKey(Dictionary<int, Key> keys, ShardId shardId)
    {
        int number = shardId.GetRateLimitKey(_budget.MaxConcurrency);
        if (!keys.TryGetValue(number, out Key? key))
        {
            keys[number] = key = new Key();
        }

        return key;
    }

    private void OnLimitChanged()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _limitChanged;
            _limitChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
        if (Volatile.Read(ref _isLimitKnown))
        {
            ReportReserve(NullLogger.Instance);
        }
    }

    /// <summary>Warns once that the reserve was reduced: in the gate's log, or else in the log of the first shard that comes.</summary>
    private void ReportReserve(ILogger shardLogger)
    {
        ILogger logger = _logger is NullLogger ? shardLogger : _logger;
        int configured;
        int total;
        int reserve;
        lock (_lock)
        {
            (configured, total, reserve) = (_budget.ConfiguredReserve, _budget.Total, _budget.Reserve);
            if (configured == reserve)
            {
                // The next reduction is news again.
                _mayReportReserve = true;
                return;
            }

            if (!_mayReportReserve || logger is NullLogger)
            {
                return;
            }

            _mayReportReserve = false;
        }

        logger.ReserveReduced(configured, total, reserve);
    }

    private void ReportWait(ILogger shardLogger, int remaining, TimeSpan wait)
    {
        _logger.SessionStartsExhausted(remaining, wait);
        if (!_logger.Equals(shardLogger))
        {
            shardLogger.SessionStartsExhausted(remaining, wait);
        }
    }

    /// <summary>Waits until the time has passed or the limit has changed.</summary>
    private async Task DelayAsync(TimeSpan wait, Task limitChanged, CancellationToken cancellationToken)
    {
        // Rounded up: a timer cuts off fractions of a millisecond, and the caller's loop would spin until they have passed.
        TimeSpan rounded = wait < MaxWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : MaxWait;
        await limitChanged.WaitAsync(rounded, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class Key
    {
        /// <summary>Whether a shard has the turn: it waits out the 5 s, or writes its identify.</summary>
        internal bool IsTaken { get; set; }

        internal LinkedList<Waiter> Waiting { get; } = [];
    }

    /// <summary>A shard in line. Its members are used under the gate's lock.</summary>
    private sealed class Waiter(ShardId shardId, long place, CancellationToken cancellationToken) : TaskCompletionSource
    {
        private LinkedListNode<Waiter>? _node;

        internal ShardId ShardId => shardId;

        internal long Place => place;

        internal CancellationToken CancellationToken => cancellationToken;

        /// <summary>The key in whose line it is, or whose turn it was given.</summary>
        internal Key Key { get; private set; } = null!;

        internal void Join(Key key)
        {
            Key = key;
            _node = key.Waiting.AddLast(this);
        }

        internal void Leave()
        {
            if (_node is { } node)
            {
                _node = null;
                node.List?.Remove(node);
            }
        }
    }

    /// <summary>The 5 s count from its disposal: by then the identify has been written.</summary>
    private sealed class Permit(IdentifyGate gate, Key key, ShardId shardId) : IAsyncDisposable
    {
        private int _isDisposed;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            {
                return default;
            }

            try
            {
                lock (gate._lock)
                {
                    gate._budget.Written(shardId.GetRateLimitKey(gate._budget.MaxConcurrency), gate.Now());
                }
            }
            finally
            {
                // Also if the clock throws.
                gate.PassTurn(key);
            }

            return default;
        }
    }
}
