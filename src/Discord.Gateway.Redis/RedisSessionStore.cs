using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>
/// Stores sessions in Redis, from which any process can continue a shard. A session belongs to the process that loaded it last: if an earlier one still runs the shard, its saves are refused
/// and its shard ends. Unreadable sessions are ignored and logged. Thread-safe. Create one for each manager.
/// </summary>
/// <example>
/// <code>
/// var store = new RedisSessionStore(redis, RedisIdentifyGate.GetBotId(token), new() { EncryptionKey = Convert.FromBase64String(key) });
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, SessionStore = store };
/// </code>
/// </example>
public sealed class RedisSessionStore : IFencedSessionStore
{
    /// <summary>More shards than any bot has.</summary>
    private const int MaxTotal = 100_000;

    private static readonly RedisScript Script = new("session");

    private readonly RedisConnection _redis;
    private readonly Id<User> _botId;
    private readonly RedisSessionStoreOptions _options;
    private readonly RedisKeys _keys;
    private readonly SessionCipher? _cipher;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<ShardId, Owned> _owned = [];
    private int _total;

    /// <summary>Creates a store without calling Redis yet.</summary>
    /// <param name="redis">The connection, which the caller closes after the manager has stopped.</param>
    /// <param name="botId">The bot's user id: see <see cref="RedisIdentifyGate.GetBotId"/>.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="logger">Logs each session that cannot be read; null for no log.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    public RedisSessionStore(IConnectionMultiplexer redis, Id<User> botId, RedisSessionStoreOptions? options = null, ILogger? logger = null)
        : this(new RedisConnection(redis), botId, options, logger)
    {
    }

    internal RedisSessionStore(RedisConnection redis, Id<User> botId, RedisSessionStoreOptions? options, ILogger? logger)
    {
        _options = options ?? new RedisSessionStoreOptions();
        _options.Validate();
        _redis = redis;
        _botId = botId;
        _keys = new RedisKeys(_options.KeyPrefix, botId);
        _cipher = _options.EncryptionKey is { } key ? new SessionCipher([key, .. _options.PreviousEncryptionKeys]) : null;
        _logger = SafeLogger.Wrap(logger);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        RedisResult[] answer = await RunAsync(shardId, "load", epoch: 0, RedisValue.EmptyString, cancellationToken).ConfigureAwait(false);
        _owned[shardId] = new Owned((long)answer[0], null);
        return (byte[]?)answer[1] is { } data ? Read(shardId, data) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis cannot be reached; the previously saved session stays.</exception>
    /// <exception cref="SessionSupersededException">Another process has taken the shard over.</exception>
    public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ShardId shardId = session.ShardId;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(session, SessionJson.Default.ShardSession);
        Owned? before = _owned.GetValueOrDefault(shardId);
        RedisResult[] answer = await RunAsync(
            shardId, "save", before?.Epoch ?? 0, _cipher?.Encrypt(json, GetContext(shardId)) ?? json, cancellationToken).ConfigureAwait(false);
        _owned[shardId] = new Owned((long)answer[0], session);
        if (Volatile.Read(ref _total) != shardId.Total)
        {
            await NoteTotalAsync(shardId.Total, isSavedBefore: before?.Session is not null).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="SessionSupersededException">Another process has taken the shard over.</exception>
    public async ValueTask RenewAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        if (_owned.GetValueOrDefault(shardId) is not { } owned)
        {
            return;
        }

        RedisResult[] answer = await RunAsync(shardId, "renew", owned.Epoch, RedisValue.EmptyString, cancellationToken).ConfigureAwait(false);
        if (answer[1].IsNull && owned.Session is { } session)
        {
            // Redis has lost it.
            await SaveAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the session of a shard, unless another process has taken it over. If this store has not loaded the session, it takes the shard over first.</summary>
    /// <inheritdoc/>
    public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        try
        {
            RedisResult[] answer = await RunAsync(shardId, "delete", _owned.GetValueOrDefault(shardId)?.Epoch ?? 0, RedisValue.EmptyString, cancellationToken).ConfigureAwait(false);
            _owned[shardId] = new Owned((long)answer[0], null);
        }
        catch (SessionSupersededException)
        {
            // It is the other's.
        }
    }

    /// <summary>Prints the bot's id.</summary>
    public override string ToString() => $"RedisSessionStore {_botId}";

    private async Task<RedisResult[]> RunAsync(ShardId shardId, string action, long epoch, RedisValue session, CancellationToken cancellationToken)
    {
        var answer = (RedisResult[])(await Script.RunAsync(_redis, [_keys.Session(shardId)], action, epoch, (long)_options.Lifetime.TotalMilliseconds, session)
            .WaitAsync(cancellationToken).ConfigureAwait(false))!;
        return (long)answer[0] < 0 ? throw new SessionSupersededException(shardId) : answer;
    }

    private ShardSession? Read(ShardId shardId, byte[] data)
    {
        string? problem = "it is not a session of this shard";
        byte[]? json = data;
        if (_cipher is null || _cipher.TryDecrypt(data, GetContext(shardId), out json, out problem))
        {
            try
            {
                ShardSession? session = JsonSerializer.Deserialize(json, SessionJson.Default.ShardSession);
                if (ShardSession.IsUsable(session, shardId))
                {
                    return session;
                }

                problem = "it is not a session of this shard";
            }
            catch (Exception error) when (error is JsonException or ArgumentException)
            {
                problem = _cipher is null ? "it cannot be read: it may be encrypted, and no key was given" : "it cannot be read";
            }
        }

        _logger.SessionIgnored(shardId, problem!);
        return null;
    }

    /// <summary>What an encrypted session belongs to.</summary>
    private byte[] GetContext(ShardId shardId) => Encoding.UTF8.GetBytes($"{_botId.Value} {shardId.Index} {shardId.Total}");

    /// <summary>
    /// Notes the number of shards. When one is saved a second time, sessions of other numbers are deleted: a process that is killed while a resharding saves all of its shards a first time
    /// leaves the old ones whole.
    /// </summary>
    private async Task NoteTotalAsync(int total, bool isSavedBefore)
    {
        IDatabase database = (await _redis.GetAsync().ConfigureAwait(false)).GetDatabase();
        await database.SetAddAsync(_keys.SessionTotals, total).ConfigureAwait(false);
        await database.KeyExpireAsync(_keys.SessionTotals, TimeSpan.FromDays(2)).ConfigureAwait(false);
        if (!isSavedBefore)
        {
            return;
        }

        foreach (RedisValue value in await database.SetMembersAsync(_keys.SessionTotals).ConfigureAwait(false))
        {
            bool isNumber = value.TryParse(out int other);
            if (isNumber && other == total)
            {
                continue;
            }

            // What is no number of shards was not written by a store.
            if (isNumber && other is > 0 and <= MaxTotal)
            {
                await database.KeyDeleteAsync([.. Enumerable.Range(0, other).Select(index => _keys.Session(new ShardId(index, other)))]).ConfigureAwait(false);
            }

            await database.SetRemoveAsync(_keys.SessionTotals, value).ConfigureAwait(false);
        }

        foreach (ShardId old in _owned.Keys.Where(shardId => shardId.Total != total))
        {
            _owned.TryRemove(old, out _);
        }

        Volatile.Write(ref _total, total);
    }

    /// <param name="Epoch">Grows with each owner of the shard.</param>
    /// <param name="Session">The session that this process saved last; null if it has saved none.</param>
    private sealed record Owned(long Epoch, ShardSession? Session);
}
