namespace Discord.Gateway.Tests.Sharding;

/// <summary>A hand-over of some of the bot's shards, to the new ones that serve the same guilds.</summary>
public sealed class PartialReshardTests
{
    [Fact]
    public async Task Two_of_four_shards_become_three_of_six_and_each_event_of_their_guilds_comes_once()
    {
        await using ManagerWorld world = await StartAsync(1, 3);
        int number = 0;
        Task resharding = world.Manager.ReshardPartAsync(6, progress: null, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1), atEachStep: Say);
        await resharding;
        Say();
        int[] expected = [.. Enumerable.Range(0, number).Where(each => each % 24 % 2 == 1)];
        await world.AdvanceUntilAsync(() => world.Handled.Count >= expected.Length, TimeSpan.FromSeconds(10));

        Assert.Equal(expected, world.Handled.Select(int.Parse).Order());
        Assert.Equal([new ShardId(1, 6), new ShardId(3, 6), new ShardId(5, 6)], world.Manager.GetStatus().Select(status => status.ShardId));
        Assert.Equal(2 + 3, world.Identifies);

        void Say()
        {
            for (int guild = 0; guild < 24; guild++)
            {
                _ = world.SayAsync(guild, $"{number++}");
            }
        }
    }

    [Fact]
    public async Task Shards_that_share_guilds_with_the_new_ones_and_others_elsewhere_are_not_handed_over()
    {
        await using ManagerWorld world = await StartAsync(1);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.ReshardPartAsync(6, progress: null, ManagerWorld.Cancellation));

        Assert.Equal("Some of the 4 shards that share guilds with the new ones do not run here.", error.Message);
        Assert.Equal(1, world.Connected);
    }

    /// <summary>Some of four shards.</summary>
    private static async Task<ManagerWorld> StartAsync(params int[] indexes)
    {
        var world = new ManagerWorld(shards: 4, maxConcurrency: 16);
        world.Options = world.Options with { TotalShards = 4, LocalShards = 0..0 };
        world.Start();
        await world.Manager.WaitForConnectedAsync(ManagerWorld.Cancellation);
        foreach (int index in indexes)
        {
            await world.Manager.AddShardAsync(index, ManagerWorld.Cancellation);
        }

        await world.AdvanceUntilAsync(() => world.Connected == indexes.Length, TimeSpan.FromMinutes(1));
        return world;
    }
}
