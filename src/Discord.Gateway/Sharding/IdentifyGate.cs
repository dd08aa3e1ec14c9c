using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway;

/// <summary>
/// The identify gate of one process: one identify per key in 5 s, in the order asked for, and none once the session starts left are down to
/// a reserve; then it waits for the window to end, and logs how long.
/// </summary>
public sealed class IdentifyGate : IIdentifyGate
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, IdentifyGate>> Shared = [];

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _origin;
    private readonly Dictionary<int, Key> _keys = [];
    private readonly IdentifyBudget _budget;

    /// <summary>Creates a gate.</summary>
    /// <param name="limit">What <c>/gateway/bot</c> said; Discord's documented default if it was not asked.</param>
    /// <param name="reserve">Session starts that are never spent, so that a bot in a crash loop keeps some for its author. Default 10.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    /// <param name="logger">Told when identifies have to wait for the limit to reset.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reserve"/> is negative, or the limit's concurrency below 1.</exception>
    public IdentifyGate(SessionStartLimit? limit = null, int reserve = 10, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserve);
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _origin = _time.GetTimestamp();
        _budget = new IdentifyBudget(reserve);
        Update(limit ?? SessionStartLimit.Default);
    }

    /// <summary>Session starts that are never spent.</summary>
    public int Reserve => _budget.Reserve;

    /// <summary>Session starts left in this window, as far as this process knows.</summary>
    public int Remaining
    {
        get
        {
            lock (_lock)
            {
                return _budget.Remaining(Now);
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Takes over what <c>/gateway/bot</c> says now.</summary>
    public void Update(SessionStartLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.MaxConcurrency, 1, nameof(limit));
        lock (_lock)
        {
            _budget.Update(limit, Now);
        }
    }

    /// <summary>Sets the reserve of a gate that was made before what uses it.</summary>
    internal void SetReserve(int reserve)
    {
        lock (_lock)
        {
            _budget.Reserve = reserve;
        }
    }

    /// <summary>Waits while the session starts are at the reserve, so that no connection is made only to wait; whoever comes back may still have to.</summary>
    internal async Task WaitForStartsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int remaining;
            TimeSpan wait;
            lock (_lock)
            {
                wait = _budget.WaitForStart(Now);
                remaining = _budget.Remaining(Now);
            }

            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            _logger.SessionStartsExhausted(remaining, wait);
            await DelayAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        Key key;
        lock (_lock)
        {
            int number = shardId.GetIdentifyKey(_budget.MaxConcurrency);
            if (!_keys.TryGetValue(number, out key!))
            {
                _keys[number] = key = new Key(number);
            }
        }

        await WaitForTurnAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            while (WaitBeforeIdentify(key) is { } wait && wait > TimeSpan.Zero)
            {
                await DelayAsync(wait, cancellationToken).ConfigureAwait(false);
            }

            return new Permit(this, key);
        }
        catch
        {
            PassTurn(key);
            throw;
        }
    }

    /// <summary>The gate that shards share when they are given none: one for each gateway and bot, so that shards made by hand keep the rules too.</summary>
    internal static IdentifyGate ForBot(ShardOptions options) => Shared.GetOrCreateValue(options.TimeProvider)
        .GetOrAdd(options.BotKey, _ => new IdentifyGate(timeProvider: options.TimeProvider, logger: options.Logger));

    /// <summary>First come, first served, for each key.</summary>
    private async Task WaitForTurnAsync(Key key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!key.IsTaken)
            {
                key.IsTaken = true;
                return;
            }

            // Whoever gets the turn begins with waiting, so it does no harm that it does so on the thread of who had it before.
            turn = new TaskCompletionSource();
            key.Waiting.Enqueue(turn);
        }

        // Cancelled, it stays in the queue and is passed over.
        await using (cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn).ConfigureAwait(false))
        {
            await turn.Task.ConfigureAwait(false);
        }
    }

    private void PassTurn(Key key)
    {
        while (true)
        {
            TaskCompletionSource? next;
            lock (_lock)
            {
                if (!key.Waiting.TryDequeue(out next))
                {
                    key.IsTaken = false;
                    return;
                }
            }

            if (next.TrySetResult())
            {
                return;
            }
        }
    }

    /// <summary>How long the key's next identify must wait; zero takes a session start.</summary>
    private TimeSpan WaitBeforeIdentify(Key key)
    {
        bool isExhausted;
        int remaining;
        TimeSpan wait;
        lock (_lock)
        {
            if (_budget.TryTake(key.Number, Now, out wait, out isExhausted))
            {
                return TimeSpan.Zero;
            }

            remaining = _budget.Remaining(Now);
        }

        if (isExhausted)
        {
            _logger.SessionStartsExhausted(remaining, wait);
        }

        return wait;
    }

    /// <summary>Not for longer than an hour: the limit may have been updated by then.</summary>
    private Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        // Rounded up: a timer cuts off what is below a millisecond, and the caller's loop would spin until that has passed.
        TimeSpan rounded = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        return Task.Delay(rounded < MaxWait ? rounded : MaxWait, _time, cancellationToken);
    }

    private sealed class Key(int number)
    {
        internal int Number => number;

        /// <summary>Whether someone has the turn: waits out the 5 s, or writes an identify.</summary>
        internal bool IsTaken { get; set; }

        internal Queue<TaskCompletionSource> Waiting { get; } = new();
    }

    /// <summary>The 5 s count from here: when the identify has been written.</summary>
    private sealed class Permit(IdentifyGate gate, Key key) : IAsyncDisposable
    {
        private bool _disposed;

        public ValueTask DisposeAsync()
        {
            lock (gate._lock)
            {
                if (_disposed)
                {
                    return default;
                }

                _disposed = true;
                gate._budget.Written(key.Number, gate.Now);
            }

            gate.PassTurn(key);
            return default;
        }
    }
}
