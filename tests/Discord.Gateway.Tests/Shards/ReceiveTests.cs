using System.Text;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>How events are taken, and when the consumer is woken.</summary>
public sealed class ReceiveTests
{
    [Fact]
    public async Task An_event_that_waits_can_be_taken_without_waiting()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Assert.False(world.Shard.TryReceive(out _));
        await world.SayAsync("one");
        await world.SayAsync("two");

        Assert.True(world.Shard.TryReceive(out GatewayEvent? received));
        Assert.Equal("one", Assert.IsType<MessageCreateEvent>(received).Message.Content);
        Assert.True(world.Shard.TryReceiveRaw(out RawGatewayEvent raw));
        Assert.Equal("two", Assert.IsType<MessageCreateEvent>(raw.Decode()).Message.Content);
    }

    [Fact]
    public async Task Data_of_a_raw_event_is_refused_after_the_next_receive()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.SayAsync("one");
        await world.SayAsync("two");
        RawGatewayEvent raw = (await world.Shard.ReceiveRawAsync(World.Cancellation))!.Value;
        Assert.NotEqual(0, raw.Data.Length);

        await world.ReceiveAsync();

        Assert.Throws<InvalidOperationException>(() => raw.Data);
        Assert.Throws<InvalidOperationException>(() => raw.Decode());
        Assert.Equal("MESSAGE_CREATE", raw.Name);
    }

    [Fact]
    public async Task A_loop_that_takes_without_waiting_learns_that_Discord_has_ended_the_shard()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.SayAsync("last");

        connection.Close(4014);

        Assert.True(world.Shard.TryReceive(out _));
        Assert.Throws<DisallowedIntentsException>(() => world.Shard.TryReceive(out _));
        Assert.Throws<DisallowedIntentsException>(() => world.Shard.TryReceiveRaw(out _));
    }

    [Fact]
    public async Task A_shard_that_the_bot_has_shut_down_has_nothing_to_take()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();

        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        Assert.False(world.Shard.TryReceive(out _));
    }

    [Fact]
    public void A_raw_event_that_was_not_taken_has_no_data()
    {
        RawGatewayEvent none = default;

        Assert.True(none.Data.IsEmpty);
    }

    [Fact]
    public async Task A_send_before_the_first_connection_connects()
    {
        await using var world = new World();

        await world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status), cancellationToken: World.Cancellation);

        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
    }

    [Fact]
    public async Task A_send_that_must_not_wait_fails_and_does_not_connect()
    {
        await using var world = new World();

        Task send = world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status), DisconnectedBehavior.Fail, World.Cancellation);

        await Assert.ThrowsAsync<NotConnectedException>(() => send);
        Assert.Equal(0, world.Gateway.ConnectAttempts);
    }

    [Fact]
    public async Task Methods_that_return_a_task_throw_by_it_what_is_no_error_of_usage()
    {
        await using var world = new World();
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var command = new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status);

        Task[] tasks =
        [
            world.Shard.ConnectAsync(World.Cancellation), world.Shard.ReconnectAsync(cancellationToken: World.Cancellation), world.Shard.HeartbeatAsync(World.Cancellation),
            world.Shard.SendAsync(command, cancellationToken: World.Cancellation), world.Shard.SendAsync(command, cancellationToken: cancelled.Token),
            world.Shard.ConnectAsync(cancelled.Token), world.Shard.HeartbeatAsync(cancelled.Token), world.Shard.ReceiveAsync(cancelled.Token).AsTask(),
            world.Shard.SendRawAsync(Encoding.UTF8.GetBytes($$"""{"op":99,"d":"{{new string('x', 5_000)}}"}"""), cancellationToken: World.Cancellation),
            world.Shard.JoinVoiceAsync(1, 2, cancellationToken: World.Cancellation),
        ];

        Assert.All(tasks, task => Assert.True(task.IsFaulted || task.IsCanceled));
        Assert.All(tasks.Where(task => task.IsFaulted), task => Assert.IsType<GatewayException>(task.Exception!.InnerException, exactMatch: false));
    }

    [Fact]
    public async Task A_heartbeat_that_a_shutdown_overtakes_does_not_speak_of_reconnecting()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.StallWrites = true;
        Task heartbeat = world.Shard.HeartbeatAsync(World.Cancellation);

        Task shutdown = world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        await Assert.ThrowsAsync<ShardShutdownException>(() => heartbeat);
        await world.AdvanceUntilCompletedAsync(shutdown);
    }

    [Fact]
    public async Task A_send_that_is_cancelled_beforehand_says_that_nothing_was_sent()
    {
        await using var world = new World();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Task send = world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status), cancellationToken: cancelled.Token);

        Assert.False((await Assert.ThrowsAsync<SendCanceledException>(() => send)).MayHaveBeenSent);
    }

    [Fact]
    public async Task A_send_that_is_cancelled_while_it_is_written_says_so()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.StallWrites = true;
        using var cancellation = new CancellationTokenSource();
        Task send = world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status), cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        Assert.True((await Assert.ThrowsAsync<SendCanceledException>(() => send)).MayHaveBeenSent);
    }

    [Fact]
    public async Task A_close_reason_cannot_forge_a_log_line()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.Close(4000, "bye\r\nError 1: forged\u2028\u202Etxt");

        Assert.All(logs.Lines, line => Assert.DoesNotContain(line, character => character is '\n' or '\r' or '\u2028' or '\u202E'));
    }
}
