using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>A clock that the test moves, a gateway in memory on it, and a shard.</summary>
internal sealed class World : IAsyncDisposable
{
    internal static readonly SimulatedGuild Home = new(4_194_304, "Home", memberCount: 5);

    private readonly bool _expectsViolations;

    internal World(
        GatewaySimulatorOptions? gateway = null, Func<ShardOptions, ShardOptions>? options = null, bool expectsViolations = false)
    {
        _expectsViolations = expectsViolations;
        Gateway = new GatewaySimulator((gateway ?? new GatewaySimulatorOptions { Guilds = [Home] }) with { TimeProvider = Clock });
        ShardOptions shardOptions = Gateway.CreateShardOptions(GatewayIntents.All) with { Compression = GatewayCompression.None };
        Options = options?.Invoke(shardOptions) ?? shardOptions;
        Shard = new Shard(Options);
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal GatewaySimulator Gateway { get; }

    internal ShardOptions Options { get; }

    internal Shard Shard { get; private set; }

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await AdvanceUntilCompletedAsync(Shard.DisposeAsync().AsTask());
        Gateway.Dispose();
        if (!_expectsViolations)
        {
            Assert.Empty(Gateway.Violations);
        }
    }

    /// <summary>Connects and identifies; the connection is ready, READY and GUILD_CREATE wait in the buffer.</summary>
    internal async Task<SimulatedConnection> ConnectAsync()
    {
        Task connecting = Shard.ConnectAsync(Cancellation);
        SimulatedConnection connection = await Gateway.NextConnectionAsync(Cancellation);
        await connection.ExpectAsync(GatewayOpcode.Identify, Cancellation);
        await connecting;
        return connection;
    }

    /// <summary>The same, with the events of the start taken.</summary>
    internal async Task<SimulatedConnection> ConnectAndDrainAsync()
    {
        SimulatedConnection connection = await ConnectAsync();
        await DrainAsync();
        return connection;
    }

    internal async Task DrainAsync()
    {
        while (Shard.BufferedEvents > 0)
        {
            await Shard.ReceiveAsync(Cancellation);
        }
    }

    /// <summary>Lets time pass until the shard opens its next connection; without a bound, for as long as a busy thread pool needs.</summary>
    internal async Task<SimulatedConnection> NextConnectionAsync(TimeSpan? within = null)
    {
        int seen = Gateway.Connections.Count;
        Task<SimulatedConnection> next = Gateway.NextConnectionAsync(Cancellation);
        if (within is { } bound)
        {
            await AdvanceUntilAsync(IsThere, bound);
        }

        await AdvanceUntilAsync(IsThere);
        return await next;

        bool IsThere() => next.IsCompleted || Gateway.Connections.Count > seen;
    }

    /// <summary>Moves the clock in small steps until something holds; fails if it does not within that time.</summary>
    internal async Task AdvanceUntilAsync(Func<bool> holds, TimeSpan within)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(100);
        for (TimeSpan passed = TimeSpan.Zero; !holds() && passed <= within; passed += step)
        {
            await StepAsync(step);
        }

        Assert.True(holds(), $"It did not happen within {within}; the shard is {Shard}.");
    }

    /// <summary>Moves the clock until a task completes, however long its way over the thread pool is; only a failing test uses up the real time it gets.</summary>
    internal async Task AdvanceUntilCompletedAsync(Task task)
    {
        await AdvanceUntilAsync(() => task.IsCompleted);
        await task;
    }

    /// <summary>Moves the clock until something holds, however much of it goes by while the thread pool is busy elsewhere.</summary>
    private async Task AdvanceUntilAsync(Func<bool> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"It never happened; the shard is {Shard}.");
            await StepAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Lets time pass in small steps, as it does.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(250);
        for (; time > TimeSpan.Zero; time -= step)
        {
            await StepAsync(time < step ? time : step);
        }
    }

    /// <summary>One step of the clock; time stands still for as long as there is anything left to do.</summary>
    private async Task StepAsync(TimeSpan step)
    {
        // The test may have gone on within a turn of the shard's own, which must end.
        await Task.Yield();
        ThreadPoolRest.Await();
        Clock.Advance(step);
        ThreadPoolRest.Await();
    }

    internal Task<GatewayEvent?> ReceiveAsync() => Shard.ReceiveAsync(Cancellation).AsTask();

    internal async Task<T> ReceiveAsync<T>() where T : GatewayEvent => Assert.IsType<T>(await ReceiveAsync());

    internal Task<int> SayAsync(string content) => Gateway.DispatchMessageAsync(Home, content);

    /// <summary>Waits, while time stands still, for the pump to fill the buffer: after back-pressure it goes on by way of the thread pool.</summary>
    internal async Task UntilBufferedAsync(int events)
    {
        while (Shard.BufferedEvents < events)
        {
            await Task.Yield();
        }
    }

    /// <summary>Replaces the shard, as the next process does.</summary>
    internal void Restart(Func<ShardOptions, ShardOptions> options) => Shard = new Shard(options(Options));
}
