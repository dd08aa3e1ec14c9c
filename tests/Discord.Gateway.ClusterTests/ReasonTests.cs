using Discord.Gateway.Orleans;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>Who asks why shards do not run, or whether a silo is well, is told.</summary>
public sealed class ReasonTests
{
    [Fact]
    public async Task While_the_bot_is_resharded_its_shards_are_seen_and_so_is_a_handler_that_works()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        world.HandlerTime = TimeSpan.FromSeconds(6);
        Task resharding = world.Cluster.ReshardAsync(4, cancellationToken: TestContext.Current.CancellationToken);
        IReadOnlyList<ShardStatus> inHand = [];
        await InProcessCluster.UntilAsync(() =>
        {
            inHand = [.. world.Running.SelectMany(static silo => silo.GetReshardingStatus())];
            return Task.FromResult(inHand.Count >= 2 && inHand.All(static shard => shard.Stage == ConnectionStage.Connected));
        });
        await world.SayAsync(1);

        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.Any(static silo => silo.GetStatus().Any(static shard => shard.LongestHandling > TimeSpan.FromSeconds(1)))));
        Assert.All(await world.Cluster.GetStatusAsync(), static shard => Assert.True(shard is { Stage: ConnectionStage.Connected, Silo: not null }, $"{shard}"));

        world.HandlerTime = TimeSpan.Zero;
        await resharding;
        Assert.All(world.Running, static silo => Assert.Empty(silo.GetReshardingStatus()));
    }

    [Fact]
    public async Task Shards_of_a_silo_that_has_died_say_why_they_do_not_run_until_they_do()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        await world.Silos.KillSiloAsync(world.Silos.SecondarySilos[0], TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(async () =>
        {
            IReadOnlyList<ClusterShard> shards = await world.Cluster.GetStatusAsync();
            foreach (ClusterShard shard in shards.Where(static shard => shard.Silo is null))
            {
                Assert.False(string.IsNullOrEmpty(shard.Error), $"{shard}");
                Assert.DoesNotContain('\n', shard.Error);
            }

            return shards.All(static shard => shard is { Stage: ConnectionStage.Connected, Error: null });
        });
    }

    [Fact]
    public async Task A_stream_provider_that_there_is_not_keeps_the_silo_from_starting()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(static silo =>
        {
            silo.UseLocalhostClustering(OrleansCluster.SiloSettings.FindFreePort(), OrleansCluster.SiloSettings.FindFreePort());
            silo.AddMemoryGrainStorage(DiscordCluster.StorageName);
            silo.AddDiscordGateway(static options => (options.Token, options.TotalShards) = ("MTAwMDAwMDAwMDAwMDAwMDAx.simulated.token", 1), static cluster => cluster.StreamProvider = "missing");
        });
        using IHost host = builder.Build();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no stream provider named missing", error.Message, StringComparison.Ordinal);
    }
}
