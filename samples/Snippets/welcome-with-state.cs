// Welcomes new members by the name of their guild and its rules channel, which a state of the guilds knows, after a restart too.
// Needs the Server Members Intent, switched on in the developer portal.
#:project ../../src/Discord.Gateway.State
#:project ../../src/Discord.Gateway.Hosting
#:package Microsoft.Extensions.Hosting

using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers)
    .AddState()
    .AddHandler<GuildMemberAddEvent, Welcome>()
    .AddHandler<GuildMemberRemoveEvent, Welcome>();
await builder.Build().RunAsync();

internal sealed class Welcome(BotState state, ILogger<Welcome> logger) : IGatewayEventHandler<GuildMemberAddEvent>, IGatewayEventHandler<GuildMemberRemoveEvent>
{
    public Task HandleAsync(Shard shard, GuildMemberAddEvent added, CancellationToken cancellationToken)
    {
        Guild? guild = state.Find(added.GuildId)?.Read();
        logger.LogInformation("Welcome to {Guild}, {Member}! Please read {Rules}", guild?.Name, added.Member.User?.GetDisplayName(), guild?.RulesChannelId);
        return Task.CompletedTask;
    }

    public Task HandleAsync(Shard shard, GuildMemberRemoveEvent left, CancellationToken cancellationToken)
    {
        logger.LogInformation("{Member} has left {Guild}, where they had {Roles} roles", left.User.GetDisplayName(), state.Find(left.GuildId)?.Read().Name, left.GetBefore()?.Roles.Count);
        return Task.CompletedTask;
    }
}
