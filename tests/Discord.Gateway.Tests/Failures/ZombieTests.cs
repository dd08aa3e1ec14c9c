using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Half-open sockets and zombies: how other gateway clients died silently, and that this one does not.</summary>
public sealed class ZombieTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(41_250);

    // dotnet/runtime#51590: CloseAsync hangs when the internet is gone.
    [Fact]
    public async Task A_close_that_hangs_does_not_keep_the_shard_from_reconnecting()
    {
        var sockets = new List<StubbornSocket>();
        await using World world = MakeWorld(sockets);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        sockets[0].CloseHangs = true;

        first.GoHalfOpen();
        SimulatedConnection second = await world.NextConnectionAsync(Interval * 2 + TimeSpan.FromSeconds(1));

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.AdvanceUntilAsync(() => sockets[0].IsAborted, TimeSpan.FromSeconds(10));
    }

    // twilight#2380: the client waited for the peer's close frame and froze.
    [Fact]
    public async Task A_peer_that_never_answers_the_close_does_not_freeze_the_shard()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.AnswerClose = false;

        first.RequestReconnect();

        await (await world.NextConnectionAsync(TimeSpan.FromSeconds(2))).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    // dotnet/runtime#63724: Abort leaves the pending read hanging for minutes.
    [Fact]
    public async Task An_abort_that_does_not_end_the_receive_does_not_keep_the_shard_from_reconnecting()
    {
        var sockets = new List<StubbornSocket>();
        await using World world = MakeWorld(sockets);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        sockets[0].AbortIsIgnored = true;

        first.GoHalfOpen();

        await (await world.NextConnectionAsync(Interval * 2 + TimeSpan.FromSeconds(1))).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    // dotnet/runtime#110496: a receive awaits for ever after the system closed the connection.
    [Fact]
    public async Task A_dead_link_is_noticed_within_one_interval_after_the_beat_it_did_not_answer()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.AdvanceUntilAsync(() => Heartbeats(first) == 1, Interval);

        first.GoHalfOpen();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Disconnected, Interval * 2);

        Assert.Equal(ReconnectType.Resume, world.Shard.ReconnectType);
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    // DSharpPlus#2443: a send took its sweet time on a severed link.
    [Fact]
    public async Task A_write_that_hangs_has_a_deadline_and_ends_the_connection()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.StallWrites = true;

        Task send = world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: World.Cancellation);
        SimulatedConnection second = await world.NextConnectionAsync(TimeSpan.FromSeconds(17));

        await Assert.ThrowsAsync<GatewaySendException>(() => send);
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    // DSharpPlus#1537: after a zombie the client closed with 4001 and never came back. discord.js#8486: zombies identified anew, until the token was reset.
    [Fact]
    public async Task A_zombie_is_closed_with_a_code_that_keeps_the_session_and_resumed()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.AcknowledgeHeartbeats = false;

        Assert.Equal(4000, await EndOf(world, first));

        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    // discord.js#3993: answering a requested heartbeat was mistaken for a missed ack.
    [Fact]
    public async Task Requested_heartbeats_are_answered_at_once_and_never_count_as_missed()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AcknowledgeHeartbeats = false;

        for (int i = 0; i < 3; i++)
        {
            connection.RequestHeartbeat();
            await connection.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation);
        }

        connection.AcknowledgeHeartbeats = true;
        await world.PassAsync(Interval * 3);
        Assert.True(connection.IsOpen);
    }

    // PsycherosAI/Psycheros#42, and the client that never reset its counter: a stale "not acknowledged" flag ended every new connection.
    [Fact]
    public async Task A_zombie_leaves_nothing_behind_on_the_next_connection()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.GoHalfOpen();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);

        await world.PassAsync(Interval * 5);

        Assert.True(second.IsOpen);
        Assert.InRange(Heartbeats(second), 4, 6);
    }

    // twilight#1974, #1975: the old interval and limiter were used before the new Hello.
    [Fact]
    public async Task No_heartbeat_is_sent_before_the_new_hello()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.SayHello = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();

        await world.PassAsync(TimeSpan.FromSeconds(19));

        Assert.Empty(second.Received);
        Assert.Same(HeartbeatStatus.None, world.Shard.Heartbeat);
        world.Gateway.SayHello = true;
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    // Discord.Net#136: the missed beat was detected, and then the detector waited for its own teardown.
    [Fact]
    public async Task The_detector_does_not_wait_for_its_own_teardown()
    {
        var sockets = new List<StubbornSocket>();
        await using World world = MakeWorld(sockets);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        sockets[0].CloseHangs = true;
        sockets[0].AbortIsIgnored = true;

        first.GoHalfOpen();

        await (await world.NextConnectionAsync(Interval * 2 + TimeSpan.FromSeconds(1))).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.ReceiveAsync<ResumedEvent>();
    }

    // discord.js#10174: healthy beats, then silence and no resume.
    [Fact]
    public async Task A_connect_that_hangs_is_given_up()
    {
        await using var world = new World();
        world.Gateway.HangConnections = true;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        Assert.Equal(ConnectionStage.Connecting, world.Shard.Stage);

        await world.PassAsync(TimeSpan.FromSeconds(15.5));
        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);

        world.Gateway.HangConnections = false;
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
    }

    [Fact]
    public async Task A_gateway_that_never_says_hello_is_given_up()
    {
        await using var world = new World();
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        await world.PassAsync(TimeSpan.FromSeconds(20.5));

        Assert.False(first.IsOpen);
    }

    [Fact]
    public async Task A_ready_that_never_comes_is_given_up_though_heartbeats_are_acknowledged()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        await world.PassAsync(TimeSpan.FromMinutes(4));
        Assert.True(first.IsOpen);
        world.Gateway.AnswerIdentify = true;
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => connecting.IsCompleted, TimeSpan.FromSeconds(10));

        await connecting;
        Assert.False(first.IsOpen);
    }

    [Fact]
    public async Task A_resumed_that_never_comes_is_given_up()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);

        await world.PassAsync(TimeSpan.FromSeconds(60.5));
        Assert.False(second.IsOpen);

        world.Gateway.AnswerResume = true;
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.ReceiveAsync<ResumedEvent>();
    }

    private static World MakeWorld(List<StubbornSocket> sockets)
    {
        return new World(options: options => options with
        {
            SocketFactory = () =>
            {
                sockets.Add(new StubbornSocket(options.SocketFactory!()));
                return sockets[^1];
            },
        });
    }

    private static int Heartbeats(SimulatedConnection connection) => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat);

    private static async Task<int?> EndOf(World world, SimulatedConnection connection)
    {
        await world.AdvanceUntilAsync(() => !connection.IsOpen, Interval * 3);
        return connection.ClientCloseCode;
    }
}
