using Discord.Gateway.Commands;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;

namespace Discord.Gateway.ClusterTests;

/// <summary>Silos that die.</summary>
public sealed class DeathTests
{
    [Fact]
    public Task Shards_of_a_silo_that_is_killed_resume_on_the_others_within_thirty_seconds_and_lose_nothing() => KillOneOfThreeAsync();

    [Fact]
    public async Task A_command_to_a_guild_waits_until_its_shard_runs_again()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        int before = CountUpdates();
        ClusterShard shard = (await world.Cluster.GetStatusAsync()).First(shard => !shard.Silo!.Equals(world.Silos.Primary!.SiloAddress));
        SimulatedGuild guild = world.Guilds.First(guild => ShardId.ForGuild(guild.Id, world.Shards) == shard.ShardId);

        await world.Silos.KillSiloAsync(world.Silos.GetActiveSilos().Single(silo => silo.SiloAddress.Equals(shard.Silo)), TestContext.Current.CancellationToken);
        Task sending = world.Cluster.SendAsync(guild.Id, new UpdateVoiceState(guild.Id, null), TestContext.Current.CancellationToken);
        await sending;
        await InProcessCluster.UntilAsync(() => Task.FromResult(CountUpdates() == before + 1));

        int CountUpdates() => world.Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.VoiceStateUpdate));
    }

    internal static async Task KillOneOfThreeAsync(string? redis = null, string? postgres = null)
    {
        const int Shards = 48;
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16, redis, postgres);
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
