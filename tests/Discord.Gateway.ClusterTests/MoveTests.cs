namespace Discord.Gateway.ClusterTests;

/// <summary>Silos that come and go as planned.</summary>
public sealed class MoveTests
{
    [Fact]
    public async Task A_silo_that_joins_gets_its_share_and_no_event_is_lost_or_doubled_and_no_identify_spent()
    {
        const int Shards = 48;
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16);
        world.BeginSending();
        int identifies = world.Identifies;

        world.Local.StartSilo();
        await world.UntilAsync(async () => (await world.CountAsync()).Values.Order().SequenceEqual([12, 12, 12, 12]), TimeSpan.FromSeconds(60));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));

        world.AssertToldOnce(sent);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_rolling_restart_of_all_silos_under_load_spends_no_identify_and_loses_no_event()
    {
        const int Shards = 24;
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16);
        world.BeginSending();
        int identifies = world.Identifies;

        foreach (int port in world.Local.Silos.Keys.ToList())
        {
            await world.Local.StopSiloAsync(port);
            world.Local.StartSilo();
            await world.UntilAsync(async () => (await world.CountAsync()).Values.Order().SequenceEqual([8, 8, 8]), TimeSpan.FromSeconds(60));
        }

        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));

        world.AssertToldOnce(sent);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_number_of_shards_that_is_changed_in_a_rolling_deploy_is_resharded_to_when_all_silos_have_it()
    {
        await using ClusterWorld world = await ClusterWorld.StartAsync(shards: 8, silos: 2, maxConcurrency: 16);
        int[] old = [.. world.Local.Silos.Keys];
        world.BeginSending();
        foreach (int silo in old)
        {
            world.Local.StartSilo(shards: 12);
            await world.UntilAsync(async () => (await world.CountAsync()).Count == 3, TimeSpan.FromMinutes(1));
            Assert.Equal(8, await world.Local.Cluster.GetTotalShardsAsync());
            await world.Local.StopSiloAsync(silo);
        }

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == 12, TimeSpan.FromMinutes(2));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(20));

        world.AssertToldInAnyOrder(sent);
        Assert.Equal(8 + 12, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
