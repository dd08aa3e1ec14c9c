using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>What is sent, and how much of it: the simulator closes with 4008, 4002 or 4001 as Discord does, and none of these tests lets it.</summary>
public sealed class SendLimitTests
{
    private static readonly RequestChannelInfo Command = new(World.Home.Id);

    // twilight#1935 and others, Discord.Net#1679: commands used up the room of heartbeats.
    [Fact]
    public async Task A_flood_of_commands_stays_below_the_limit_and_heartbeats_go_on()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        Task[] sends = [.. Enumerable.Range(0, 400).Select(_ => world.Shard.SendAsync(Command, cancellationToken: World.Cancellation))];
        int atOnce = connection.Received.Count(payload => payload.Opcode == GatewayOpcode.RequestChannelInfo);
        Assert.InRange(atOnce, 100, 119);
        for (int i = 0; i < 3; i++)
        {
            connection.RequestHeartbeat();
            await connection.ExpectAsync(GatewayOpcode.Heartbeat, World.Cancellation);
        }

        await world.AdvanceUntilAsync(() => sends.All(send => send.IsCompleted), TimeSpan.FromMinutes(5));
        await Task.WhenAll(sends);
        Assert.Equal(400, connection.Received.Count(payload => payload.Opcode == GatewayOpcode.RequestChannelInfo));
        Assert.True(connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat) >= 5);
        Assert.True(connection.IsOpen);
    }

    // A gateway that asks for more heartbeats than it allows payloads: the limit wins.
    [Fact]
    public async Task Even_a_flood_of_heartbeat_requests_does_not_pass_the_limit()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        for (int i = 0; i < 500; i++)
        {
            connection.RequestHeartbeat();
        }

        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.True(connection.IsOpen);
    }

    // samp-discord-connector#205, discord.py#91: a flood of presences ended in 4008.
    [Fact]
    public async Task Presences_have_a_lane_of_their_own_and_the_last_one_wins()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        for (int i = 0; i < 100; i++)
        {
            world.Shard.SetActivity(BotActivity.Playing($"game {i}"));
        }

        await world.PassAsync(TimeSpan.FromMinutes(1));
        List<string?> names = Presences(connection);
        Assert.InRange(names.Count, 2, 6);
        Assert.Equal("game 99", names[^1]);
        Assert.Equal("game 99", world.Shard.CurrentPresence!.Activities[0].Name);
    }

    // Identify queued behind older user commands; sends while disconnected returned silently.
    [Fact]
    public async Task Commands_of_a_disconnected_shard_wait_until_after_the_resume_and_keep_their_order()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.Cut();

        Task[] sends = [.. Enumerable.Range(1, 5).Select(i => world.Shard.SendAsync(new RequestChannelInfo((ulong)i), cancellationToken: World.Cancellation))];
        Assert.All(sends, send => Assert.False(send.IsCompleted));
        SimulatedConnection second = await world.NextConnectionAsync();

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        for (int i = 1; i <= 5; i++)
        {
            ReceivedPayload payload = await second.ExpectAsync(GatewayOpcode.RequestChannelInfo, World.Cancellation);
            Assert.Equal($"{i}", payload.Data.GetProperty("guild_id").GetString());
        }

        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task A_caller_who_does_not_want_to_wait_is_told_at_once()
    {
        await using var world = new World();
        await Assert.ThrowsAsync<NotConnectedException>(() => world.Shard.SendAsync(Command, DisconnectedBehavior.Fail, World.Cancellation));
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.SendAsync(Command, DisconnectedBehavior.Fail, World.Cancellation);

        connection.Cut();
        await Assert.ThrowsAsync<NotConnectedException>(() => world.Shard.SendAsync(Command, DisconnectedBehavior.Fail, World.Cancellation));
    }

    [Fact]
    public async Task A_caller_who_does_not_want_to_wait_is_told_when_the_connection_goes_while_the_command_waits_for_its_turn()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task[] sends = [.. Enumerable.Range(0, 130).Select(_ => world.Shard.SendAsync(Command, DisconnectedBehavior.Fail, World.Cancellation))];
        Assert.False(sends[^1].IsCompleted);

        connection.Cut();

        await Assert.ThrowsAsync<NotConnectedException>(() => sends[^1]);
    }

    // A payload over 4,096 bytes was retried for ever, or sliced wrongly.
    [Fact]
    public async Task A_command_that_is_too_large_throws_before_anything_is_sent_and_the_connection_lives()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        var error = await Assert.ThrowsAsync<PayloadTooLargeException>(() => world.Shard.SendAsync(
            new RequestSoundboardSounds([.. Enumerable.Range(1, 400).Select(i => (Id<Guild>)(ulong)(i + 1_000_000_000_000_000_000))]),
            cancellationToken: World.Cancellation));

        Assert.True(error.Size > 4096);
        await world.Shard.SendAsync(Command, cancellationToken: World.Cancellation);
        await connection.ExpectAsync(GatewayOpcode.RequestChannelInfo, World.Cancellation);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task Text_that_is_not_ascii_is_sent_as_utf8_and_takes_no_more_than_that()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        world.Shard.SetActivity(BotActivity.Custom(new string('ж', 1700)));

        ReceivedPayload payload = await connection.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
        Assert.Equal(new string('ж', 1700), payload.Data.GetProperty("activities")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_presence_that_is_too_large_throws_and_the_old_one_stays()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Playing("chess"));

        Assert.Throws<PayloadTooLargeException>(() => world.Shard.SetActivity(BotActivity.Playing(new string('x', 5000))));

        Assert.Equal("chess", world.Shard.CurrentPresence!.Activities[0].Name);
    }

    // A cancelled presence update or command killed the connection: the token went into the socket's send.
    [Fact]
    public async Task Cancelling_a_send_cancels_the_wait_and_not_the_connection()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.StallWrites = true;
        using var cancellation = new CancellationTokenSource();

        Task writing = world.Shard.SendAsync(Command, cancellationToken: cancellation.Token);
        Task queued = world.Shard.SendAsync(new RequestSoundboardSounds([1]), cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        Assert.True(connection.IsOpen);
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
    }

    [Fact]
    public async Task A_cancelled_command_that_was_still_queued_is_never_sent()
    {
        await using var world = new World();
        world.Gateway.HangConnections = true;
        using var cancellation = new CancellationTokenSource();
        Task queued = world.Shard.SendAsync(Command, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        Assert.False((await Assert.ThrowsAsync<SendCanceledException>(() => queued)).MayHaveBeenSent);

        world.Gateway.HangConnections = false;
        SimulatedConnection connection = await world.NextConnectionAsync();
        await connection.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        await world.Shard.SendAsync(new RequestSoundboardSounds([1]), cancellationToken: World.Cancellation);

        Assert.DoesNotContain(connection.Received, payload => payload.Opcode == GatewayOpcode.RequestChannelInfo);
    }

    [Theory]
    [InlineData("{\"op\":1,\"d\":null}")]
    [InlineData("{\"op\":2,\"d\":{}}")]
    [InlineData("{\"op\":6,\"d\":{}}")]
    [InlineData("{\"d\":{}}")]
    [InlineData("{\"op\":\"4\"}")]
    [InlineData("[]")]
    [InlineData("{\"op\":4")]
    public async Task A_raw_payload_that_would_break_the_connection_throws(string payload)
    {
        await using var world = new World();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Shard.SendRawAsync(Encoding.UTF8.GetBytes(payload), cancellationToken: World.Cancellation));
    }

    [Fact]
    public async Task A_raw_payload_is_sent_as_it_is()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.SendRawAsync("""{"op":43,"d":{"guild_id":"5","fields":["status"],"more":1}}"""u8.ToArray(), cancellationToken: World.Cancellation);

        ReceivedPayload payload = await connection.ExpectAsync(GatewayOpcode.RequestChannelInfo, World.Cancellation);
        Assert.Equal(1, payload.Data.GetProperty("more").GetInt32());
    }

    private static List<string?> Presences(SimulatedConnection connection) =>
        [.. connection.Received.Where(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)
            .Select(payload => payload.Data.GetProperty("activities")[0].GetProperty("name").GetString())];
}
