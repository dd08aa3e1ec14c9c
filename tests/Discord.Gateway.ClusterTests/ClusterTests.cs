using System.Collections.Concurrent;
using Discord.Gateway.Models;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans.Streams;

namespace Discord.Gateway.ClusterTests;

/// <summary>What a cluster of shards offers, from anywhere in it.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task A_client_sends_commands_through_the_shard_of_a_guild_wherever_it_runs()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        SimulatedGuild guild = world.Guilds[3];

        IShardGrain shard = await world.Cluster.GetShardAsync(guild.Id);
        GuildMembersAnswer all = await shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = guild.Id, Query = "" }, TestContext.Current.CancellationToken);
        guild.SetPresence(guild.GetMemberId(0), UserStatus.Idle);
        GuildMembersAnswer some = await shard.GetGuildMembersAsync(
            new RequestGuildMembers { GuildId = guild.Id, UserIds = [guild.GetMemberId(0), 42], Presences = true }, TestContext.Current.CancellationToken);
        await shard.SendAsync(new UpdateVoiceState(guild.Id, null));

        Assert.Equal(4, all.Members.Count);
        Assert.Equal(guild.GetMemberId(0), Assert.Single(some.Members).User!.Id);
        Assert.Equal<Id<User>>(42, Assert.Single(some.NotFound));
        Assert.Equal(UserStatus.Idle, Assert.Single(some.Presences).Status);
        await InProcessCluster.UntilAsync(() => Task.FromResult(
            world.Gateway.Connections.Any(connection => connection.Received.Any(payload => payload.Opcode == GatewayOpcode.VoiceStateUpdate))));
        await Assert.ThrowsAsync<ArgumentException>(() => shard.SendRawAsync("nonsense"u8.ToArray()));
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_silo_that_is_drained_has_no_shards_any_more_and_nothing_is_lost()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6);
        IReadOnlyList<ClusterShard> before = await world.Cluster.GetStatusAsync();
        Assert.Equal([3, 3], before.GroupBy(shard => shard.Silo).Select(silo => silo.Count()));

        Task draining = world.Cluster.DrainAsync(before[0].Silo!);
        string[] contents = await world.SayAsync(50);
        await draining;
        await world.UntilToldAsync(contents);

        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.All(await world.Cluster.GetStatusAsync(), shard => Assert.NotEqual(before[0].Silo, shard.Silo));
        Assert.Equal(6, 1000 - world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task Events_are_published_to_a_stream_of_each_shard_in_order()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        var published = new ConcurrentQueue<string>();
        var shardId = new ShardId(1, world.Shards);
        await world.Silos.Client.GetStreamProvider("events").GetStream<GatewayEvent>(world.Cluster.StreamOf(shardId)).SubscribeAsync((gatewayEvent, _) =>
        {
            if (gatewayEvent is MessageCreateEvent message)
            {
                Assert.Equal(shardId, message.ShardId);
                published.Enqueue(message.Message.Content);
            }

            return Task.CompletedTask;
        });

        for (int i = 0; i < 100; i++)
        {
            await world.Gateway.DispatchMessageAsync(world.Guilds[1], $"{i}");
        }

        await InProcessCluster.UntilAsync(() => Task.FromResult(published.Count >= 100));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), published);
    }

    [Fact]
    public async Task Four_shards_become_six_without_a_gap()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        var phases = new ConcurrentQueue<ReshardPhase>();

        Task resharding = world.Cluster.ReshardAsync(6, new Progress<ReshardPhase>(phases.Enqueue), TestContext.Current.CancellationToken);
        var contents = new List<string>();
        while (!resharding.IsCompleted)
        {
            contents.AddRange(await world.SayAsync(2));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        await resharding;
        contents.AddRange(await world.SayAsync(5));
        await world.UntilToldAsync([.. contents]);

        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.Contains(ReshardPhase.Holding, phases);
        Assert.Equal(6, await world.Cluster.GetTotalShardsAsync());
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).GroupBy(shard => shard.Silo).Select(silo => silo.Count()).SequenceEqual([3, 3]));
        Assert.Equal(4 + 6, 1000 - world.Gateway.SessionStartsRemaining);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_shard_that_discord_has_ended_is_restarted_where_it_was_asked_for()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        var shardId = new ShardId(1, 2);
        world.Gateway.Connections.Single(connection => connection.ShardId == shardId).Close(4014);
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync())[1].Error is not null);

        await world.Cluster.RestartShardAsync(shardId);
        await world.UntilConnectedAsync();

        Assert.Null((await world.Cluster.GetStatusAsync())[1].Error);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Cluster.RestartShardAsync(new ShardId(1, 3)));
        string[] said = await world.SayAsync(1);
        await world.UntilToldAsync(said);
    }
}
