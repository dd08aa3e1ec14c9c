using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Hosting;

/// <summary>Runs the manager for as long as the host runs. When Discord ends the bot for good, the exception stops the host.</summary>
internal sealed class DiscordGatewayService(ShardManager manager, HandlerDispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => manager.RunAsync(dispatcher.HandleAsync, stoppingToken);
}
