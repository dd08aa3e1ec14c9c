using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>What a manager's bot knows survives its process, or is told anew.</summary>
public sealed class ManagerStateTests
{
    [Fact]
    public async Task The_next_process_knows_what_the_last_one_knew_and_no_shard_identifies()
    {
        await using var world = new ManagerWorld(shards: 2);
        MemoryStateStore store = new();
        BotState first = await StartAsync(world, store);
        await ChangeAsync(world, "before");
        await AppliedAsync(world, first, "before");
        await world.StopAsync();
        await ChangeAsync(world, "while it was away");

        BotState second = await StartAsync(world, store);
        await AppliedAsync(world, second, "while it was away");

        Assert.Equal(24, second.GuildCount);
        Assert.All(second.Guilds, guild => Assert.Equal(GuildAvailability.Available, guild.Availability));
        Assert.Equal((2, 2), (world.Identifies, world.Resumes));
        Assert.NotNull(second.Self);
    }

    [Fact]
    public async Task A_shard_whose_snapshot_is_missing_identifies_and_is_told_all()
    {
        await using var world = new ManagerWorld(shards: 2);
        MemoryStateStore store = new();
        await StartAsync(world, store);
        await world.StopAsync();
        store.Bytes.TryRemove(new ShardId(1, 2), out _);

        BotState second = await StartAsync(world, store);
        await world.AdvanceUntilAsync(() => second.GuildCount == 24, TimeSpan.FromMinutes(1));

        Assert.Equal((3, 1), (world.Identifies, world.Resumes));
        Assert.Contains(world.Logs.Lines, line => line.Contains("no usable snapshot of the state was saved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_Resume_a_shard_whose_snapshot_is_missing_resumes_and_knows_nothing()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { SessionPolicy = SessionPolicy.Resume };
        MemoryStateStore store = new();
        BotState first = await StartAsync(world, store);
        await ChangeAsync(world, "after all guilds");
        await AppliedAsync(world, first, "after all guilds");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await world.StopAsync();
        store.Bytes.Clear();

        BotState second = await StartAsync(world, store);

        Assert.Equal((1, 1, 0), (world.Identifies, world.Resumes, second.GuildCount));
    }

    [Fact]
    public async Task A_process_that_is_killed_replays_what_came_since_its_snapshot_and_hands_out_what_was_not_handled()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new();
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        BotState first = await StartAsync(world, store);
        await world.AdvanceUntilAsync(() => store.Saves > 0, TimeSpan.FromMinutes(3));
        await ChangeAsync(world, "after the snapshot");
        await world.SayAsync(0, "handled");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("handled"), TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(6));
        byte[] snapshot = store.Bytes[ShardId.Single];
        ShardSession session = world.Store.Sessions.Single();
        await world.StopAsync();
        store.Bytes[ShardId.Single] = snapshot;
        await world.Store.SaveAsync(session, ManagerWorld.Cancellation);
        await world.SayAsync(0, "not handled");
        world.Handled.Clear();

        BotState second = await StartAsync(world, store);
        await world.AdvanceUntilAsync(() => world.Handled.Contains("not handled"), TimeSpan.FromMinutes(1));

        Assert.Equal(["not handled"], world.Handled);
        Assert.Equal("after the snapshot", second.Find(world.Guilds[0].Id)!.Value.FindChannel(world.Guilds[0].ChannelId)!.Name);
        Assert.Equal(1, world.Identifies);
        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task A_process_that_is_killed_soon_after_its_session_began_is_followed_by_one_that_goes_on()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new();
        await StartAsync(world, store);
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count > 0, TimeSpan.FromMinutes(1));
        byte[] snapshot = store.Bytes[ShardId.Single];
        ShardSession session = world.Store.Sessions.Single();
        await world.StopAsync();
        store.Bytes[ShardId.Single] = snapshot;
        await world.Store.SaveAsync(session, ManagerWorld.Cancellation);

        BotState second = await StartAsync(world, store);
        await world.AdvanceUntilAsync(() => second.GuildCount == 24, TimeSpan.FromMinutes(1));

        Assert.Equal((1, 1), (world.Identifies, world.Resumes));
    }

    [Fact]
    public async Task A_session_is_not_saved_while_its_state_cannot_be()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new() { Fails = true };
        await StartAsync(world, store);
        await world.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(world.Store.Sessions);

        store.Fails = false;
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count > 0, TimeSpan.FromMinutes(1));

        Assert.Single(store.Bytes);
        Assert.Contains(world.Logs.Lines, line => line.Contains("Snapshots of the state are saved again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handlers_are_told_of_no_event_that_only_the_state_needs()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.Only(GatewayEventType.MessageCreate) } };
        List<string> told = [];
        var state = new BotState(new BotStateOptions { Store = new MemoryStateStore() });
        world.Options = world.Options with { State = state };
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            told.Add(gatewayEvent.Name);
            return Task.CompletedTask;
        });
        await world.AdvanceUntilAsync(() => world.Manager.GuildsLoaded, TimeSpan.FromSeconds(1));
        await world.SayAsync(0, "hello");
        await world.AdvanceUntilAsync(() => told.Count > 0, TimeSpan.FromMinutes(1));

        Assert.Equal(["MESSAGE_CREATE"], told);
        Assert.Equal(24, state.GuildCount);
    }

    [Fact]
    public async Task Resharding_swaps_the_state_for_that_of_the_new_shards()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new();
        BotState state = await StartAsync(world, store);

        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(10));
        await resharding;
        await ChangeAsync(world, "after");
        await AppliedAsync(world, state, "after");
        await world.StopAsync();

        Assert.Equal(24, state.GuildCount);
        Assert.Equal([new ShardId(0, 2), new ShardId(1, 2)], store.Bytes.Keys.OrderBy(shardId => shardId.Index));
    }

    [Fact]
    public void A_state_belongs_to_one_manager()
    {
        var state = new BotState();
        var options = new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "token", Intents = GatewayIntents.Guilds }, State = state, SessionStore = new MemorySessionStore() };
        _ = new ShardManager(options);

        Assert.Throws<InvalidOperationException>(() => new ShardManager(options));
        Assert.Throws<InvalidOperationException>(() => state.Apply(new ResumedEvent()));
    }

    [Fact]
    public void A_state_needs_to_be_told_of_guilds()
    {
        var options = new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "token", Intents = GatewayIntents.GuildMessages }, State = new BotState() };

        Assert.Equal("State", Assert.Throws<ArgumentException>(() => new ShardManager(options)).ParamName);
    }

    private static Task<BotState> StartAsync(ManagerWorld world, MemoryStateStore store) => world.StartWithStateAsync(new BotStateOptions { Store = store });

    /// <summary>Renames a channel of the first guilds, one for each shard.</summary>
    private static async Task ChangeAsync(ManagerWorld world, string name)
    {
        foreach (SimulatedGuild guild in world.Guilds.Take(2))
        {
            await world.Gateway.DispatchAsync(new ChannelUpdateEvent { Channel = new Channel { Id = guild.ChannelId, GuildId = guild.Id, Name = name } });
        }
    }

    private static Task AppliedAsync(ManagerWorld world, BotState state, string name) => world.AdvanceUntilAsync(
        () => world.Guilds.Take(2).All(guild => state.Find(guild.Id)?.FindChannel(guild.ChannelId)?.Name == name), TimeSpan.FromMinutes(1));
}
