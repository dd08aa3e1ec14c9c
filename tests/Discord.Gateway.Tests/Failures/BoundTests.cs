using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Everything has a bound: memory, connections, session starts, log lines.</summary>
public sealed class BoundTests
{
    [Theory]
    [InlineData("""{"t":"MESSAGE_CREATE","s":2,"op":0,"d":{}}""")]
    [InlineData("""{"t":null,"s":null,"op":77,"d":null}""")]
    [InlineData("not a payload")]
    public async Task Before_hello_nothing_is_buffered_and_the_connection_is_left(string payload)
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 10 });
        world.Gateway.SayHello = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        for (int i = 0; i < 1_000; i++)
        {
            first.SendRaw(payload);
        }

        Assert.Equal(0, world.Shard.BufferedEvents);
        Assert.Equal(ConnectionStage.Disconnected, world.Shard.Stage);
        world.Gateway.SayHello = true;
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_gateway_that_resumes_and_closes_at_once_is_visited_less_and_less_often()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        int before = world.Gateway.ConnectAttempts;
        DateTimeOffset end = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        while (world.Clock.GetUtcNow() < end)
        {
            if (world.Shard.Stage == ConnectionStage.Connected)
            {
                world.Gateway.Connections[^1].Cut();
            }

            await world.PassAsync(TimeSpan.FromMilliseconds(100));
            await world.DrainAsync();
        }

        Assert.InRange(world.Gateway.ConnectAttempts - before, 10, 40);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task An_event_over_the_bound_arrives_without_its_data_and_is_not_asked_for_again()
    {
        await using var world = new World(options: options => options with { MaxPayloadBytes = 10_000 });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.Gateway.DispatchAsync("MESSAGE_CREATE", $$"""{"guild_id":"{{World.Home.Id}}","content":"{{new string('x', 20_000)}}"}""");
        await world.SayAsync("after it");

        await world.NextConnectionAsync();
        var oversize = await world.ReceiveAsync<UndecodableEvent>();

        Assert.Equal(("MESSAGE_CREATE", 3L, 0), (oversize.Name, oversize.Sequence!.Value, oversize.Data.Length));
        Assert.Contains("10,000 bytes", oversize.Reason, StringComparison.Ordinal);
        Assert.Equal("after it", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        await world.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(2, world.Gateway.ConnectAttempts);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
        Assert.Equal(4000, first.ClientCloseCode);
    }

    [Fact]
    public async Task A_payload_over_the_bound_that_nobody_can_name_costs_the_session_when_it_comes_again()
    {
        await using var world = new World(options: options => options with { MaxPayloadBytes = 100_000 });
        (await world.ConnectAndDrainAsync()).SendOversize(200_000);
        world.Gateway.AnswerResume = false;

        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        second.SendOversize(200_000);

        Assert.Equal(1000, await second.ExpectCloseAsync(World.Cancellation));
        Assert.Equal(ReconnectType.Reidentify, world.Shard.ReconnectType);
    }

    [Fact]
    public async Task An_opcode_nobody_knows_is_a_warning_once()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        for (int i = 0; i < 5; i++)
        {
            connection.SendRaw("""{"op":77,"d":{}}""");
            connection.SendRaw("""{"op":78,"d":{}}""");
        }

        Assert.Equal(2, logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)));
        Assert.Equal(8, logs.Lines.Count(line => line.StartsWith("Debug 31", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Chunks_that_their_reader_leaves_unread_count_as_waiting()
    {
        var large = new SimulatedGuild(8_388_608, "Large", memberCount: 50_000);
        await using var world = new World(
            new GatewaySimulatorOptions { Guilds = [large] }, options => options with { MaxBufferedBytes = 300_000 });
        await world.ConnectAndDrainAsync();
        IAsyncEnumerator<GuildMember> members =
            world.Shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = large.Id }, cancellationToken: World.Cancellation).GetAsyncEnumerator(World.Cancellation);
        Assert.True(await members.MoveNextAsync());
        await world.DrainAsync();

        // The pump goes on with a thread of the pool when there is room, and stops when there is none.
        await world.AdvanceUntilAsync(IsPausedThoughNoEventWaits, TimeSpan.FromSeconds(5));
        Assert.InRange(world.Shard.BufferFill, 0.5, 2);
        int count = 1;
        while (await members.MoveNextAsync())
        {
            count++;
            await world.DrainAsync();
        }

        Assert.Equal(50_000 + 1, count);

        bool IsPausedThoughNoEventWaits()
        {
            while (world.Shard.TryReceive(out _))
            {
            }

            return world.Shard.IsReceivePaused && world.Shard.BufferFill >= 0.5;
        }
    }

    [Theory]
    [InlineData(2, 64_000_000)]
    [InlineData(10_000, 100_000)]
    public async Task Members_can_be_awaited_in_the_receive_loop_though_they_do_not_fit_the_buffer(int maxEvents, long maxBytes)
    {
        var large = new SimulatedGuild(8_388_608, "Large", memberCount: 20_000);
        await using var world = new World(
            new GatewaySimulatorOptions { Guilds = [large] }, options => options with { MaxBufferedEvents = maxEvents, MaxBufferedBytes = maxBytes });
        await world.ConnectAndDrainAsync();

        int count = 0;
        await foreach (GuildMember _ in world.Shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = large.Id }, cancellationToken: World.Cancellation))
        {
            count++;
        }

        Assert.Equal(20_000 + 1, count);
    }
}
