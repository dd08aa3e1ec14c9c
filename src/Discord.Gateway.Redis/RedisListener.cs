using System.Text;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>Takes what <see cref="RedisShards"/> of any process sends to the shards that run here.</summary>
internal sealed class RedisListener(RedisConnection redis, RedisShards shards, ShardManager manager, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = SafeLogger.Wrap(logger);
    private readonly Lock _lock = new();
    private byte[] _presence = [];
    private int _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (error is RedisException or RedisCommandException or TimeoutException)
            {
                if (!isFailing)
                {
                    isFailing = true;
                    _logger.NotListening(error);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(TryAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        IConnectionMultiplexer connection = await redis.GetAsync().AsTask().WaitAsync(stoppingToken).ConfigureAwait(false);
        ISubscriber subscriber = connection.GetSubscriber();
        connection.ConnectionRestored += OnConnectionRestored;
        try
        {
            await subscriber.SubscribeAsync(shards.Keys.Channel(RedisShards.PresenceChannel), (_, message) => OnPresence((byte[]?)message)).ConfigureAwait(false);
            await subscriber.SubscribeAsync(shards.Keys.Channel(RedisShards.CommandChannel), (channel, message) => _ = TakeCommandAsync((byte[]?)message, subscriber, stoppingToken)).ConfigureAwait(false);
            try
            {
                await FetchPresenceAsync(connection).ConfigureAwait(false);
            }
            catch (RedisServerException error) when (error.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
            {
                // Asked again, Redis would answer the same.
                _logger.PresenceNotTaken(error);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            connection.ConnectionRestored -= OnConnectionRestored;
            subscriber.Unsubscribe(shards.Keys.Channel(RedisShards.PresenceChannel), flags: CommandFlags.FireAndForget);
            subscriber.Unsubscribe(shards.Keys.Channel(RedisShards.CommandChannel), flags: CommandFlags.FireAndForget);
        }
    }

    /// <summary>Looks for a presence that was set while nothing arrived.</summary>
    private async void OnConnectionRestored(object? sender, ConnectionFailedEventArgs args)
    {
        try
        {
            await FetchPresenceAsync((IConnectionMultiplexer)sender!).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The next connection that is restored brings it.
            _logger.PresenceNotTaken(error);
        }
    }

    private async Task FetchPresenceAsync(IConnectionMultiplexer connection)
    {
        int told = Volatile.Read(ref _told);
        var json = (byte[]?)await connection.GetDatabase().StringGetAsync(shards.Keys.Presence).ConfigureAwait(false);
        lock (_lock)
        {
            // What arrived meanwhile is newer.
            if (_told == told)
            {
                TakePresence(json);
            }
        }
    }

    private void OnPresence(byte[]? json)
    {
        lock (_lock)
        {
            _told++;
            TakePresence(json);
        }
    }

    private void TakePresence(byte[]? json)
    {
        if (json is null || json.AsSpan().SequenceEqual(_presence))
        {
            return;
        }

        _presence = json;
        try
        {
            manager.SetPresence(PresenceJson.Read(json) ?? throw new FormatException("The message is not a presence."));
        }
        catch (Exception error)
        {
            _logger.PresenceNotTaken(error);
        }
    }

    /// <summary>Sends a command, if its guild's shard runs here, and answers. Does not throw.</summary>
    private async Task TakeCommandAsync(byte[]? message, ISubscriber subscriber, CancellationToken stoppingToken)
    {
        string answer = "";
        if (Read(message) is not { } command || !manager.TryGetShard(command.GuildId, out Shard? shard))
        {
            return;
        }

        try
        {
            using var late = new CancellationTokenSource(command.Timeout, time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stoppingToken);
            await shard.SendRawAsync(command.Payload, DisconnectedBehavior.Wait, ending.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            answer = error.Message;
        }

        try
        {
            await subscriber.PublishAsync(
                shards.Keys.Channel(RedisShards.AnswerChannel(command.Sender)), RedisMessage.Write(Encoding.UTF8.GetBytes(answer), command.Request)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _logger.CommandNotAnswered(shard.ShardId, error);
        }
    }

    private static Command? Read(ReadOnlySpan<byte> message) =>
        RedisMessage.TakeWord(ref message) is { } sender && RedisMessage.TakeWord(ref message) is { } request
            && RedisMessage.TakeNumber(ref message) is { } guildId && RedisMessage.TakeNumber(ref message) is { } timeout and > 0 and <= RedisShards.MaxMilliseconds
            ? new Command(sender, request, guildId, TimeSpan.FromMilliseconds(timeout), message.ToArray())
            : null;

    private sealed record Command(string Sender, string Request, ulong GuildId, TimeSpan Timeout, byte[] Payload);
}
