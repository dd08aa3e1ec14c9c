using System.Collections.Concurrent;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans.Runtime;
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
        IReadOnlyList<GuildMember> members = await shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = guild.Id, Query = "" }, TestContext.Current.CancellationToken);
        await shard.SendAsync(new UpdateVoiceState(guild.Id, null));

        Assert.Equal(3, members.Count);
        await InProcessCluster.UntilAsync(() => Task.FromResult(
            world.Gateway.Connections.Any(connection => connection.Received.Any(payload => payload.Opcode == GatewayOpcode.VoiceStateUpdate))));
        await Assert.ThrowsAsync<ArgumentException>(() => shard.SendRawAsync("nonsense"u8.ToArray()));
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_presence_reaches_every_shard_and_those_that_start_later()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();

        await world.Cluster.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Playing("with grains")] });
        await InProcessCluster.UntilAsync(() => Task.FromResult(Presences(world) == world.Shards));

        await world.Cluster.DrainAsync((await world.Cluster.GetStatusAsync())[0].Silo!);
        await InProcessCluster.UntilAsync(() => Task.FromResult(Presences(world) > world.Shards));

        static int Presences(InProcessCluster world) => world.Gateway.Connections.Sum(connection =>
            connection.Received.Count(payload => payload.Opcode == GatewayOpcode.PresenceUpdate && payload.Data.GetRawText().Contains("with grains", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_presence_of_one_shard_alone_moves_with_it_until_another_is_set_for_all()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        await world.Cluster.SetPresenceAsync(Playing("for all"));
        await world.Cluster.GetShard(new ShardId(0, world.Shards)).SetPresenceAsync(Playing("alone"));
        await InProcessCluster.UntilAsync(() => Task.FromResult(LastPresences(world) == "alone, for all, for all, for all"));

        int connections = world.Gateway.Connections.Count;
        await world.Cluster.DrainAsync((await world.Cluster.GetStatusAsync())[0].Silo!);
        await InProcessCluster.UntilAsync(() => Task.FromResult(
            world.Gateway.Connections.Count == connections + (world.Shards / 2) && LastPresences(world) == "alone, for all, for all, for all"));

        await world.Cluster.SetPresenceAsync(Playing("anew"));
        await InProcessCluster.UntilAsync(() => Task.FromResult(LastPresences(world) == "anew, anew, anew, anew"));
        Assert.Empty(world.Gateway.Violations);

    }

    [Fact]
    public async Task A_presence_that_is_set_while_shards_move_reaches_those_too()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 16);
        SiloAddress left = (await world.Cluster.GetStatusAsync())[0].Silo!;

        Task draining = world.Cluster.DrainAsync(left);
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).Any(shard => shard.Silo is null));
        await world.Cluster.SetPresenceAsync(Playing("on the way"));
        await draining;

        await InProcessCluster.UntilAsync(() => Task.FromResult(LastPresences(world).Split(", ").All(presence => presence == "on the way")));
        Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), shard => left.Equals(shard.Silo));
    }

    [Fact]
    public async Task A_silo_that_is_drained_has_no_shards_any_more_and_nothing_is_lost()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6);
        IReadOnlyList<ClusterShard> before = await world.Cluster.GetStatusAsync();
        Assert.Equal([3, 3], before.GroupBy(shard => shard.Silo).Select(silo => silo.Count()));

        Task draining = world.Cluster.DrainAsync(before[0].Silo!);
        string[] contents = await SayAsync(world, 50);
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
        await world.Silos.Client.GetStreamProvider("events").GetStream<GatewayEvent>(DiscordCluster.StreamOf(shardId)).SubscribeAsync((gatewayEvent, _) =>
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
            contents.AddRange(await SayAsync(world, 2));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        await resharding;
        contents.AddRange(await SayAsync(world, 5));
        await world.UntilToldAsync([.. contents]);

        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.Contains(ReshardPhase.Holding, phases);
        Assert.Equal(6, await world.Cluster.GetTotalShardsAsync());
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).GroupBy(shard => shard.Silo).Select(silo => silo.Count()).SequenceEqual([3, 3]));
        Assert.Equal(4 + 6, 1000 - world.Gateway.SessionStartsRemaining);
        Assert.Empty(world.Gateway.Violations);
    }

    private static int _said;

    private static BotPresence Playing(string game) => new() { Activities = [BotActivity.Playing(game)] };

    /// <summary>What each shard's newest connection was told last.</summary>
    private static string LastPresences(InProcessCluster world) => string.Join(", ", world.Gateway.Connections
        .Where(connection => connection.ShardId is not null)
        .GroupBy(connection => connection.ShardId!.Value.Index)
        .OrderBy(shard => shard.Key)
        .Select(shard => shard.Last().Received.LastOrDefault(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)?.Data
            .GetProperty("activities")[0].GetProperty("name").GetString()));

    private static async Task<string[]> SayAsync(InProcessCluster world, int times)
    {
        var contents = new List<string>();
        for (int i = 0; i < times; i++)
        {
            foreach (SimulatedGuild guild in world.Guilds)
            {
                string content = $"said {Interlocked.Increment(ref _said)}";
                contents.Add(content);
                await world.Gateway.DispatchMessageAsync(guild, content);
            }
        }

        return [.. contents];
    }
}
