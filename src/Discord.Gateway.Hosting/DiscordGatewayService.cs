using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Hosting;

/// <summary>Runs the manager for as long as the host runs. When Discord ends the bot for good, the exception stops the host.</summary>
internal sealed class DiscordGatewayService(ShardManager manager, HandlerDispatcher dispatcher, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (stoppingToken.UnsafeRegister(static manager => _ = ((ShardManager)manager!).ShutdownAsync(), manager).ConfigureAwait(false))
        {
            // The application's own token, which is cancelled before the service's: a handler that gives up because of it finds the manager stopping already,
            // and its event is left for the next process.
            await manager.RunAsync(dispatcher.HandleAsync, lifetime.ApplicationStopping).ConfigureAwait(false);
        }
    }
}
