using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Deadlocks at the end: stopping from a handler, while a send waits, while connecting, twice.</summary>
public sealed class DisposalTests
{
    /// <summary>Real time, which only a failing test uses up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_shutdown_is_bounded_though_the_socket_never_lets_go()
    {
        using var release = new ManualResetEventSlim();
        await using var world = new World(options: options => options with { SocketFactory = () => new BlockingSocket(options.SocketFactory!(), release) });
        await world.ConnectAsync();

        Task shutdown = world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await world.AdvanceUntilCompletedAsync(shutdown);

        Assert.False(release.IsSet);
        release.Set();
    }

    [Fact]
    public async Task A_shutdown_does_not_hold_the_thread_of_its_caller_though_the_socket_does_not_let_go()
    {
        using var release = new ManualResetEventSlim();
        await using var world = new World(options: options => options with { SocketFactory = () => new BlockingSocket(options.SocketFactory!(), release) });
        await world.ConnectAsync();
        var isCalled = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);

        new Thread(() => isCalled.SetResult(world.Shard.ShutdownAsync())).Start();
        bool isInTime = await Task.WhenAny(isCalled.Task, Task.Delay(Patience, World.Cancellation)) == isCalled.Task;
        release.Set();

        Assert.True(isInTime, "The call waits for the socket.");
        await world.AdvanceUntilCompletedAsync(await isCalled.Task);
    }

    /// <summary>A socket whose abort blocks its thread until it is released.</summary>
    private sealed class BlockingSocket(IGatewaySocket socket, ManualResetEventSlim release) : IGatewaySocket
    {
        public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => socket.ConnectAsync(uri, cancellationToken);

        public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => socket.ReceiveAsync(buffer, cancellationToken);

        public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => socket.SendAsync(payload, cancellationToken);

        public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => socket.CloseAsync(closeCode, cancellationToken);

        public void Abort()
        {
            // The real time is used up only where nobody releases it.
            ThreadPoolRest.Hold(release, TimeSpan.FromSeconds(20), CancellationToken.None);
            socket.Abort();
        }

        public void Dispose() => socket.Dispose();
    }

    // Discord.Net#1448, Remora#305: stopping hung from a handler.
    [Fact]
    public async Task A_shard_can_be_shut_down_and_disposed_in_its_own_receive_loop()
    {
        await using var world = new World();
        await world.ConnectAsync();

        await foreach (GatewayEvent gatewayEvent in world.Shard.ReceiveAllAsync(World.Cancellation))
        {
            if (gatewayEvent is GuildCreateEvent)
            {
                await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
                await world.Shard.DisposeAsync();
            }
        }

        Assert.Null(await world.ReceiveAsync());
    }

    [Fact]
    public async Task A_shard_can_be_disposed_in_a_stage_handler()
    {
        await using var world = new World();
        Task? disposing = null;
        var started = new TaskCompletionSource();
        world.Shard.StageChanged += (_, change) =>
        {
            if (change.New == ConnectionStage.Connected)
            {
                disposing = world.Shard.DisposeAsync().AsTask();
                started.SetResult();
            }
        };
        _ = world.Shard.ConnectAsync(World.Cancellation);

        await started.Task;
        await disposing!;

        Assert.True(world.Shard.IsShutdown);
    }

    // Discord.Net PR#2600: stopping hung while a send held the lock.
    [Fact]
    public async Task Shutting_down_while_a_write_hangs_is_bounded_and_everyone_who_waits_is_told()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.StallWrites = true;
        connection.AnswerClose = false;
        Task writing = world.Shard.SendAsync(new RequestChannelInfo(1), cancellationToken: World.Cancellation);
        Task queued = world.Shard.SendAsync(new RequestChannelInfo(2), cancellationToken: World.Cancellation);
        Task<GatewayEvent?> receiving = world.ReceiveAsync();

        Task<ShardSession?> shutdown = world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await world.AdvanceUntilAsync(() => shutdown.IsCompleted, TimeSpan.FromSeconds(6));

        Assert.Null(await receiving);
        await Assert.ThrowsAnyAsync<GatewayException>(() => queued);
        await Assert.ThrowsAnyAsync<GatewayException>(() => writing);
    }

    [Fact]
    public async Task Disposing_during_connect_ends_the_connect()
    {
        await using var world = new World();
        world.Gateway.HangConnections = true;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.Shard.DisposeAsync();

        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, world.Gateway.ConnectAttempts);
    }

    [Fact]
    public async Task Disposing_while_waiting_to_reconnect_ends_that()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.Cut();

        await world.Shard.DisposeAsync();

        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(world.Gateway.Connections);
    }

    [Fact]
    public async Task A_shard_that_never_connected_can_be_disposed_twice()
    {
        await using var world = new World();

        await world.Shard.DisposeAsync();
        await world.Shard.DisposeAsync();

        Assert.Null(await world.ReceiveAsync());
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.ConnectAsync(World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.ReconnectAsync(cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.HeartbeatAsync(World.Cancellation));
        Assert.Throws<ShardShutdownException>(() => world.Shard.SetStatus(UserStatus.Idle));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.SendAsync(new RequestChannelInfo(1), cancellationToken: World.Cancellation));
    }

    // dotnet/runtime#42711: cancelling a receive aborts the socket.
    [Fact]
    public async Task Cancelling_a_receive_loses_no_event_and_no_connection()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        using var cancellation = new CancellationTokenSource();
        Task<GatewayEvent?> receiving = world.Shard.ReceiveAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);

        await world.SayAsync("still here");

        Assert.Equal("still here", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        Assert.True(connection.IsOpen);
    }

    // dotnet/runtime#127183: a close racing a pending receive.
    [Fact]
    public async Task Two_receives_at_once_are_refused_by_name()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<GatewayEvent?> first = world.ReceiveAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(world.ReceiveAsync);

        Assert.Contains("another receive", error.Message, StringComparison.Ordinal);
        await world.SayAsync("for the first");
        Assert.IsType<MessageCreateEvent>(await first);
    }

    [Fact]
    public async Task Stage_handlers_that_throw_or_block_harm_nobody()
    {
        var logs = new CapturedLogs();
        using var release = new ManualResetEventSlim();
        await using var world = new World(options: options => options with { Logger = logs });
        world.Shard.StageChanged += (_, _) => throw new InvalidOperationException("handler's own");
        world.Shard.StageChanged += (_, _) => ThreadPoolRest.Hold(release, TimeSpan.FromSeconds(20));

        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.SayAsync("goes on");
        await world.ReceiveAsync<MessageCreateEvent>();

        Assert.True(connection.IsOpen);
        release.Set();
        while (!logs.Lines.Any(line => line.Contains("handler's own", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Stage_changes_come_in_order_with_reasons()
    {
        await using var world = new World();
        var changes = System.Threading.Channels.Channel.CreateUnbounded<StageChange>();
        world.Shard.StageChanged += (_, change) => changes.Writer.TryWrite(change);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.Close(4000, "bye");
        await world.NextConnectionAsync();

        ConnectionStage[] expected =
        [
            ConnectionStage.Connecting, ConnectionStage.Handshake, ConnectionStage.Identifying, ConnectionStage.Connected,
            ConnectionStage.Disconnected, ConnectionStage.Connecting, ConnectionStage.Handshake, ConnectionStage.Resuming, ConnectionStage.Connected,
        ];
        ConnectionStage old = ConnectionStage.Disconnected;
        foreach (ConnectionStage stage in expected)
        {
            StageChange change = await changes.Reader.ReadAsync(World.Cancellation);
            Assert.Equal((old, stage), (change.Old, change.New));
            Assert.NotEmpty(change.Reason);
            if (stage == ConnectionStage.Disconnected)
            {
                Assert.Equal("close 4000 UnknownError \"bye\"", change.Reason);
            }

            old = stage;
        }
    }
}
