using Discord.Gateway.Testing;

namespace Discord.Gateway.RedisTests;

/// <summary>Bots in hosts while their Redis is away.</summary>
public sealed class RedisAwayTests
{
    [Fact]
    public async Task Shards_live_while_redis_is_gone_and_their_sessions_are_saved_when_it_is_back()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { MaxConcurrency = 4, Guilds = [new SimulatedGuild(1, "Home")] });
        await using (BotHost bot = await BotHost.StartAsync(redis, gateway, 0, shardsPerProcess: 4))
        {
            await bot.WaitForConnectedAsync();
            await RedisFixture.UntilAsync(async () => await redis.CountSessionsAsync() == 4);
            await redis.Server.KillAsync();
            await gateway.DispatchMessageAsync(gateway.Guilds[0], "while Redis is gone");
            await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.Contains("its session could not be saved", StringComparison.Ordinal)));

            // A connection that is lost meanwhile is resumed: that needs no Redis.
            int connections = gateway.Connections.Count;
            gateway.Connections[0].Cut();
            await RedisFixture.UntilAsync(() => gateway.Connections.Count > connections);
            await bot.WaitForConnectedAsync();
            await RedisFixture.UntilAsync(() => bot.Manager.GetStatus().All(status => status.Stage == ConnectionStage.Connected));
            await redis.Server.StartAgainAsync();
            await RedisFixture.UntilAsync(async () => await redis.CountSessionsAsync() == 4);
        }

        await using BotHost next = await BotHost.StartAsync(redis, gateway, 0, shardsPerProcess: 4);
        await next.WaitForConnectedAsync();
        Assert.Equal(4, BotHost.Count(gateway, GatewayOpcode.Identify));
    }

    [Fact]
    public async Task A_host_starts_while_redis_is_away_and_its_shards_connect_when_it_is_there()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        await redis.Server.KillAsync();
        using var gateway = new GatewaySimulator();
        await using BotHost bot = await BotHost.StartAsync(redis, gateway, 0, shardsPerProcess: 4, totalShards: 1);
        await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.Contains("the store is asked again for at most 00:02:00", StringComparison.Ordinal)), 40);

        await redis.Server.StartAgainAsync();

        await bot.WaitForConnectedAsync();
    }
}
