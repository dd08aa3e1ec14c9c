using System.Collections.Concurrent;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>Waits of a manager whose shards are restarted again and again.</summary>
public sealed class RestartedWaitTests
{
    [Fact]
    public async Task A_shard_that_is_restarted_again_before_it_has_resumed_tells_a_collector_nothing_twice()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard, ShutdownTimeout = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync(async (_, gatewayEvent, cancellationToken) =>
        {
            if (ManagerWorld.IsMessage(gatewayEvent, "1"))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        });
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager.CollectAsync<MessageCreateEvent>(cancellationToken: ManagerWorld.Cancellation), collected);
        await world.SayAsync(0, "1");
        await world.SayAsync(0, "2");
        await ManagerWorld.UntilAsync(() => collected.Count == 2);
        world.Gateway.HangConnections = true;
        Task restarting = world.Manager.RestartShardAsync(0);
        Task again = world.Manager.RestartShardAsync(0);
        await world.AdvanceUntilAsync(() => restarting.IsCompleted && again.IsCompleted, TimeSpan.FromSeconds(10));
        world.Gateway.HangConnections = false;
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[0].Stage == ConnectionStage.Connected, TimeSpan.FromMinutes(1));
        await world.SayAsync(0, "3");
        await ManagerWorld.UntilAsync(() => collected.Contains("3"));

        Assert.Equal(["1", "2", "3"], collected);
        Assert.False(collecting.IsCompleted);
    }

    private static async Task CollectAsync(IAsyncEnumerable<MessageCreateEvent> stream, ConcurrentQueue<string> collected)
    {
        await foreach (MessageCreateEvent each in stream)
        {
            collected.Enqueue(each.Message.Content);
        }
    }
}
