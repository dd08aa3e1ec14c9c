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
    /// <summary>Discord's 5 s, and what the way to Discord may differ between two identifies.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5.25);

    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, IdentifyGate>> Shared = [];

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _origin;
    private readonly Dictionary<int, Key> _keys = [];
    private SessionStartLimit _limit;
    private int _remaining;
    private TimeSpan _resetAt;

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
        Reserve = reserve;
        _limit = SessionStartLimit.Default;
        Update(limit ?? SessionStartLimit.Default);
    }

    /// <summary>Session starts that are never spent.</summary>
    public int Reserve { get; }

    /// <summary>Session starts left in this window, as far as this process knows.</summary>
    public int Remaining
    {
        get
        {
            lock (_lock)
            {
                StartNewWindowIfDue();
                return _remaining;
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
            _limit = limit;
            _remaining = limit.Remaining;
            _resetAt = Now + limit.ResetAfter;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        Key key;
        lock (_lock)
        {
            int number = shardId.GetIdentifyKey(_limit.MaxConcurrency);
            if (!_keys.TryGetValue(number, out key!))
            {
                _keys[number] = key = new Key();
            }
        }

        await key.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (WaitBeforeIdentify(key) is { } wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }

            return new Permit(this, key);
        }
        catch
        {
            key.Turn.Release();
            throw;
        }
    }

    /// <summary>The gate that shards share when they are given none: one for each gateway and bot, so that shards made by hand keep the rules too.</summary>
    internal static IdentifyGate ForBot(TimeProvider timeProvider, Uri gatewayUri, string token, ILogger logger)
    {
        // The part of a token before the first dot names the bot and outlives a rotation.
        string bot = $"{gatewayUri.Authority} {token.Split('.')[0]}";
        return Shared.GetOrCreateValue(timeProvider).GetOrAdd(bot, _ => new IdentifyGate(timeProvider: timeProvider, logger: logger));
    }

    /// <summary>How long the key's next identify must wait; zero takes a session start.</summary>
    private TimeSpan WaitBeforeIdentify(Key key)
    {
        lock (_lock)
        {
            StartNewWindowIfDue();
            TimeSpan now = Now;
            if (key.NextAt > now)
            {
                return key.NextAt - now;
            }

            if (_remaining > Reserve)
            {
                _remaining--;
                return TimeSpan.Zero;
            }

            TimeSpan wait = _resetAt - now;
            _logger.SessionStartsExhausted(_remaining, wait);
            return wait > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : wait;
        }
    }

    private void StartNewWindowIfDue()
    {
        if (Now >= _resetAt)
        {
            _remaining = _limit.Total;
            _resetAt = Now + TimeSpan.FromHours(24);
        }
    }

    private sealed class Key
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal TimeSpan NextAt { get; set; }
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
                key.NextAt = gate.Now + Interval;
            }

            key.Turn.Release();
            return default;
        }
    }
}
