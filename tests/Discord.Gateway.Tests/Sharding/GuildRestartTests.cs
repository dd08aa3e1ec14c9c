namespace Discord.Gateway.Tests.Sharding;

/// <summary>Why guilds arrive, and how many there are, is exactly right whatever becomes of the process, at whatever moment.</summary>
public sealed class GuildRestartTests
{
    public static TheoryData<string> Orders => [nameof(EventOrder.PerChannel), nameof(EventOrder.PerShard)];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Orderly_restarts_at_any_moment_of_loading_tell_each_guild_once_and_as_what_it_is(string order)
    {
        int midLoading = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            await using var world = new GuildWorld(seed, shards: 1 + (seed % 3), Order(order));
            for (int restart = random.Next(1, 4); restart > 0; restart--)
            {
                await world.StartAsync();
                await world.PassAsync(TimeSpan.FromMilliseconds(random.Next(1_500)));
                midLoading += world.CompletedCount < 200 ? 1 : 0;
                await world.StopAsync();
            }

            await world.StartAsync();
            await world.AssertRightAsync($"Seed {seed}", mayDouble: false);
        }

        Assert.InRange(midLoading, 10, 200);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_process_that_is_killed_at_any_moment_of_loading_is_followed_by_one_that_knows_its_guilds(string order)
    {
        int resumedMidLoading = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            await using var world = new GuildWorld(seed, shards: 1 + (seed % 3), Order(order));
            for (int restart = random.Next(1, 4); restart > 0; restart--)
            {
                await world.StartAsync();
                await world.PassAsync(TimeSpan.FromMilliseconds(random.Next(3_000)));
                resumedMidLoading += world.World.Store.Sessions.Any(session => session.Guilds!.NotLoaded.Count > 0) ? 1 : 0;
                world.Kill();
            }

            await world.StartAsync();
            await world.AssertRightAsync($"Seed {seed}", mayDouble: true);
        }

        Assert.InRange(resumedMidLoading, 10, 200);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Shards_that_are_restarted_removed_and_added_while_guilds_load_tell_each_once(string order)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            await using var world = new GuildWorld(seed, shards: 2, Order(order));
            await world.StartAsync();
            for (int change = 0; change < 3; change++)
            {
                await world.PassAsync(TimeSpan.FromMilliseconds(random.Next(1_000)));
                int index = random.Next(2);
                Task changing = random.Next(2) == 0 ? world.World.Manager.RestartShardAsync(index) : MoveAsync(world.World.Manager, index);
                await world.UntilAsync(() => changing.IsCompleted, TimeSpan.FromMinutes(1));
                await changing;
            }

            await world.AssertRightAsync($"Seed {seed}", mayDouble: false);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Resharding_at_any_moment_of_loading_tells_each_guild_once(string order)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            await using var world = new GuildWorld(seed, shards: 1 + (seed % 2), Order(order));
            await world.StartAsync();
            await world.PassAsync(TimeSpan.FromMilliseconds(random.Next(1_500)));
            Task resharding = world.World.Manager.ReshardAsync(2 + random.Next(3), cancellationToken: ManagerWorld.Cancellation);
            await world.UntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(3));
            await resharding;
            await world.PassAsync(TimeSpan.FromMilliseconds(random.Next(1_500)));
            if (seed % 3 == 0)
            {
                await world.StopAsync();
                world.World.Options = world.World.Options with { TotalShards = world.World.Manager.TotalShards };
                await world.StartAsync();
            }

            await world.AssertRightAsync($"Seed {seed}", mayDouble: false);
        }
    }

    private static async Task MoveAsync(ShardManager manager, int index)
    {
        await manager.RemoveShardAsync(index);
        await manager.AddShardAsync(index);
    }

    private static EventOrder Order(string name) => name == nameof(EventOrder.PerShard) ? EventOrder.PerShard : EventOrder.PerChannel;
}
