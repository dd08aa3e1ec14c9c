using System.Text;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>What a hostile or broken gateway may send: an event or an UndecodableEvent, and the connection lives; or the connection ends as documented.</summary>
public sealed class HostileInputTests
{
    /// <summary>Payloads, and whether they arrive as an event: the others arrive as bytes with the reason.</summary>
    public static TheoryData<string, byte[], bool> Payloads => new()
    {
        { "deep nesting", Event($$"""{"id":"1","x":{{new string('[', 500)}}{{new string(']', 500)}}}"""), true },
        { "nesting deeper than anybody reads", Event($$"""{"id":"1","x":{{new string('[', 600)}}{{new string(']', 600)}}}"""), false },
        { "nesting without an end", Event("{\"id\":" + new string('{', 100_000)), false },
        { "invalid UTF-8 in a string", Event("""{"id":"1","channel_id":"2","content":"?"}""", with: [0xC3, 0x28]), true },
        { "an overlong NUL", Event("""{"id":"1","channel_id":"2","content":"?"}""", with: [0xC0, 0x80]), true },
        { "half a surrogate pair", Event("""{"id":"1","channel_id":"2","content":"\ud800"}"""), true },
        { "an escaped NUL", Event("""{"id":"1","channel_id":"2","author":{"id":"3","username":"x"},"content":"a\u0000b","timestamp":"2026-01-01T00:00:00+00:00"}"""), true },
        { "a raw NUL", Event("""{"id":"1","channel_id":"2","content":"?"}""", with: [0]), false },
        { "a number without an end", Event($$"""{"id":"1","channel_id":"2","type":{{new string('9', 10_000)}}}"""), true },
        { "an exponent of a thousand", Event("""{"id":"1","channel_id":"2","type":1e1000}"""), true },
        { "an id of 2^64", Event("""{"id":"18446744073709551616","channel_id":"2"}"""), false },
        { "a year 10000", Event("""{"id":"1","channel_id":"2","timestamp":"10000-01-01T00:00:00+00:00"}"""), true },
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. Event("{}")], false },
        { "two values", [.. Event("{}"), .. Event("{}")], false },
        { "data that is a string", Event("\"data\""), false },
        { "a name of 10,000 letters", Encoding.UTF8.GetBytes($$$"""{"t":"{{{new string('X', 10_000)}}}","s":100,"op":0,"d":{} }"""), true },
        { "an opcode beyond 32 bits", Encoding.UTF8.GetBytes("""{"op":4294967296,"d":{}}"""), false },
        { "a sequence that is a fraction", Encoding.UTF8.GetBytes("""{"t":"X","s":1.5,"op":0,"d":{}}"""), false },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task What_is_no_event_arrives_as_bytes_and_costs_no_connection(string what, byte[] payload, bool isEvent)
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.SendRaw(payload);
        GatewayEvent? arrived = await world.ReceiveAsync();

        Assert.True(arrived is not UndecodableEvent == isEvent, $"{what} arrived as {arrived}");
        if (arrived is UndecodableEvent undecodable)
        {
            Assert.NotEmpty(undecodable.Reason);
            Assert.NotEmpty(undecodable.Data.ToArray());
        }

        Assert.True(connection.IsOpen);
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
    }

    [Fact]
    public async Task Duplicate_keys_of_an_envelope_count_once_and_the_last_one_wins()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.SendRaw("""{"op":11,"t":"FIRST","s":99,"t":"SECOND","op":0,"d":{"a":1},"d":{"a":2},"s":100}""");

        var arrived = await world.ReceiveAsync<UnknownEvent>();
        Assert.Equal(("SECOND", 100L, """{"a":2}"""), (arrived.Name, arrived.Sequence, Encoding.UTF8.GetString(arrived.Data.Span)));
    }

    [Fact]
    public async Task Duplicate_keys_of_data_do_not_harm()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.SendRaw(Event("""{"id":"1","id":"2","channel_id":"3","author":{"id":"4","username":"x"},"content":"a","content":"b","timestamp":"2026-01-01T00:00:00+00:00"}"""));

        Assert.Equal("b", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
    }

    [Fact]
    public async Task A_string_of_100_megabytes_ends_the_connection_at_the_bound_and_the_session_goes_on()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.SendOversize(100 * 1024 * 1024);

        Assert.Equal(4000, await first.ExpectCloseAsync(World.Cancellation));
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(-long.MaxValue)]
    public async Task A_sequence_that_goes_far_back_is_delivered_and_ends_the_session_at_the_next_cut(long sequence)
    {
        // Sequences that are not the session's, so neither is that of the heartbeat.
        await using var world = new World(expectsViolations: true);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.SendDispatch("X", "{}", 200);
        first.SendDispatch("X", "{}", sequence);
        first.SendDispatch("X", "{}", 3);

        Assert.Equal([200, sequence, 3], [(await world.ReceiveAsync())!.Sequence, (await world.ReceiveAsync())!.Sequence, (await world.ReceiveAsync())!.Sequence]);
        Assert.Null(world.Shard.ReceivedSession);
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => second.Received.Any(payload => payload.Opcode == GatewayOpcode.Identify), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_sequence_that_jumps_to_the_end_of_numbers_ends_in_a_new_session_when_discord_refuses_it()
    {
        await using var world = new World(expectsViolations: true);
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.SendDispatch("X", "{}", long.MaxValue);
        await world.ReceiveAsync<UnknownEvent>();
        first.Cut();

        // 4007: the sequence was never sent.
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(30));
        Assert.Equal(998, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task An_invalid_session_again_and_again_is_answered_slower_and_slower()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection connection = await world.Gateway.NextConnectionAsync(World.Cancellation);
        var waits = new List<TimeSpan>();
        for (int i = 0; i < 12; i++)
        {
            await world.AdvanceUntilAsync(() => connection.Received.Any(payload => payload.Opcode == GatewayOpcode.Identify), TimeSpan.FromSeconds(30));
            DateTimeOffset left = world.Clock.GetUtcNow();
            connection.InvalidateSession(resumable: false);
            connection = await world.NextConnectionAsync();
            waits.Add(world.Clock.GetUtcNow() - left);
        }

        Assert.All(waits, wait => Assert.True(wait >= TimeSpan.FromSeconds(1)));
        Assert.All(waits.TakeLast(4), wait => Assert.InRange(wait, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public async Task A_server_that_never_stops_sending_fills_the_buffer_and_no_more()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 100, MaxBufferedBytes = 1_000_000 });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        for (int i = 0; i < 5_000; i++)
        {
            connection.SendDispatch("X", $$"""{"filler":"{{new string('x', 1_000)}}"}""", 100 + i);
        }

        Assert.InRange(world.Shard.BufferedEvents, 1, 100);
        Assert.True(world.Shard.IsReceivePaused);
    }

    [Fact]
    public async Task Heartbeat_requests_without_an_end_are_answered_within_the_limit()
    {
        // The shortest interval that is taken: what it asks for cannot be sent, so the link is given up, and not the rule.
        await using var world = new World(new GatewaySimulatorOptions { Guilds = [World.Home], HeartbeatInterval = TimeSpan.FromMilliseconds(10) }, expectsViolations: true);
        _ = world.Shard.ConnectAsync(World.Cancellation);
        await world.Gateway.NextConnectionAsync(World.Cancellation);

        await world.PassAsync(TimeSpan.FromSeconds(90));

        Assert.DoesNotContain(world.Gateway.Violations, violation => violation.CloseCode == (int)GatewayCloseCode.RateLimited);
        Assert.InRange(world.Gateway.ConnectAttempts, 1, 90);
    }

    /// <summary>A MESSAGE_CREATE with this data, in which ? is replaced by bytes.</summary>
    private static byte[] Event(string data, byte[]? with = null)
    {
        string[] parts = $$$"""{"t":"MESSAGE_CREATE","s":100,"op":0,"d":{{{data}}}}""".Split('?');
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. with ?? [], .. Encoding.UTF8.GetBytes(string.Join('?', parts[1..]))];
    }
}
