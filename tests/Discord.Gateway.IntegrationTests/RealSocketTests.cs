using System.Collections.Concurrent;
using Discord.Gateway.StressTests.Wires;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>What only real sockets show, over loopback.</summary>
public sealed class RealSocketTests
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_from_connect_to_shutdown(bool compressed)
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(OptionsOf(server) with { Compression = compressed ? GatewayCompression.ZlibStream : GatewayCompression.None });

        await shard.ConnectAsync(Cancellation);
        await server.Simulator.DispatchMessageAsync(Home, "hello");
        MessageCreateEvent message = await NextMessageAsync(shard);
        await shard.ShutdownAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("hello", message.Message.Content);
        SimulatedConnection connection = Assert.Single(server.Simulator.Connections);
        Assert.Equal(1000, await connection.ExpectCloseAsync(Cancellation));
        Assert.Equal(compressed, connection.Uri.Query.Contains("compress=zlib-stream", StringComparison.Ordinal));
        Assert.Empty(server.Simulator.Violations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public async Task A_wire_cut_within_a_frame_is_resumed(int bytesLetThrough)
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var proxy = new HostileProxy(server.Simulator.GatewayUri.Port);
        await using var shard = new Shard(OptionsOf(server) with { GatewayUri = new Uri($"ws://127.0.0.1:{proxy.Port}") });
        await shard.ConnectAsync(Cancellation);

        proxy.Newest.ResetAfter(bytesLetThrough);
        await server.Simulator.DispatchMessageAsync(Home, "cut");
        await server.Simulator.DispatchMessageAsync(Home, "missed");

        Assert.Equal("cut", (await NextMessageAsync(shard)).Message.Content);
        Assert.Equal("missed", (await NextMessageAsync(shard)).Message.Content);
        Assert.Equal(999, server.Simulator.SessionStartsRemaining);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_recording_made_in_memory_replays_over_sockets_and_sends_nobody_to_the_recorded_address()
    {
        using var file = new MemoryStream();
        using (var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [Home] }))
        {
            await using var recorder = new GatewayRecorder(file);
            await using var recorded = new Shard(recorder.Attach(gateway.CreateShardOptions(GatewayIntents.All)));
            await recorded.ConnectAsync(Cancellation);
            await gateway.NextConnectionAsync(Cancellation);
            await gateway.DispatchMessageAsync(Home, "before");
            gateway.Connections[0].Cut();
            await gateway.DispatchMessageAsync(Home, "after");
            await (await gateway.NextConnectionAsync(Cancellation)).ExpectAsync(GatewayOpcode.Resume, Cancellation);
            await NextMessageAsync(recorded);
            await NextMessageAsync(recorded);
        }

        GatewayRecording recording = await GatewayRecording.LoadAsync(new MemoryStream(file.ToArray()), Cancellation);
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: Cancellation);
        Task replayed = server.Simulator.ReplayAsync(recording);
        await using var shard = new Shard(OptionsOf(server));

        // The break may overtake all of the first connection: then READY comes on the second.
        ReadyEvent ready = Assert.IsType<ReadyEvent>(await shard.ReceiveAsync(Cancellation));
        Assert.Equal(server.Simulator.ResumeUri.AbsoluteUri, ready.ResumeGatewayUrl);
        Assert.Equal("before", (await NextMessageAsync(shard)).Message.Content);
        Assert.Equal("after", (await NextMessageAsync(shard)).Message.Content);
        await replayed;
        Assert.Equal(2, server.Simulator.Connections.Count);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_half_open_peer_is_replaced()
    {
        await using GatewaySimulatorServer server = await StartAsync(TimeSpan.FromMilliseconds(600));
        await using var proxy = new HostileProxy(server.Simulator.GatewayUri.Port);
        await using var shard = new Shard(OptionsOf(server) with { GatewayUri = new Uri($"ws://127.0.0.1:{proxy.Port}") });
        await shard.ConnectAsync(Cancellation);

        proxy.Newest.Do(WireFault.Dead);
        await server.Simulator.DispatchMessageAsync(Home, "into the void");

        Assert.Equal("into the void", (await NextMessageAsync(shard)).Message.Content);
        Assert.Equal(999, server.Simulator.SessionStartsRemaining);
    }

    [Fact]
    public async Task A_close_handshake_that_never_completes_holds_up_nobody()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(OptionsOf(server));
        await shard.ConnectAsync(Cancellation);
        SimulatedConnection first = await server.Simulator.NextConnectionAsync(Cancellation);
        first.AnswerClose = false;

        first.RequestReconnect();
        SimulatedConnection second = await server.Simulator.NextConnectionAsync(Cancellation);

        await second.ExpectAsync(GatewayOpcode.Resume, Cancellation);
        Assert.Equal(4000, await first.ExpectCloseAsync(Cancellation));
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_consumer_that_sleeps_three_heartbeat_intervals_causes_no_reconnect()
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(700);
        await using GatewaySimulatorServer server = await StartAsync(interval);
        await using var shard = new Shard(OptionsOf(server) with { MaxBufferedEvents = 2 });
        await shard.ConnectAsync(Cancellation);
        SimulatedConnection connection = server.Simulator.Connections[0];
        for (int i = 0; i < 20; i++)
        {
            await server.Simulator.DispatchMessageAsync(Home, $"{i}");
        }

        // Sleeps by the heartbeats it does not look after: four of them are more than three intervals.
        for (int beat = 0; beat < 4; beat++)
        {
            await connection.ExpectAsync(GatewayOpcode.Heartbeat, Cancellation);
        }

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await NextMessageAsync(shard)).Message.Content);
        }

        Assert.Single(server.Simulator.Connections);
        Assert.True(connection.IsOpen);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_cancelled_send_leaves_the_connection_alive()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(OptionsOf(server));
        await shard.ConnectAsync(Cancellation);

        for (int i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task send = shard.SendAsync(new RequestChannelInfo(Home.Id), cancellationToken: cancellation.Token);
            await cancellation.CancelAsync();
            Assert.True(await Record.ExceptionAsync(() => send) is null or OperationCanceledException);
        }

        await shard.SendAsync(new RequestSoundboardSounds([Home.Id]), cancellationToken: Cancellation);
        SimulatedConnection connection = Assert.Single(server.Simulator.Connections);
        while (!connection.Received.Any(payload => payload.Opcode == GatewayOpcode.RequestSoundboardSounds))
        {
            await Task.Yield();
        }

        Assert.True(connection.IsOpen);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task Ten_thousand_events_with_fifty_reconnects_and_none_is_lost_or_doubled()
    {
        const int events = 10_000;
        const int reconnects = 50;
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(OptionsOf(server) with
        {
            Backoff = new BackoffPolicy { Initial = TimeSpan.FromMilliseconds(20), Maximum = TimeSpan.FromSeconds(1) },
        });
        await shard.ConnectAsync(Cancellation);
        var contents = new ConcurrentQueue<string>();
        Task receiving = Task.Run(async () =>
        {
            while (contents.Count < events)
            {
                contents.Enqueue((await NextMessageAsync(shard)).Message.Content);
            }
        }, Cancellation);

        var random = new Random(1);
        int cuts = 0;
        for (int i = 0; i < events; i++)
        {
            await server.Simulator.DispatchMessageAsync(Home, $"{i}");
            if (i % (events / reconnects) == 100)
            {
                // Every second cut waits for RESUMED: whose resumes are never answered rightly starts a new session.
                bool afterResumed = ++cuts % 2 == 0;
                SimulatedConnection connection;
                while (!(connection = server.Simulator.Connections[^1]).IsOpen || connection.ShardId is null || (afterResumed && shard.Stage != ConnectionStage.Connected))
                {
                    await Task.Yield();
                }

                switch (random.Next(4))
                {
                    case 0:
                        connection.Cut();
                        break;
                    case 1:
                        connection.Close(4000);
                        break;
                    case 2:
                        connection.RequestReconnect();
                        await connection.ExpectCloseAsync(Cancellation);
                        break;
                    default:
                        connection.CutMidMessage();
                        break;
                }
            }
        }

        await receiving;
        Assert.Equal(Enumerable.Range(0, events).Select(i => $"{i}"), contents);
        Assert.Equal(reconnects, server.Simulator.Connections.Count(connection => connection.ShardId is not null) - 1);
        Assert.Equal(999, server.Simulator.SessionStartsRemaining);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_dead_resume_host_is_survived()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(OptionsOf(server) with { Backoff = new BackoffPolicy { Initial = TimeSpan.FromMilliseconds(20) } });
        await shard.ConnectAsync(Cancellation);
        server.Simulator.AcceptResumeConnections = false;

        server.Simulator.Connections[0].Cut();
        await server.Simulator.DispatchMessageAsync(Home, "missed");

        Assert.Equal("missed", (await NextMessageAsync(shard)).Message.Content);
        Assert.False(server.Simulator.Connections[^1].IsResumeUrl);
    }

    [Fact]
    public async Task Sockets_are_configured_by_the_user_before_they_connect()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        int configured = 0;
        await using var shard = new Shard(OptionsOf(server) with
        {
            ConfigureSocket = options =>
            {
                options.SetRequestHeader("X-Test", "1");
                configured++;
            },
        });

        await shard.ConnectAsync(Cancellation);

        Assert.Equal(1, configured);
    }

    [Fact]
    public async Task The_server_answers_gateway_and_gateway_bot()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.HttpUri };

        Assert.Contains("\"url\"", await client.GetStringAsync(new Uri("/gateway", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        using (HttpResponseMessage refused = await client.GetAsync(new Uri("/api/v10/gateway/bot", UriKind.Relative), Cancellation))
        {
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bot {server.Simulator.Options.Token}");
        string bot = await client.GetStringAsync(new Uri("/api/v10/gateway/bot", UriKind.Relative), Cancellation);
        Assert.Contains("\"remaining\":1000", bot, StringComparison.Ordinal);
        Assert.Contains("\"max_concurrency\":1", bot, StringComparison.Ordinal);
    }

    private static Task<GatewaySimulatorServer> StartAsync(TimeSpan? interval = null) => GatewaySimulatorServer.StartAsync(
        new GatewaySimulatorOptions { Guilds = [Home], HeartbeatInterval = interval ?? TimeSpan.FromSeconds(40) }, Cancellation);

    private static ShardOptions OptionsOf(GatewaySimulatorServer server) => server.CreateShardOptions(GatewayIntents.All);

    internal static async Task<MessageCreateEvent> NextMessageAsync(Shard shard)
    {
        while (true)
        {
            if (await shard.ReceiveAsync(Cancellation) is MessageCreateEvent message)
            {
                return message;
            }
        }
    }
}
