using Discord.Gateway;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;

namespace MyBot.Handlers;

/// <summary>Notices guilds that the bot joins.</summary>
internal sealed partial class GuildHandler(ILogger<GuildHandler> logger) : IGatewayEventHandler<GuildCreateEvent>
{
    public Task HandleAsync(Shard shard, GuildCreateEvent gatewayEvent, CancellationToken cancellationToken)
    {
        // At the start Discord sends every guild; these are not new.
        if (gatewayEvent.Arrival == GuildArrival.Joined)
        {
            LogJoined(gatewayEvent.Guild.Id.Value, gatewayEvent.MemberCount);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Joined guild {GuildId}, which has {Members} members")]
    private partial void LogJoined(ulong guildId, int members);
}
