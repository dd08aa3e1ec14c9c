using Discord.Gateway.Testing;

namespace Discord.Gateway.RedisTests;

/// <summary>Processes that have the same shards, or each their own.</summary>
public sealed class OwnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_with_half_of_the_shards_each_connect_and_resume_in_a_deploy()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4 });
        for (int deploy = 0; deploy < 2; deploy++)
        {
            await using BotHost first = await BotHost.StartAsync(redis, gateway, 0);
            await using BotHost second = await BotHost.StartAsync(redis, gateway, 1);
            await first.WaitForConnectedAsync();
            await second.WaitForConnectedAsync();
            Assert.Equal([0, 1], first.Manager.Shards.Select(shard => shard.ShardId.Index));
            Assert.Equal([2, 3], second.Manager.Shards.Select(shard => shard.ShardId.Index));
        }

        Assert.Equal(4, BotHost.Count(gateway, GatewayOpcode.Identify));
        Assert.Equal(4, BotHost.Count(gateway, GatewayOpcode.Resume));
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Of_two_processes_with_the_same_shards_the_later_has_them_and_the_earlier_ends_its_own()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4 });
        await using BotHost old = await BotHost.StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await old.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(async () => await redis.CountSessionsAsync() == 4);

        await using BotHost young = await BotHost.StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await young.WaitForConnectedAsync();
        await RedisFixture.UntilAsync(() => old.Manager.Shards.Count == 0);

        // For as long as both would have taken each session from each other some ten times.
        int resumes = BotHost.Count(gateway, GatewayOpcode.Resume);
        await Task.Delay(TimeSpan.FromSeconds(5), Cancelled);
        Assert.Equal(resumes, BotHost.Count(gateway, GatewayOpcode.Resume));
        Assert.InRange(resumes, 4, 8);
        Assert.Equal(4, BotHost.Count(gateway, GatewayOpcode.Identify));
        Assert.All(young.Manager.GetStatus(), status => Assert.Equal(ConnectionStage.Connected, status.Stage));
        Assert.Equal(4, redis.Log.All.Count(line => line.Contains("another process took over its session", StringComparison.Ordinal)));
    }
}
