using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

public sealed class ReconnectByHandTests
{
    [Fact]
    public async Task Resume_keeps_the_session_and_completes_when_events_flow_again()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        Task reconnecting = world.Shard.ReconnectAsync(cancellationToken: World.Cancellation);
        Assert.Equal(4000, first.ClientCloseCode);
        Assert.False(reconnecting.IsCompleted);
        SimulatedConnection second = await world.NextConnectionAsync();

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await reconnecting;
    }

    [Fact]
    public async Task Reidentify_gives_up_the_session()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        Task reconnecting = world.Shard.ReconnectAsync(ReconnectType.Reidentify, World.Cancellation);
        Assert.Equal(1000, first.ClientCloseCode);
        Assert.Equal(ReconnectType.Reidentify, world.Shard.ReconnectType);
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => reconnecting.IsCompleted, TimeSpan.FromSeconds(10));

        await second.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        await world.ReceiveAsync<ReadyEvent>();
    }

    [Fact]
    public async Task A_bot_that_reconnects_again_and_again_is_not_asked_who_else_uses_its_session()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        var reasons = new List<string>();
        world.Shard.StageChanged += (_, change) => reasons.Add(change.Reason);

        for (int i = 0; i < 8; i++)
        {
            Task reconnecting = world.Shard.ReconnectAsync(cancellationToken: World.Cancellation);
            await world.AdvanceUntilAsync(() => reconnecting.IsCompleted, TimeSpan.FromSeconds(10));
        }

        Assert.DoesNotContain(reasons, reason => reason.Contains("does another process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_done_while_the_shard_is_connecting_already()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        _ = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);

        _ = world.Shard.ReconnectAsync(cancellationToken: World.Cancellation);
        _ = world.Shard.ReconnectAsync(ReconnectType.Reidentify, World.Cancellation);

        Assert.True(first.IsOpen);
        Assert.Single(world.Gateway.Connections);
    }

    [Fact]
    public async Task A_shard_that_was_not_started_is_started()
    {
        await using var world = new World();

        await world.Shard.ReconnectAsync(cancellationToken: World.Cancellation);

        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
    }

    [Fact]
    public async Task Cancelling_the_wait_leaves_the_shard_connecting()
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        using var cancellation = new CancellationTokenSource();
        Task connecting = world.Shard.ConnectAsync(cancellation.Token);
        SimulatedConnection connection = await world.Gateway.NextConnectionAsync(World.Cancellation);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.True(connection.IsOpen);
        Assert.Equal(ConnectionStage.Identifying, world.Shard.Stage);
    }
}
