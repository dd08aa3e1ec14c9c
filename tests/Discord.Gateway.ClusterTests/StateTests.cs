using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>What the silos know of guilds goes with the shards.</summary>
public sealed class StateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shards_that_move_are_known_on_their_new_silo_and_identify_only_without_a_store(bool hasStore)
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(state: new BotStateOptions { Store = hasStore ? new FileStateStore(_directory.FullName) : null });
        await UntilKnownAsync(world, "general");
        int moving = world.States[1].Guilds.Select(guild => ShardId.ForGuild(guild.Id, world.Shards)).Distinct().Count();
        int identifies = world.Identifies;

        await RenameAsync(world, "before");
        await UntilKnownAsync(world, "before");
        await world.Silos.StopSiloAsync(world.Silos.Silos[1], Cancellation);
        await RenameAsync(world, "after");
        await UntilKnownAsync(world, "after");

        Assert.InRange(moving, 1, 3);
        Assert.Equal(identifies + (hasStore ? 0 : moving), world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Shards_of_a_silo_that_died_are_known_on_another()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(state: new BotStateOptions { Store = new FileStateStore(_directory.FullName) });
        await UntilKnownAsync(world, "general");

        SiloHandle dead = world.Silos.Silos[1];
        await RenameAsync(world, "before");
        await world.Silos.KillSiloAsync(dead, Cancellation);
        await RenameAsync(world, "after");

        await UntilKnownAsync(world, "after");
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_resharding_leaves_each_guild_known_once()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(state: new BotStateOptions { Store = new FileStateStore(_directory.FullName) });
        await UntilKnownAsync(world, "general");

        await world.Cluster.ReshardAsync(6, cancellationToken: Cancellation);
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()) is { Count: 6 } shards && shards.All(shard => shard.Stage == ConnectionStage.Connected));
        await RenameAsync(world, "after");

        await UntilKnownAsync(world, "after");
        Assert.Equal(6, _directory.EnumerateFiles("*", SearchOption.AllDirectories).Count());
    }

    private static async Task RenameAsync(InProcessCluster world, string name)
    {
        foreach (SimulatedGuild guild in world.Guilds)
        {
            guild.UpdateChannel(guild.ChannelId, channel => channel with { Name = name });
            await world.Gateway.DispatchMessageAsync(guild, name);
        }
    }

    /// <summary>Each guild is known to one silo, with a channel of that name.</summary>
    private static Task UntilKnownAsync(InProcessCluster world, string name) => InProcessCluster.UntilAsync(() =>
    {
        GuildView[] known = [.. world.States.SelectMany(state => state.Guilds)];
        return Task.FromResult(known.Select(guild => guild.Id).Order().SequenceEqual(world.Guilds.Select(guild => guild.Id).Order())
            && world.Guilds.All(guild => known.Single(view => view.Id == guild.Id).FindChannel(guild.ChannelId)?.Name == name));
    });
}
