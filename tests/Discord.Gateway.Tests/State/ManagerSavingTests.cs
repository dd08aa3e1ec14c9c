using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>What a manager does with the state of its shards as they come and go: what the bot reads, and what is saved.</summary>
public sealed class ManagerSavingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task A_shard_that_is_removed_or_added_takes_or_brings_its_guilds()
    {
        await using var world = new ManagerWorld(shards: 2);
        BotState state = await StartAsync(world);
        await world.AdvanceUntilAsync(() => state.GuildCount == 24, TimeSpan.FromMinutes(1));

        Task removing = world.Manager.RemoveShardAsync(1);
        await world.AdvanceUntilAsync(() => removing.IsCompleted, TimeSpan.FromMinutes(1));
        Assert.Equal(12, state.GuildCount);

        Task adding = world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => adding.IsCompleted && world.Resumes == 1, TimeSpan.FromMinutes(1));
        Assert.Equal((2, 24), (world.Identifies, state.GuildCount));
    }

    [Fact]
    public async Task A_shard_that_is_restarted_goes_on_with_its_state()
    {
        await using var world = new ManagerWorld(shards: 1);
        BotState state = await StartAsync(world);
        await world.AdvanceUntilAsync(() => state.GuildCount == 24, TimeSpan.FromMinutes(1));

        Task restarting = world.Manager.RestartShardAsync(0);
        await world.AdvanceUntilAsync(() => restarting.IsCompleted, TimeSpan.FromMinutes(1));
        await RenameAsync(world, "after the restart");

        await world.AdvanceUntilAsync(() => NameIn(state, world) == "after the restart", TimeSpan.FromMinutes(1));
        Assert.Equal(24, state.GuildCount);
    }

    [Fact]
    public async Task Nothing_is_saved_after_a_stop_also_if_it_was_resharded()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await ReshardAsync(world);
        await world.StopAsync();

        int saves = _store.Saves;
        await world.PassAsync(2 * Interval);

        Assert.Equal(saves, _store.Saves);
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_after_ten_seconds()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await world.PassAsync(TimeSpan.FromSeconds(10));
        _store.Fails = true;
        await world.PassAsync(Interval);

        // The first failure came within these two minutes.
        int before = _store.Failures;
        await world.PassAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(_store.Failures - before, 5, 6);

        int saves = _store.Saves;
        _store.Fails = false;
        await world.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(saves + 1, _store.Saves);
    }

    [Fact]
    public async Task Snapshots_go_on_after_a_resharding()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await ReshardAsync(world);
        await world.PassAsync(TimeSpan.FromSeconds(10));

        int saves = _store.Saves;
        await world.PassAsync(Interval + TimeSpan.FromSeconds(2));

        Assert.Equal(saves + 2, _store.Saves);
    }

    [Fact]
    public async Task No_session_is_saved_before_its_state_not_even_in_a_resharding()
    {
        await using var world = new ManagerWorld(shards: 1);
        var sessions = new WatchedSessions(world.Store, session => _store.Bytes.ContainsKey(session.ShardId));
        world.Options = world.Options with { SessionStore = sessions };
        await StartAsync(world);
        await world.PassAsync(TimeSpan.FromSeconds(10));

        await ReshardAsync(world);

        Assert.Empty(sessions.Early);
        Assert.Contains(world.Store.Sessions, session => session.ShardId == new ShardId(1, 2));
    }

    [Fact]
    public async Task An_event_that_could_not_be_read_is_handed_out_though_only_the_state_needs_it()
    {
        await using var world = new ManagerWorld(shards: 1, expectsViolations: true);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.Only(GatewayEventType.MessageCreate), MaxPayloadBytes = 20_000 } };
        List<string> told = [];
        var state = new BotState(new BotStateOptions { Store = _store });
        world.Options = world.Options with { State = state };
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            told.Add($"{gatewayEvent.GetType().Name} {gatewayEvent.Name}");
            return Task.CompletedTask;
        });

        await world.Gateway.DispatchAsync("CHANNEL_UPDATE", $$"""{"id":"{{world.Guilds[0].ChannelId}}","guild_id":"{{world.Guilds[0].Id}}","topic":"{{new string('a', 30_000)}}"}""");
        await world.AdvanceUntilAsync(() => told.Count > 0, TimeSpan.FromMinutes(1));

        Assert.Equal(["UndecodableEvent CHANNEL_UPDATE"], told);
    }

    private static async Task ReshardAsync(ManagerWorld world)
    {
        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(10));
        await resharding;
    }

    private static Task<int> RenameAsync(ManagerWorld world, string name) => world.Gateway.DispatchAsync(
        new ChannelUpdateEvent { Channel = new Channel { Id = world.Guilds[0].ChannelId, GuildId = world.Guilds[0].Id, Name = name } });

    private static string? NameIn(BotState state, ManagerWorld world) => state.Find(world.Guilds[0].Id)?.FindChannel(world.Guilds[0].ChannelId)?.Name;

    private Task<BotState> StartAsync(ManagerWorld world) => world.StartWithStateAsync(new BotStateOptions { Store = _store, SnapshotInterval = Interval });

    /// <summary>Notes the sessions that are saved before something holds for them.</summary>
    private sealed class WatchedSessions(ISessionStore store, Func<ShardSession, bool> holds) : ISessionStore
    {
        internal System.Collections.Concurrent.ConcurrentQueue<ShardSession> Early { get; } = new();

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            if (!holds(session))
            {
                Early.Enqueue(session);
            }

            return store.SaveAsync(session, cancellationToken);
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => store.DeleteAsync(shardId, cancellationToken);
    }
}
