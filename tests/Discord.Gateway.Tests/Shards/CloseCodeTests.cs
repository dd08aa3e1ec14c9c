using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>The close-code table, code by code, through a shard on the simulator.</summary>
public sealed class CloseCodeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1009)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(4242)]
    public async Task The_session_is_resumed_after(int? code)
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        ShardSession session = world.Shard.ReceivedSession!;

        first.Close(code);
        Assert.Equal(ReconnectType.Resume, world.Shard.ReconnectType);
        await world.SayAsync("missed");
        SimulatedConnection second = await world.NextConnectionAsync();

        ReceivedPayload resume = await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.Equal(session.Id, resume.Data.GetProperty("session_id").GetString());
        Assert.Equal("missed", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        await world.ReceiveAsync<ResumedEvent>();
    }

    [Fact]
    public async Task The_session_is_resumed_after_1006_which_is_a_wire_cut_without_a_close()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.Cut();

        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.ReceiveAsync<ResumedEvent>();
    }

    [Theory]
    [InlineData(4003)]
    [InlineData(4006)]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task A_new_session_is_started_after(int code)
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.Close(code);
        Assert.Equal(ReconnectType.Reidentify, world.Shard.ReconnectType);
        Assert.Null(world.Shard.ReceivedSession);
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));

        await second.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        Assert.False(second.IsResumeUrl);
        await world.ReceiveAsync<ReadyEvent>();
    }

    [Theory]
    [InlineData(4004, typeof(AuthenticationFailedException), "developer portal")]
    [InlineData(4010, typeof(InvalidShardException), "/gateway/bot")]
    [InlineData(4011, typeof(ShardingRequiredException), "/gateway/bot")]
    [InlineData(4012, typeof(InvalidApiVersionException), "update")]
    [InlineData(4013, typeof(InvalidIntentsException), "GatewayIntents")]
    [InlineData(4014, typeof(DisallowedIntentsException), "enable it")]
    public async Task The_shard_ends_with_a_typed_error_that_gives_advice_after(int code, Type expected, string advice)
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.SayAsync("last words");

        connection.Close(code);

        // What came before the end is still handed out.
        Assert.Equal("last words", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        var error = (GatewayFatalException)await Assert.ThrowsAsync(expected, world.ReceiveAsync);
        Assert.Equal(code, (int)error.CloseCode);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains("0/1", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync(expected, () => world.Shard.ConnectAsync(World.Cancellation));
        await Assert.ThrowsAsync(expected, () => world.Shard.SendAsync(new UpdateVoiceState(1, null), cancellationToken: World.Cancellation));
        Assert.True(world.Shard.IsShutdown);
        Assert.Equal(ShutdownOrigin.Discord, world.Shard.ShutdownInfo!.Origin);

        // Each is an object of its own, since throwing an exception changes it.
        Assert.IsType(expected, world.Shard.ShutdownInfo.Error);
        Assert.NotSame(error, world.Shard.ShutdownInfo.Error);

        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(world.Gateway.Connections);
    }

    [Fact]
    public async Task After_4008_the_shard_stays_away_for_a_while()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        first.Close(4008);
        await world.PassAsync(TimeSpan.FromSeconds(4.9));
        Assert.Single(world.Gateway.Connections);

        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Fact]
    public async Task A_fatal_code_before_ready_fails_the_connect()
    {
        await using var world = new World(new() { AllowedIntents = GatewayIntents.AllUnprivileged }, expectsViolations: true);

        await Assert.ThrowsAsync<DisallowedIntentsException>(() => world.Shard.ConnectAsync(World.Cancellation));

        Assert.Equal(4014, Assert.Single(world.Gateway.Violations).CloseCode);
    }
}
