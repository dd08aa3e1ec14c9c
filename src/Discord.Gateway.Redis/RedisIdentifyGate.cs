using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>
/// The identify gate of a bot in several processes, which share the identify turns and the number of session starts left through Redis. One shard of each rate limit key identifies every
/// 5 s, first come, first served. Thread-safe.
/// </summary>
/// <remarks>
/// All times are from Redis' clock, so the clocks of the processes need not agree. A process that dies during its turn delays the next turn of its key by at most 20 s. While Redis is
/// unreachable, no shard identifies; connected and resuming shards need no turn. A restarted Redis or a promoted replica may have lost the last turns, and grants none for 5 s.
/// </remarks>
/// <example>
/// <code>
/// IConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync("redis:6379,abortConnect=false");
/// var options = new ShardManagerOptions
/// {
///     ShardOptions = new ShardOptions { Token = token, IdentifyGate = new RedisIdentifyGate(redis, RedisIdentifyGate.GetBotId(token)) },
///     TotalShards = 16,
///     LocalShards = 0..8, // the other process: 8..16
/// };
/// </code>
/// </example>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose handle nobody asked for has nothing to dispose of.")]
public sealed class RedisIdentifyGate : IIdentifyGate
{
    /// <summary>How often callers ask that have others before them, and whose turn is near.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>How often callers ask that have thousands before them, or wait for the limit to reset.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>By how much a caller may be late before it loses its place.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>An answer that took longer says too little about how much of the turn is left.</summary>
    private static readonly TimeSpan FreshAnswer = TimeSpan.FromSeconds(2);

    /// <summary>After a question that failed, and how long that grows.</summary>
    private static readonly BackoffPolicy AskAgain = new() { Initial = TimeSpan.FromMilliseconds(500), Maximum = TimeSpan.FromSeconds(5) };

    private static readonly RedisScript Ask = new("ask");
    private static readonly RedisScript Leave = new("leave");

    private readonly RedisConnection _redis;
    private readonly RedisIdentifyGateOptions _options;
    private readonly Id<User> _botId;
    private readonly RedisKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private KnownLimit? _limit;
    private int _maxConcurrency = 1;
    private int _updates;
    private long _questions;
    private int _isFailing;
    private int _isExhausted;

    /// <summary>Creates a gate without calling Redis yet.</summary>
    /// <param name="redis">The connection, which the caller closes after the shards have stopped. Create it with <c>abortConnect=false</c>, so that Redis can be unavailable at first.</param>
    /// <param name="botId">The bot's user id, which separates its keys in Redis from those of other bots: see <see cref="GetBotId"/>.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="logger">Logs when Redis cannot be reached, and when identifies wait for the limit to reset; null for no log. Exceptions it throws are ignored.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    public RedisIdentifyGate(IConnectionMultiplexer redis, Id<User> botId, RedisIdentifyGateOptions? options = null, ILogger? logger = null)
        : this(new RedisConnection(redis), botId, options, logger)
    {
    }

    internal RedisIdentifyGate(RedisConnection redis, Id<User> botId, RedisIdentifyGateOptions? options, ILogger? logger)
    {
        _options = options ?? new RedisIdentifyGateOptions();
        _options.Validate();
        _redis = redis;
        _botId = botId;
        _keys = new RedisKeys(_options.KeyPrefix, botId);
        _time = _options.TimeProvider;
        _logger = SafeLogger.Wrap(logger);
    }

    /// <summary>How many questions were put to Redis.</summary>
    internal long Questions => Interlocked.Read(ref _questions);

    /// <summary>Gets the bot's user id, which is the first part of its token.</summary>
    /// <exception cref="ArgumentException">The token contains no id.</exception>
    public static Id<User> GetBotId(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        string part = token.Split('.')[0];
        Span<byte> digits = stackalloc byte[64];
        return Convert.TryFromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='), digits, out int length)
            && ulong.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out ulong id)
            ? id
            : throw new ArgumentException("The token does not begin with the bot's id: copy the current one from the developer portal (Bot › Token).", nameof(token));
    }

    /// <summary>
    /// Shares the current limit of <c>/gateway/bot</c> with all processes. Call it right after requesting the limit; the next call to Redis sends it. A <see cref="ShardManager"/> calls it
    /// when it starts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit's concurrency is below 1.</exception>
    public void Update(SessionStartLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.MaxConcurrency, 1, nameof(limit));
        lock (_lock)
        {
            _updates++;
            _limit = new KnownLimit(limit, _time.GetTimestamp());
            _maxConcurrency = limit.MaxConcurrency;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RedisValue caller = NewCaller();
        RedisKey[] keys = GetKeys(shardId, out int concurrency);
        bool mayFetch = true;
        int failures = 0;
        try
        {
            while (true)
            {
                KnownLimit? limit = GetUnsent();
                int updates = Volatile.Read(ref _updates);
                Answer answer;
                long asked = _time.GetTimestamp();
                try
                {
                    answer = await AskAsync(keys, caller, concurrency, limit, mayFetch, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception error) when (error is RedisException or RedisCommandException or TimeoutException)
                {
                    OnFailed(error);
                    await Task.Delay(AskAgain.GetDelay(++failures, Random.Shared.NextDouble()), _time, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                failures = 0;
                OnReached(limit);
                switch (answer.Status)
                {
                    case Status.Granted when _time.GetElapsedTime(asked) >= FreshAnswer:
                        // Asked again, the turn begins anew.
                        break;
                    case Status.Granted:
                        cancellationToken.ThrowIfCancellationRequested();
                        Interlocked.Exchange(ref _isExhausted, 0);
                        return new Permit(this, keys, caller, shardId);
                    case Status.LimitUnknown:
                        mayFetch = await ProvideLimitAsync(updates, cancellationToken).ConfigureAwait(false);
                        break;
                    case Status.Regrouped:
                        // Nothing waits for it: the other keys are asked for under a name of their own.
                        _ = EndQuietlyAsync(keys, caller, shardId, mayHaveIdentified: false);
                        caller = NewCaller();
                        SetConcurrency((int)answer.Number);
                        keys = GetKeys(shardId, out concurrency);
                        break;
                    default:
                        if (answer.Status == Status.Exhausted && Interlocked.Exchange(ref _isExhausted, 1) == 0)
                        {
                            _logger.SessionStartsExhausted(answer.Left, TimeSpan.FromMilliseconds(answer.Detail));
                        }

                        await Task.Delay(TimeSpan.FromMilliseconds(answer.Number), _time, cancellationToken).ConfigureAwait(false);
                        break;
                }
            }
        }
        catch (Exception)
        {
            // The turn may have come in this moment, and was not used: the next may have it at once, and its session start is given back.
            _ = EndQuietlyAsync(keys, caller, shardId, mayHaveIdentified: false);
            throw;
        }
    }

    /// <summary>Prints the bot's id.</summary>
    public override string ToString() => $"RedisIdentifyGate {_botId}";

    private async Task<Answer> AskAsync(RedisKey[] keys, RedisValue caller, int concurrency, KnownLimit? limit, bool mayFetch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        bool knowsLimit = mayFetch && (_options.FetchLimit is not null || _limit is not null);
        RedisValue[] arguments =
        [
            caller, Milliseconds(_options.Interval), Milliseconds(_options.MaxTurn), Milliseconds(IdentifyBudget.Window), concurrency, _options.SessionStartReserve,
            Milliseconds(ShortestWait < _options.Interval / 2 ? ShortestWait : _options.Interval / 2), Milliseconds(LongestWait), Milliseconds(Patience), knowsLimit,
        ];
        if (limit is { Value: var value })
        {
            arguments = [.. arguments, value.Total, value.Remaining, Milliseconds(value.ResetAfter), value.MaxConcurrency, Milliseconds(_time.GetElapsedTime(limit.Since))];
        }

        var result = (RedisResult[])(await Ask.RunAsync(_redis, keys, arguments).WaitAsync(cancellationToken).ConfigureAwait(false))!;
        return new Answer((Status)(int)result[0], (long)result[1], (long)result[2], result.Length > 3 ? (int)result[3] : 0);
    }

    private RedisKey[] GetKeys(ShardId shardId, out int concurrency)
    {
        concurrency = Volatile.Read(ref _maxConcurrency);
        return _keys.Gate(concurrency, shardId.GetRateLimitKey(concurrency));
    }

    private void SetConcurrency(int concurrency) => Volatile.Write(ref _maxConcurrency, concurrency);

    private KnownLimit? GetUnsent()
    {
        lock (_lock)
        {
            return _limit is { IsSent: false } limit ? limit : null;
        }
    }

    /// <summary>Makes the limit travel with the next question; false if there is none.</summary>
    private async Task<bool> ProvideLimitAsync(int updates, CancellationToken cancellationToken)
    {
        if (_options.FetchLimit is { } fetch)
        {
            await _fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Another shard may have fetched it meanwhile.
                if (Volatile.Read(ref _updates) == updates)
                {
                    Update(await fetch(cancellationToken).ConfigureAwait(false));
                }

                return true;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                _logger.LimitNotFetched(error);
            }
            finally
            {
                _fetching.Release();
            }
        }

        lock (_lock)
        {
            _limit = _limit is { } known ? known with { IsSent = false } : null;
            return _limit is not null;
        }
    }

    private void OnFailed(Exception error)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            _logger.GateNotReached(error);
        }
    }

    private void OnReached(KnownLimit? sent)
    {
        if (sent is not null)
        {
            lock (_lock)
            {
                _limit = ReferenceEquals(_limit, sent) ? sent with { IsSent = true } : _limit;
            }
        }

        if (Volatile.Read(ref _isFailing) == 1 && Interlocked.Exchange(ref _isFailing, 0) == 1)
        {
            _logger.GateReachedAgain();
        }
    }

    private Task<RedisResult> EndAsync(RedisKey[] keys, RedisValue caller, bool mayHaveIdentified, long since) => Leave.RunAsync(
        _redis, keys, caller, Milliseconds(_options.Interval), Milliseconds(_options.MaxTurn), mayHaveIdentified, Milliseconds(_time.GetElapsedTime(since)));

    /// <summary>Ends a wait or a turn. Tried again until the turn's bound ends it.</summary>
    private async Task EndQuietlyAsync(RedisKey[] keys, RedisValue caller, ShardId shardId, bool mayHaveIdentified)
    {
        long since = _time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await EndAsync(keys, caller, mayHaveIdentified, since).ConfigureAwait(false);
                return;
            }
            catch (Exception error)
            {
                if (error is ObjectDisposedException || _time.GetElapsedTime(since) >= _options.MaxTurn)
                {
                    _logger.TurnNotEnded(shardId, error);
                    return;
                }
            }

            await Task.Delay(AskAgain.GetDelay(attempt, Random.Shared.NextDouble()), _time).ConfigureAwait(false);
        }
    }

    private static RedisValue NewCaller() => Guid.NewGuid().ToString("N");

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    /// <summary>What the script answers; the values are its own.</summary>
    private enum Status
    {
        Granted,
        Wait,
        LimitUnknown,
        Regrouped,
        Exhausted,
    }

    /// <param name="Status">What comes next.</param>
    /// <param name="Number">When to ask again, in milliseconds; or the concurrency.</param>
    /// <param name="Detail">The place in the queue; or how long until there is a session start.</param>
    /// <param name="Left">Session starts left.</param>
    private readonly record struct Answer(Status Status, long Number, long Detail, int Left);

    private sealed record KnownLimit(SessionStartLimit Value, long Since)
    {
        internal bool IsSent { get; init; }
    }

    private sealed class Permit(RedisIdentifyGate gate, RedisKey[] keys, RedisValue caller, ShardId shardId) : IAsyncDisposable
    {
        private int _isDisposed;

        /// <summary>Ends the turn, without waiting for Redis: a shard must not be held up by a Redis that is away.</summary>
        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                _ = gate.EndQuietlyAsync(keys, caller, shardId, mayHaveIdentified: true);
            }

            return default;
        }
    }
}
