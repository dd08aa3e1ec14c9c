using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Reconnect and resume: how other gateway clients did not come back, or came back too often, and that this one does neither.</summary>
public sealed class ReconnectTests
{
    // Remora#39: a used-up cancellation source kept Identify from being sent on the second connection.
    [Fact]
    public async Task Every_connection_identifies_however_many_there_were_before()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 5; i++)
        {
            connection.Close(4009);
            connection = await world.NextConnectionAsync();
            await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
            await connection.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        }
    }

    // Remora#23: the state said Connected, and running again said "already connected".
    [Fact]
    public async Task The_stage_tells_the_truth_after_every_kind_of_end()
    {
        Action<SimulatedConnection>[] ends = [end => end.Cut(), end => end.Close(4000), end => end.RequestReconnect(), end => end.InvalidateSession(true)];
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        foreach (Action<SimulatedConnection> end in ends)
        {
            Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
            end(connection);
            Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
            connection = await world.NextConnectionAsync();
        }
    }

    // Remora#99: a bad token was retried for ever.
    [Fact]
    public async Task A_bad_token_ends_the_shard_at_once()
    {
        await using var world = new World(options: options => options with { Token = "wrong" }, expectsViolations: true);

        await Assert.ThrowsAsync<AuthenticationFailedException>(world.ReceiveAsync);

        await world.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(1, world.Gateway.ConnectAttempts);
    }

    // Remora#119: between Identify and READY another payload was an error.
    [Fact]
    public async Task Between_identify_and_ready_heartbeat_requests_and_acks_are_taken()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        await first.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);

        first.RequestHeartbeat();
        Assert.Equal("null", (await first.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation)).Data.GetRawText());
        first.AcknowledgeHeartbeat();
        Assert.Equal(ConnectionStage.Identifying, world.Shard.Stage);

        first.RequestReconnect();
        world.Gateway.AnswerIdentify = true;
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Between_identify_and_ready_an_invalid_session_starts_over()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        first.InvalidateSession(resumable: false);

        Assert.False(first.IsOpen);
        world.Gateway.AnswerIdentify = true;
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
    }

    // serenity#1433: resumes without back-off, 2,500 tries a second.
    [Fact]
    public async Task Resumes_that_fail_are_retried_with_growing_pauses()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AcceptConnections = false;
        first.Cut();

        int before = world.Gateway.ConnectAttempts;
        await world.PassAsync(TimeSpan.FromMinutes(10));

        // 1, 2, 4 … 60 s with jitter: about 16 attempts in 10 min, never a burst.
        Assert.InRange(world.Gateway.ConnectAttempts - before, 8, 30);
    }

    // Back-off that starts over with each TCP connect that then fails: a tight loop.
    [Fact]
    public async Task A_connect_that_leads_to_nothing_does_not_start_the_back_off_over()
    {
        await using var world = new World();
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        int closed = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(10); passed += TimeSpan.FromMilliseconds(250))
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
            if (world.Gateway.Connections.FirstOrDefault(connection => connection.IsOpen) is { } open)
            {
                open.Cut();
                closed++;
            }
        }

        Assert.InRange(closed, 8, 30);
    }

    // serenity#1255: a failed resume was dropped, and the shard died silently.
    [Fact]
    public async Task A_refused_resume_starts_a_new_session_and_says_so()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.Cut();
        world.Gateway.ExpireSessions();

        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.Equal(1000, await second.ExpectCloseAsync(World.Cancellation));
        SimulatedConnection third = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));

        await third.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        await world.ReceiveAsync<ReadyEvent>();
    }

    // twilight#1942, tatsuworks/gateway#87: a dead resume host kept 41 shards stuck. serenity#2832: the resume URL was not used at all.
    [Fact]
    public async Task A_dead_resume_host_is_tried_once_and_the_base_url_resumes_at_once()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AcceptResumeConnections = false;
        int before = world.Gateway.ConnectAttempts;
        first.Cut();
        await world.SayAsync("missed");

        SimulatedConnection second = await world.NextConnectionAsync();

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.False(second.IsResumeUrl);
        Assert.Equal(first.Uri.Query, second.Uri.Query);
        Assert.Equal(2, world.Gateway.ConnectAttempts - before);
        Assert.Equal("missed", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
    }

    // discord-api-docs#1619: RESUME was answered by closes without a code, for 90 s.
    [Fact]
    public async Task Resumes_that_are_never_answered_end_in_a_new_session()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        connection.Cut();
        for (int i = 0; i < 5; i++)
        {
            connection = await world.NextConnectionAsync();
            await connection.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
            connection.Cut();
        }

        connection = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        await connection.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
    }

    // A long replay over a wire that breaks again and again: what was replayed is an answer, so nothing after it is given up.
    [Fact]
    public async Task A_session_is_kept_as_long_as_each_resume_replays_something()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        long sequence = world.Shard.ReceivedSession!.Sequence;
        connection.Cut();
        for (int i = 0; i < 10; i++)
        {
            connection = await world.NextConnectionAsync();
            ReceivedPayload resume = await connection.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
            Assert.Equal(sequence, resume.Data.GetProperty("seq").GetInt64());
            connection.SendDispatch("REPLAYED", "{}", ++sequence);
            connection.Cut();
        }
    }

    // discord-api-docs#1472, PluralKit#367: closing with 1000 or 1001 destroyed the sessions that were to be resumed.
    [Fact]
    public async Task Whatever_is_to_be_resumed_is_closed_with_a_code_that_keeps_the_session()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.RequestReconnect();
        Assert.Equal(4000, await connection.ExpectCloseAsync(World.Cancellation));

        connection = await world.NextConnectionAsync();
        connection.InvalidateSession(resumable: true);
        Assert.Equal(4000, await connection.ExpectCloseAsync(World.Cancellation));

        connection = await world.NextConnectionAsync();
        Task reconnecting = world.Shard.ReconnectAsync(cancellationToken: World.Cancellation);
        Assert.Equal(4000, await connection.ExpectCloseAsync(World.Cancellation));

        await world.NextConnectionAsync();
        await reconnecting;
        Assert.All(world.Gateway.Connections.Skip(1), later => Assert.Contains(later.Received, payload => payload.Opcode == GatewayOpcode.Resume));
    }

    // discord.js#7113: an invalid session on a live connection was ignored, and the shard was a ghost.
    [Fact]
    public async Task An_invalid_session_on_a_live_connection_starts_a_new_one_after_one_to_five_seconds()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.InvalidateSession(resumable: false);
        Assert.False(first.IsOpen);
        await world.PassAsync(TimeSpan.FromSeconds(0.9));
        Assert.Single(world.Gateway.Connections);

        SimulatedConnection second = await world.NextConnectionAsync(TimeSpan.FromSeconds(4.3));
        Assert.False(second.IsResumeUrl);
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(6));
        await world.ReceiveAsync<ReadyEvent>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reconnect_and_invalid_session_are_honoured_before_hello(bool reconnect)
    {
        await using var world = new World();
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        Assert.Equal(ConnectionStage.Handshake, world.Shard.Stage);

        if (reconnect)
        {
            first.RequestReconnect();
        }
        else
        {
            first.InvalidateSession(resumable: false);
        }

        Assert.False(first.IsOpen);
        world.Gateway.SayHello = true;
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
    }

    // DSharpPlus#2455: a bad Hello stalled shards.
    [Theory]
    [InlineData("""{"op":10,"d":{}}""")]
    [InlineData("""{"op":10,"d":null}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":0}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":-5}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":1}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":1e99}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":"soon"}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":31536000000}}""")]
    [InlineData("""{"op":10}""")]
    public async Task A_bad_hello_is_given_up_at_once_and_tried_again(string hello)
    {
        await using var world = new World();
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        first.SendRaw(hello);

        Assert.Equal(4000, await first.ExpectCloseAsync(World.Cancellation));
        world.Gateway.SayHello = true;
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
    }

    // DSharpPlus#2455: a bad payload restarted shards.
    [Theory]
    [InlineData("not json at all")]
    [InlineData("""{"op":0,"t":"MESSAGE_CREATE","s":3,"d":{"id":"x"}}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","s":3,"op":0,"d":{"id":}}""")]
    [InlineData("""{"op":77,"d":{}}""")]
    [InlineData("""{"op":"0"}""")]
    [InlineData("""[1,2,3]""")]
    [InlineData("")]
    public async Task A_bad_payload_reaches_the_user_and_never_ends_the_connection(string payload)
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.SendRaw(payload);
        await world.SayAsync("after");

        if (payload.Length > 0)
        {
            var bad = await world.ReceiveAsync<UndecodableEvent>();
            Assert.NotEmpty(bad.Reason);
            Assert.NotEmpty(bad.Data.ToArray());
        }

        Assert.True(connection.IsOpen);
    }

    // twilight#1940: the heartbeat must be null before the first sequence.
    [Fact]
    public async Task Heartbeats_carry_null_before_the_first_sequence_and_the_last_one_after()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection connection = await world.Gateway.NextConnectionAsync(World.Cancellation);
        connection.RequestHeartbeat();
        Assert.Equal("null", (await connection.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation)).Data.GetRawText());

        connection.SendDispatch("READY", """{"v":10,"session_id":"s","guilds":[],"user":{"id":"1"}}""", 7);
        connection.RequestHeartbeat();

        Assert.Equal("7", (await connection.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation)).Data.GetRawText());
    }

    // Discord.Net#960 and others: users wrote watchdogs of their own.
    [Fact]
    public async Task The_shard_tells_how_it_is_so_that_nobody_needs_a_watchdog()
    {
        await using var world = new World();
        Assert.Null(world.Shard.LastEventAt);
        await world.ConnectAndDrainAsync();
        await world.PassAsync(TimeSpan.FromSeconds(100));
        DateTimeOffset said = world.Clock.GetUtcNow();
        await world.SayAsync("hello");
        await world.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(said, world.Shard.LastEventAt);
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
        Assert.NotNull(world.Shard.Heartbeat.Latency);
    }

    // A drop between Hello and READY: the loop read the dead socket again, spinning.
    [Fact]
    public async Task A_drop_between_hello_and_ready_leads_to_a_new_connection()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        await first.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);

        first.Cut();
        world.Gateway.AnswerIdentify = true;

        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
    }

    // Replayed events did not advance the sequence.
    [Fact]
    public async Task Replayed_events_advance_the_sequence()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.Cut();
        await world.SayAsync("missed");
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.DrainAsync();

        second.Cut();
        SimulatedConnection third = await world.NextConnectionAsync();

        Assert.Equal(4, (await third.ExpectAsync(GatewayOpcode.Resume, World.Cancellation)).Data.GetProperty("seq").GetInt64());
    }

    // A socket lost before Hello, or an unknown opcode, ended the run loop.
    [Fact]
    public async Task A_socket_lost_before_hello_does_not_end_the_shard()
    {
        await using var world = new World();
        world.Gateway.SayHello = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        (await world.Gateway.NextConnectionAsync(World.Cancellation)).Cut();
        world.Gateway.SayHello = true;

        await world.NextConnectionAsync();

        await connecting;
    }

    [Fact]
    public async Task Refused_connections_do_not_end_the_shard()
    {
        await using var world = new World();
        world.Gateway.AcceptConnections = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        world.Gateway.AcceptConnections = true;

        await world.NextConnectionAsync();

        await connecting;
    }
}
