using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Identifies are few and dear: a bot that spends them all loses its token.</summary>
public sealed class IdentifyBudgetTests
{
    // discord-api-docs#215: a thousand identifies a day reset the token.
    [Fact]
    public async Task Sessions_that_keep_failing_never_spend_the_last_starts()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with
        {
            IdentifyGate = new IdentifyGate(new SessionStartLimit(1000, 5, TimeSpan.FromHours(20), 1), reserve: 2, options.TimeProvider, logs),
        });
        SimulatedConnection connection = await world.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            connection.Close(4009);
            connection = await world.NextConnectionAsync();
            await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        }

        connection.Close(4009);
        await world.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(3, Identifies(world));
        Assert.Equal(ConnectionStage.Identifying, world.Shard.Stage);
        Assert.Contains(logs.Lines, line => line.Contains("Session starts are at the reserve (2 left)", StringComparison.Ordinal));
    }

    // Discord.Net#1442 and others: shards ignored one identify in 5 s, or deadlocked on op 9 while holding the lock.
    [Fact]
    public async Task Shards_of_one_key_identify_five_seconds_apart_without_a_gate_being_given()
    {
        await using var world = new World();
        Shard[] others = [.. Enumerable.Range(0, 3).Select(_ => new Shard(world.Options))];
        Task connecting = Task.WhenAll([world.Shard.ConnectAsync(World.Cancellation), .. others.Select(shard => shard.ConnectAsync(World.Cancellation))]);

        Assert.Equal(1, Identifies(world));
        await world.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(1, Identifies(world));
        await world.PassAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(2, Identifies(world));
        await world.AdvanceUntilAsync(() => connecting.IsCompleted, TimeSpan.FromSeconds(20));

        await connecting;
        foreach (Shard shard in others)
        {
            await shard.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_gate_is_held_for_the_write_alone_and_not_until_ready()
    {
        await using var world = new World();
        await using var other = new Shard(world.Options);
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        _ = other.ConnectAsync(World.Cancellation);

        await world.PassAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(2, Identifies(world));
    }

    [Fact]
    public async Task A_connection_that_ends_while_waiting_gives_its_place_back()
    {
        await using var world = new World();
        await using var other = new Shard(world.Options);
        await world.ConnectAndDrainAsync();
        Task connecting = other.ConnectAsync(World.Cancellation);
        SimulatedConnection waiting = await world.Gateway.NextConnectionAsync(World.Cancellation);
        Assert.Equal(ConnectionStage.Identifying, other.Stage);

        waiting.InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => connecting.IsCompleted, TimeSpan.FromSeconds(30));

        await connecting;
        Assert.Equal(2, Identifies(world));
    }

    // discord.js#8888: throttling at the manager fails for reconnects.
    [Fact]
    public async Task The_gate_is_asked_for_every_identify_also_after_a_lost_session()
    {
        var gate = new CountingGate();
        await using var world = new World(options: options => options with { IdentifyGate = gate });
        SimulatedConnection first = await world.ConnectAsync();
        await world.PassAsync(TimeSpan.FromSeconds(6));
        first.Close(4007);

        await world.NextConnectionAsync();

        Assert.Equal(2, gate.Entered);
        Assert.Equal(2, gate.Left);
    }

    [Fact]
    public async Task A_resume_asks_no_gate()
    {
        var gate = new CountingGate();
        await using var world = new World(options: options => options with { IdentifyGate = gate });
        SimulatedConnection first = await world.ConnectAsync();
        first.Cut();

        await world.NextConnectionAsync();

        Assert.Equal(1, gate.Entered);
    }

    // serenity#2650: the key is the shard id modulo max_concurrency.
    [Fact]
    public async Task Shards_of_different_keys_identify_together()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var gate = new IdentifyGate(new SessionStartLimit(1000, 1000, TimeSpan.FromHours(24), 16), timeProvider: clock);

        ValueTask<IAsyncDisposable>[] first = [.. Enumerable.Range(0, 32).Select(i => gate.EnterAsync(new ShardId(i, 32), World.Cancellation))];

        Assert.Equal(16, first.Count(entry => entry.IsCompleted));
        foreach (ValueTask<IAsyncDisposable> entry in first.Take(16))
        {
            await (await entry).DisposeAsync();
        }

        clock.Advance(IdentifyBudget.Interval);
        foreach (ValueTask<IAsyncDisposable> entry in first.Skip(16))
        {
            await (await entry).DisposeAsync();
        }
    }

    [Fact]
    public async Task A_new_window_brings_new_starts()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var gate = new IdentifyGate(new SessionStartLimit(1000, 0, TimeSpan.FromMinutes(30), 1), reserve: 0, clock);
        ValueTask<IAsyncDisposable> entry = gate.EnterAsync(ShardId.Single, World.Cancellation);
        clock.Advance(TimeSpan.FromMinutes(29));
        Assert.False(entry.IsCompleted);

        clock.Advance(TimeSpan.FromMinutes(1));

        await (await entry).DisposeAsync();
        Assert.Equal(999, gate.Remaining);
    }

    [Fact]
    public async Task A_gate_that_fails_is_reported_and_asked_again()
    {
        var logs = new CapturedLogs();
        var gate = new CountingGate { FailuresLeft = 1 };
        await using var world = new World(options: options => options with { IdentifyGate = gate, Logger = logs });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        await world.Gateway.NextConnectionAsync(World.Cancellation);

        await world.NextConnectionAsync();

        await connecting;
        Assert.Contains(logs.Lines, line => line.StartsWith($"{LogLevel.Error}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wait_at_the_gate_ends_with_its_connection()
    {
        CancellationToken waiting = default;
        var gate = new Moq.Mock<IIdentifyGate>();
        gate.Setup(each => each.EnterAsync(Moq.It.IsAny<ShardId>(), Moq.It.IsAny<CancellationToken>()))
            .Callback((ShardId _, CancellationToken token) => waiting = token)
            .Returns(new ValueTask<IAsyncDisposable>(new TaskCompletionSource<IAsyncDisposable>().Task));
        await using var world = new World(options: options => options with { IdentifyGate = gate.Object });
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection connection = await world.Gateway.NextConnectionAsync(World.Cancellation);
        Assert.False(waiting.IsCancellationRequested);
        CancellationToken first = waiting;

        connection.Cut();

        Assert.True(first.IsCancellationRequested);
    }

    private static int Identifies(World world) =>
        world.Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));

    private sealed class CountingGate : IIdentifyGate, IAsyncDisposable
    {
        internal int Entered { get; private set; }

        internal int Left { get; private set; }

        internal int FailuresLeft { get; set; }

        public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            if (FailuresLeft-- > 0)
            {
                throw new TimeoutException("The gate is closed.");
            }

            Entered++;
            return new(this);
        }

        public ValueTask DisposeAsync()
        {
            Left++;
            return default;
        }
    }
}
