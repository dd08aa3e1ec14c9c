namespace Discord.Gateway.Tests.Sharding;

/// <summary>Handlers that await what waits for handlers.</summary>
public sealed class WaitingHandlerTests
{
    [Fact]
    public async Task A_handler_may_add_a_shard_while_another_is_restarted()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        var mayAdd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await world.StartAndConnectAsync(async (_, gatewayEvent, _) =>
        {
            if (ManagerWorld.IsMessage(gatewayEvent, "add"))
            {
                await mayAdd.Task;
                await world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);
            }
        });
        await world.Manager.RemoveShardAsync(1);
        await world.SayAsync(0, "add");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1);
        Task restarting = world.Manager.RestartShardAsync(0);
        mayAdd.SetResult();
        await ManagerWorld.UntilAsync(() => restarting.IsCompleted && world.Handled.Contains("add"));

        Assert.Equal(2, world.Manager.Shards.Count);
    }
}
