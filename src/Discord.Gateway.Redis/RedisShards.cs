using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>
/// Controls a bot's shards in all processes that use the same Redis: sets their presence, and sends commands to the shard of a guild. A service of each host that calls
/// <see cref="DiscordGatewayRedisExtensions.UseRedis(Hosting.DiscordGatewayBuilder, string, Action{RedisGatewayOptions}?)"/>; a process without shards, such as a web server, creates its
/// own. Thread-safe.
/// </summary>
/// <example>
/// <code>
/// await shards.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Watching("the logs")] });
/// await shards.SendAsync(guildId, new UpdateVoiceState(guildId, channelId));
/// </code>
/// </example>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose handle nobody asked for has nothing to dispose of.")]
public sealed class RedisShards
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private readonly RedisConnection _redis;
    private readonly TimeProvider _time;
    private readonly string _ownName = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _waiting = [];
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private bool _isSubscribed;

    /// <summary>Creates the service without calling Redis yet.</summary>
    /// <param name="redis">The connection, which the caller closes.</param>
    /// <param name="botId">The bot's user id: see <see cref="RedisIdentifyGate.GetBotId"/>.</param>
    /// <param name="keyPrefix">The <see cref="RedisGatewayOptions.KeyPrefix"/> of the processes with shards.</param>
    public RedisShards(IConnectionMultiplexer redis, Id<User> botId, string keyPrefix = RedisKeys.DefaultPrefix)
        : this(new RedisConnection(redis), botId, keyPrefix, TimeProvider.System)
    {
    }

    internal RedisShards(RedisConnection redis, Id<User> botId, string keyPrefix, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyPrefix);
        _redis = redis;
        _time = time;
        Keys = new RedisKeys(keyPrefix, botId);
    }

    internal RedisKeys Keys { get; }

    /// <summary>
    /// Sets the presence of all shards in all processes, including processes that start later, where it replaces the presence in their options. The counterpart of
    /// <see cref="ShardManager.SetPresence(BotPresence)"/> for several processes.
    /// </summary>
    /// <param name="presence">The presence; null to delete the shared one: shards keep showing it, and processes that start later use the presence in their options.</param>
    /// <returns>A task that completes when Redis has stored the presence; the processes apply it within moments.</returns>
    /// <exception cref="PayloadTooLargeException">The presence's strings do not fit into a payload.</exception>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task SetPresenceAsync(BotPresence? presence)
    {
        IDatabase database = (await _redis.GetAsync().ConfigureAwait(false)).GetDatabase();
        if (presence is null)
        {
            await database.KeyDeleteAsync(Keys.Presence).ConfigureAwait(false);
            return;
        }

        // Throws here what every process would have to log.
        _ = EncodedPresence.Encode(presence, "", new ShardOptions());
        byte[] json = PresenceJson.Write(presence);

        // Together, so that of two calls at once the one that is kept is the one that is told last.
        ITransaction transaction = database.CreateTransaction();
        _ = transaction.StringSetAsync(Keys.Presence, json);
        _ = transaction.PublishAsync(Keys.Channel(PresenceChannel), json);
        await transaction.ExecuteAsync().ConfigureAwait(false);
    }

    /// <summary>Sends a command to the shard of a guild, in the process that runs it, by the rules of <see cref="Shard.SendAsync"/>. That process receives the resulting events.</summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="command">The command.</param>
    /// <param name="timeout">The time to wait, including for a shard that is not connected; null for 10 s. The command is not sent later.</param>
    /// <param name="cancellationToken">Ends the wait; the command may have been sent.</param>
    /// <returns>A task that completes when the command is written to the connection.</returns>
    /// <exception cref="ArgumentException">The command is invalid.</exception>
    /// <exception cref="PayloadTooLargeException">The command exceeds 4,096 bytes.</exception>
    /// <exception cref="TimeoutException">No process responded: none runs the guild's shard, or the shard is not connected.</exception>
    /// <exception cref="GatewaySendException">The shard's process could not send the command; the exception gives the reason.</exception>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task SendAsync(Id<Guild> guildId, GatewayCommand command, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        TimeSpan patience = timeout ?? DefaultTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero, nameof(timeout));
        command.Validate(GatewayIntents.All);
        byte[] payload = GatewayPayload.Encode(command, ShardId.Single);
        string request = Guid.NewGuid().ToString("N");
        var waiting = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request] = waiting;
        try
        {
            ISubscriber subscriber = await SubscribeAsync(cancellationToken).ConfigureAwait(false);
            byte[] message = RedisMessage.Write(payload, _ownName, request, guildId.Value, (long)Math.Min(MaxMilliseconds, Math.Ceiling(patience.TotalMilliseconds)));
            await subscriber.PublishAsync(Keys.Channel(CommandChannel), message).ConfigureAwait(false);
            string answer = await waiting.Task.WaitAsync(patience, _time, cancellationToken).ConfigureAwait(false);
            if (answer.Length > 0)
            {
                throw new GatewaySendException(ShardId.Single, $"the process that runs the shard of guild {guildId} could not send the command: {answer}");
            }
        }
        catch (TimeoutException error) when (error is not RedisTimeoutException)
        {
            throw new TimeoutException($"No process sent the command through the shard of guild {guildId} within {patience}: no process runs the shard, or it is not connected. Check that its process is running, then send the command again.", error);
        }
        finally
        {
            _waiting.TryRemove(request, out _);
        }
    }

    /// <summary>How long the process of a shard waits at most: as long as a timer can.</summary>
    internal const int MaxMilliseconds = int.MaxValue - 1;

    internal const string PresenceChannel = "presence";
    internal const string CommandChannel = "commands";

    internal static string AnswerChannel(string name) => $"answers:{name}";

    /// <summary>Listens for the answers to this process, once there is something to be answered.</summary>
    private async Task<ISubscriber> SubscribeAsync(CancellationToken cancellationToken)
    {
        ISubscriber subscriber = (await _redis.GetAsync().ConfigureAwait(false)).GetSubscriber();
        await _subscribing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isSubscribed)
            {
                await subscriber.SubscribeAsync(Keys.Channel(AnswerChannel(_ownName)), (_, message) => OnAnswer((byte[]?)message)).ConfigureAwait(false);
                _isSubscribed = true;
            }
        }
        finally
        {
            _subscribing.Release();
        }

        return subscriber;
    }

    private void OnAnswer(ReadOnlySpan<byte> message)
    {
        if (RedisMessage.TakeWord(ref message) is { } request && _waiting.TryGetValue(request, out TaskCompletionSource<string>? waiting))
        {
            waiting.TrySetResult(Encoding.UTF8.GetString(message));
        }
    }
}
