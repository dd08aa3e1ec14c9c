using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>Runs the manager from the host's start to its stop. When Discord ends the bot for good, the host stops, and the process exits with an error.</summary>
internal sealed partial class DiscordGatewayService(
    ShardManager manager, HandlerDispatcher dispatcher, IHostApplicationLifetime lifetime, IExitCode exitCode, ILogger logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await HasStartedAsync(stoppingToken).ConfigureAwait(false))
            {
                // Callers may be waiting for the shards: the wait is over.
                await manager.ShutdownAsync().ConfigureAwait(false);
                return;
            }

            // The application's own token, which is cancelled before the service's: a handler that gives up because of it finds the manager stopping already,
            // and its event is left for the next process.
            Task running = manager.RunAsync(dispatcher.HandleAsync, lifetime.ApplicationStopping);

            // Registered after the start: a manager that was stopped before it refuses to run, and a host that stops at once has not failed.
            await using (stoppingToken.UnsafeRegister(static manager => _ = ((ShardManager)manager!).ShutdownAsync(), manager).ConfigureAwait(false))
            {
                await running.ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            if (exitCode.Value == 0)
            {
                exitCode.Value = 1;
            }

            // Not thrown: from .NET 11 on, hosts throw what their services throw, and the process would end as one that crashed.
            LogEnded(exitCode.Value, error.Message, error);
            lifetime.StopApplication();
        }
    }

    /// <summary>Waits until all of the host's services have started; false if the host stops before.</summary>
    private async Task<bool> HasStartedAsync(CancellationToken stoppingToken)
    {
        // Set by whatever comes first; a stop may come while another service is starting, long before this one is stopped.
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ConfiguredAsyncDisposable stopped = stoppingToken.UnsafeRegister(Set(false), started).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable stopping = lifetime.ApplicationStopping.UnsafeRegister(Set(false), started).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable start = lifetime.ApplicationStarted.UnsafeRegister(Set(true), started).ConfigureAwait(false);
        return await started.Task.ConfigureAwait(false);

        static Action<object?> Set(bool hasStarted) => started => ((TaskCompletionSource<bool>)started!).TrySetResult(hasStarted);
    }

    [LoggerMessage(46, LogLevel.Critical, "The bot ended for good; the process will exit with code {ExitCode}: {Reason}")]
    private partial void LogEnded(int exitCode, string reason, Exception error);
}
