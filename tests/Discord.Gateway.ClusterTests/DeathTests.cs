namespace Discord.Gateway.ClusterTests;

/// <summary>Silos that die.</summary>
public sealed class DeathTests
{
    [Fact]
    public Task Shards_of_a_silo_that_is_killed_resume_on_the_others_within_thirty_seconds_and_lose_nothing() => KillOneOfThreeAsync(redis: null);

    internal static async Task KillOneOfThreeAsync(string? redis)
    {
        const int Shards = 48;
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16, redis);
        Assert.All(await world.CountAsync(), silo => Assert.Equal(16, silo.Value));
        world.BeginSending();
        await Task.Delay(TimeSpan.FromSeconds(8), ClusterWorld.Cancellation);

        int identifies = world.Identifies;
        int victim = world.Local.Silos.Keys.First();
        await world.Local.KillSiloAsync(victim);
        await world.UntilAsync(async () => (await world.CountAsync()) is { Count: 2 } silos && silos.Values.Sum() == Shards && !silos.ContainsKey(victim), TimeSpan.FromSeconds(30));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));

        // Sessions are saved every 5 s: what was handled since is told again.
        world.AssertToldAll(sent, mayDouble: 6 * ClusterWorld.MessagesPerSecond);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
