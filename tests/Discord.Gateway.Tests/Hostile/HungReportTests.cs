using System.Collections;
using System.Reflection;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A logger that hangs once, on a thread of the bot's own.</summary>
public sealed class HungReportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>ShardTelemetry says: "The handlers first: neither a logger nor a listener keeps them from it."</summary>
    [Fact]
    public async Task Stage_handlers_are_called_though_the_logger_hangs()
    {
        using var logger = new HangingLogger();
        await using var world = new World(options: options => options with { Logger = logger });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        var isDisconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Shard.StageChanged += (_, change) => isDisconnected.TrySetResult();
        Task sending = Task.Run(() => world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id)), World.Cancellation);
        logger.Hangs.Wait(World.Cancellation);

        connection.Cut();
        bool isTold = await Task.WhenAny(isDisconnected.Task, Task.Delay(Patience, World.Cancellation)) == isDisconnected.Task;
        logger.Release.Set();
        await sending;

        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
        Assert.True(isTold, "The stage changed, and nobody was told.");
    }

    [Fact]
    public async Task What_waits_for_a_logger_that_hangs_has_a_bound()
    {
        using var logger = new HangingLogger();
        await using var world = new World(options: options => options with { Logger = logger, EventFilter = EventFilter.Only(GatewayEventType.Ready) });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task sending = Task.Run(() => world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id)), World.Cancellation);
        logger.Hangs.Wait(World.Cancellation);

        for (int i = 0; i < 20_000; i++)
        {
            connection.SendDispatch("X", "{}", 1_000 + (2 * i));
        }

        object driver = typeof(Shard).GetField("_driver", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(world.Shard)!;
        int waiting = ((ICollection)driver.GetType().GetField("_reports", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(driver)!).Count;
        logger.Release.Set();
        await sending;

        Assert.InRange(waiting, 0, 10_000);
    }

    private sealed class HangingLogger : ILogger, IDisposable
    {
        internal ManualResetEventSlim Hangs { get; } = new();

        internal ManualResetEventSlim Release { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Sent" && formatter(state, exception).Contains(nameof(GatewayOpcode.RequestChannelInfo), StringComparison.Ordinal))
            {
                Hangs.Set();
                ThreadPoolRest.Hold(Release, TimeSpan.FromMinutes(1));
            }
        }

        public void Dispose()
        {
            Release.Set();
        }
    }
}
