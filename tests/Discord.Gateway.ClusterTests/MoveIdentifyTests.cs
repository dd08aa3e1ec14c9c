using Discord.Gateway.Testing;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>Shards that move while they start a session.</summary>
public sealed class MoveIdentifyTests
{
    [Fact]
    public async Task One_that_waits_for_READY_takes_its_session_along()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        SiloAddress left = (await world.Cluster.GetStatusAsync())[0].Silo!;
        var identified = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Gateway.PayloadReceived += (_, received) =>
        {
            if (received.Payload.Opcode == GatewayOpcode.Identify)
            {
                received.Connection.Delay = TimeSpan.FromSeconds(1);
                identified.TrySetResult();
            }
        };

        world.Gateway.Connections.Last(connection => connection is { IsOpen: true, ShardId.Index: 0 }).InvalidateSession(resumable: false);
        await identified.Task.WaitAsync(TestContext.Current.CancellationToken);
        await world.Cluster.DrainAsync(left);
        await world.UntilConnectedAsync();

        Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), shard => left.Equals(shard.Silo));
        Assert.Equal(4 + 1, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
