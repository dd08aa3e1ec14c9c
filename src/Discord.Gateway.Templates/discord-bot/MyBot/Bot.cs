using Discord.Gateway;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MyBot.Handlers;

namespace MyBot;

internal static class Bot
{
    /// <summary>Adds all that the bot is made of. The token comes from DISCORD_TOKEN, other options from the section "Discord" of the configuration.</summary>
    internal static DiscordGatewayBuilder AddBot(this IServiceCollection services)
    {
        services.AddSingleton<DiscordApi>();
        return services.AddDiscordGateway()
            .AddHandler<ReadyEvent, CommandRegistration>()
            .AddHandler<InteractionCreateEvent, CommandHandler>()
            .AddHandler<GuildCreateEvent, GuildHandler>();
    }
}
