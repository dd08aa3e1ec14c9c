namespace Discord.Gateway.ClusterTests;

/// <summary>Silos that only seem dead: they do not answer for a while, and then go on as if nothing had been.</summary>
public sealed class FreezeTests
{
    [Fact]
    public async Task A_silo_that_wakes_up_after_its_shards_went_to_others_ends_and_takes_no_session_back()
    {
        const int Shards = 12;

        // A table of members in another silo's memory would not answer one that is believed dead.
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16, redis.Address);
        world.BeginSending();
        await Task.Delay(TimeSpan.FromSeconds(6), ClusterWorld.Cancellation);

        int identifies = world.Identifies;
        int frozen = world.Local.Silos.Keys.First();
        await world.SignalAsync(frozen, "STOP");
        await world.UntilAsync(async () => (await world.CountAsync()) is { Count: 2 } silos && silos.Values.Sum() == Shards && !silos.ContainsKey(frozen), TimeSpan.FromSeconds(30));
        await world.SignalAsync(frozen, "CONT");
        await world.UntilAsync(() => Task.FromResult(world.Local.Silos[frozen].HasExited), TimeSpan.FromSeconds(30));

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == Shards, TimeSpan.FromSeconds(10));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));
        world.AssertToldInAnyOrder(sent);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
