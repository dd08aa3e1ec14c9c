using Discord.Gateway;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;

namespace HostedBot;

/// <summary>Notices pings. Made for each message, with what the container has for its constructor.</summary>
internal sealed partial class PingHandler(ILogger<PingHandler> logger) : IGatewayEventHandler<MessageCreateEvent>
{
    public Task HandleAsync(Shard shard, MessageCreateEvent gatewayEvent, CancellationToken cancellationToken)
    {
        if (gatewayEvent.Message.Content == "!ping")
        {
            LogPing(gatewayEvent.Message.Author.Username, shard.ShardId);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "{User} says ping on shard {ShardId}")]
    private partial void LogPing(string user, ShardId shardId);
}
