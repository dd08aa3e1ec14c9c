using System.Text;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Payloads that Discord should not send, or does not send yet.</summary>
public sealed class SurpriseTests
{
    [Fact]
    public async Task An_event_nobody_knows_arrives_with_its_name_and_data()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.Gateway.DispatchAsync("SOMETHING_NEW", """{"a":1}""");

        var unknown = await world.ReceiveAsync<UnknownEvent>();

        Assert.Equal(("SOMETHING_NEW", GatewayEventType.Unknown, 3L), (unknown.Name, unknown.Type, unknown.Sequence!.Value));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(unknown.Data.Span));
    }

    // serenity#3453: keep payload and error.
    [Fact]
    public async Task An_event_that_does_not_fit_its_type_arrives_with_its_bytes_and_the_reason()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.Gateway.DispatchAsync("MESSAGE_CREATE", """{"id":"not a number"}""");

        var bad = await world.ReceiveAsync<UndecodableEvent>();

        Assert.Equal(("MESSAGE_CREATE", GatewayEventType.MessageCreate), (bad.Name, bad.Type));
        Assert.Equal("""{"id":"not a number"}""", Encoding.UTF8.GetString(bad.Data.Span));
        Assert.NotNull(bad.Error);
    }

    [Fact]
    public async Task Live_events_are_delivered_whatever_their_sequence_says()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        foreach (int sequence in (int[])[3, 5, 3, 4, 5, 6, 2])
        {
            connection.SendDispatch("SOMETHING", "{}", sequence);
        }

        Assert.Equal([3, 5, 3, 4, 5, 6, 2], await ReceiveSequencesAsync(world));
    }

    [Fact]
    public async Task Of_a_replay_events_received_before_the_resume_are_dropped_and_late_ones_are_not()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.SendDispatch("SOMETHING", "{}", 3);
        first.SendDispatch("SOMETHING", "{}", 5);
        await world.DrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        foreach (int sequence in (int[])[2, 3, 5, 4, 6, 5])
        {
            second.SendDispatch("SOMETHING", "{}", sequence);
        }

        Assert.Equal([4, 6], await ReceiveSequencesAsync(world));
    }

    [Fact]
    public async Task Events_that_a_replay_repeats_are_told_in_one_line_of_the_log()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        second.SendDispatch("SOMETHING", "{}", 2);
        second.SendDispatch("SOMETHING", "{}", 1);
        second.SendDispatch("RESUMED", "{}", 3);

        string line = Assert.Single(logs.Lines, line => line.StartsWith("Debug 32:", StringComparison.Ordinal));
        Assert.Contains("2 events", line, StringComparison.Ordinal);
        Assert.Contains("sequences 1 to 2", line, StringComparison.Ordinal);
    }

    private static async Task<List<long>> ReceiveSequencesAsync(World world)
    {
        var received = new List<long>();
        while (world.Shard.BufferedEvents > 0)
        {
            received.Add((await world.ReceiveAsync())!.Sequence!.Value);
        }

        return received;
    }

    [Fact]
    public async Task Keys_in_another_order_and_unknown_ones_are_read()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.SendRaw("""{"op":0,"d":{"content":"hi","new_field":{"x":[1]},"type":4711},"new":1,"s":3,"t":"MESSAGE_CREATE"}""");

        var message = await world.ReceiveAsync<MessageCreateEvent>();

        Assert.Equal(("hi", 4711), (message.Message.Content, (int)message.Message.Type));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payload_over_the_bound_ends_the_connection_and_the_session_is_resumed(bool compressed)
    {
        await using var world = new World(options: options => options with
        {
            MaxPayloadBytes = 100_000,
            Compression = compressed ? GatewayCompression.ZlibStream : GatewayCompression.None,
        });
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.SendOversize(10_000_000);

        Assert.Equal(4000, await first.ExpectCloseAsync(World.Cancellation));
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Fact]
    public async Task Broken_compressed_data_ends_the_connection_and_the_session_is_resumed()
    {
        await using var world = new World(options: options => options with { Compression = GatewayCompression.ZlibStream });
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.SendUncompressed("plain text where zlib should be"u8.ToArray());

        Assert.Equal(4000, await first.ExpectCloseAsync(World.Cancellation));
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.SayAsync("inflated anew");
        Assert.Equal("compress=zlib-stream", second.Uri.Query.Split('&')[^1]);
        await world.ReceiveAsync<ResumedEvent>();
        Assert.Equal("inflated anew", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Payloads_that_span_frames_are_put_together(int bytesPerFrame)
    {
        foreach (GatewayCompression compression in (GatewayCompression[])[GatewayCompression.None, GatewayCompression.ZlibStream])
        {
            await using var world = new World(options: options => options with { Compression = compression });
            SimulatedConnection connection = await world.ConnectAndDrainAsync();
            connection.SplitEvery = bytesPerFrame;

            await world.SayAsync("in pieces");
            await world.SayAsync("again");

            Assert.Equal("in pieces", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
            Assert.Equal("again", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }
    }

    [Fact]
    public async Task Raw_events_are_not_decoded_and_can_be()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.SayAsync("raw");

        RawGatewayEvent raw = (await world.Shard.ReceiveRawAsync(World.Cancellation))!.Value;

        Assert.Equal((GatewayOpcode.Dispatch, GatewayEventType.MessageCreate, "MESSAGE_CREATE", 3L), (raw.Opcode, raw.Type, raw.Name, raw.Sequence!.Value));
        Assert.StartsWith("{\"id\":", Encoding.UTF8.GetString(raw.Data.Span), StringComparison.Ordinal);
        Assert.Equal("raw", Assert.IsType<MessageCreateEvent>(raw.Decode()).Message.Content);
    }

    [Fact]
    public async Task The_filter_leaves_out_what_is_not_wanted_and_the_session_goes_on()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.Only(GatewayEventType.MessageCreate) });
        SimulatedConnection connection = await world.ConnectAsync();
        await world.Gateway.DispatchAsync("TYPING_START", $$"""{"guild_id":"{{World.Home.Id}}"}""");
        await world.SayAsync("wanted");

        Assert.Equal(1, world.Shard.BufferedEvents);
        Assert.Equal("wanted", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        connection.RequestHeartbeat();
        Assert.Equal("4", (await connection.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation)).Data.GetRawText());
    }

    [Fact]
    public async Task A_socket_that_brings_nothing_but_empty_frames_is_given_up()
    {
        var socket = new Moq.Mock<IGatewaySocket>();
        socket.Setup(s => s.ConnectAsync(Moq.It.IsAny<Uri>(), Moq.It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        await using var world = new World(options: options => options with { SocketFactory = () => socket.Object });
        _ = world.Shard.ConnectAsync(World.Cancellation);

        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
    }

    [Fact]
    public async Task A_socket_factory_that_throws_is_retried_like_a_failed_connect()
    {
        int calls = 0;
        await using var world = new World(options: options => options with
        {
            SocketFactory = () => ++calls < 3 ? throw new InvalidOperationException("no socket") : options.SocketFactory!(),
        });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.AdvanceUntilCompletedAsync(connecting);

        Assert.Equal(3, calls);
    }

    // An assembly that is missing fails here, and no network is to blame.
    [Theory]
    [InlineData(true, "creating the inflater failed: no such assembly")]
    [InlineData(false, "creating the socket failed: no such assembly")]
    public async Task What_cannot_be_made_is_named_and_from_the_third_time_on_it_is_a_warning(bool isInflater, string reason)
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with
        {
            Logger = logs,
            Compression = isInflater ? new MissingCompression() : GatewayCompression.None,
            SocketFactory = isInflater ? options.SocketFactory : () => throw new FileNotFoundException("no such assembly"),
        });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.AdvanceUntilAsync(() => logs.Lines.Count(line => line.Contains(reason, StringComparison.Ordinal) && IsOfDisconnect(line)) >= 4, TimeSpan.FromMinutes(3));

        Assert.Equal(
            ["Information 2", "Information 2", "Warning 30", "Warning 30"], logs.Lines.Where(IsOfDisconnect).Take(4).Select(line => line.Split(':')[0]));
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);

        static bool IsOfDisconnect(string line) => line.StartsWith("Information 2:", StringComparison.Ordinal) || line.StartsWith("Warning 30:", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inflater_of_the_users_that_throws_is_logged_and_ends_one_connection_only()
    {
        var logs = new CapturedLogs();
        var compression = new FailingCompression();
        await using var world = new World(options: options => options with { Compression = compression, Logger = logs });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.AdvanceUntilCompletedAsync(connecting);

        Assert.Equal(3, compression.Created);
        Assert.Contains(logs.Lines, line => line.StartsWith("Error 15", StringComparison.Ordinal) && line.Contains("broken inflater", StringComparison.Ordinal));
    }

    /// <summary>Cannot be loaded.</summary>
    private sealed class MissingCompression : GatewayCompression
    {
        public override string? QueryValue => null;

        public override IGatewayInflater CreateInflater() => throw new FileNotFoundException("no such assembly");
    }

    /// <summary>Fails to be made, then fails to read, then works.</summary>
    private sealed class FailingCompression : GatewayCompression
    {
        internal int Created { get; private set; }

        public override string? QueryValue => null;

        public override IGatewayInflater CreateInflater() => ++Created switch
        {
            1 => throw new InvalidOperationException("no inflater"),
            2 => new BrokenInflater(),
            _ => None.CreateInflater(),
        };

        private sealed class BrokenInflater : IGatewayInflater
        {
            public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload) =>
                throw new InvalidOperationException("broken inflater");

            public void Dispose()
            {
            }
        }
    }
}
