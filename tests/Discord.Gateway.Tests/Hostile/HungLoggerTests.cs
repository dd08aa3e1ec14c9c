using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>Events that have arrived do not wait for a logger.</summary>
public sealed class HungLoggerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_event_before_a_close_reaches_its_consumer_though_the_logger_hangs_at_the_close()
    {
        using var release = new ManualResetEventSlim();
        var identified = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = new World(options: options => options with
        {
            Intents = GatewayIntents.GuildMessages,
            Logger = new HangingLogger(release),
            SocketFactory = () => new ScriptedSocket(ReceiveAsync, receivesOnThreadPool: false) { Sent = () => identified.TrySetResult() },
        });
        Assert.IsType<ReadyEvent>(await world.ReceiveAsync());
        Task<GatewayEvent?> next = world.ReceiveAsync();
        Assert.False(next.IsCompleted);

        goOn.SetResult();
        bool isInTime = await Task.WhenAny(next, Task.Delay(Patience, World.Cancellation)) == next;
        release.Set();

        Assert.True(isInTime, "The event waits in the buffer, and its consumer for it.");

        async ValueTask<GatewaySocketFrame> ReceiveAsync(int number, Memory<byte> buffer)
        {
            switch (number)
            {
                case 1:
                    return ScriptedSocket.Write(buffer, """{"op":10,"d":{"heartbeat_interval":3600000}}""");
                case 2:
                    await identified.Task.ConfigureAwait(false);
                    return ScriptedSocket.Write(buffer, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""");
                case 3:
                    await goOn.Task.ConfigureAwait(false);
                    return ScriptedSocket.Write(buffer, """{"t":"X","s":2,"op":0,"d":{}}""");
                default:
                    return GatewaySocketFrame.Close(1001);
            }
        }
    }

    private sealed class HangingLogger(ManualResetEventSlim release, string at = "1001") : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(at, StringComparison.Ordinal))
            {
                ThreadPoolRest.Hold(release, TimeSpan.FromMinutes(1));
            }
        }
    }
}
