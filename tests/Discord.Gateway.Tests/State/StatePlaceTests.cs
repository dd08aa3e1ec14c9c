using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>The place in the session that a snapshot is of.</summary>
public sealed class StatePlaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_stop_nothing_is_replayed_that_neither_the_bot_nor_the_state_wanted()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.Only(GatewayEventType.InteractionCreate) } };
        MemoryStateStore store = new();
        world.Options = world.Options with { State = new BotState(new BotStateOptions { Store = store }) };
        await world.StartAndConnectAsync();
        await world.PassAsync(TimeSpan.FromSeconds(10));
        for (int message = 0; message < 300; message++)
        {
            await world.SayAsync(0, "filtered");
        }

        await world.PassAsync(TimeSpan.FromSeconds(10));
        await world.StopAsync();
        ShardSession session = world.Store.Sessions.Single();
        Assert.True(session.Sequence > 300);

        world.Options = world.Options with { State = new BotState(new BotStateOptions { Store = store }) };
        await world.StartAndConnectAsync();
        long resumedAfter = world.Gateway.Connections.SelectMany(connection => connection.Received)
            .Where(payload => payload.Opcode == GatewayOpcode.Resume).Select(payload => payload.Data.GetProperty("seq").GetInt64()).Last();

        // How much Discord can replay is not known.
        Assert.InRange(resumedAfter, session.Sequence - 10, session.Sequence);
    }

    [Fact]
    public async Task A_state_that_may_be_wrong_is_told_all_at_the_next_start_even_if_it_was_saved_before()
    {
        MemoryStateStore store = new();
        var first = new BotState(new BotStateOptions { Store = store });
        first.Apply(new ReadyEvent { SessionId = "session", User = new User { Id = 900 }, Sequence = 1 });
        await first.SaveAsync();

        // As no event is that Discord sends.
        first.Apply(new GuildCreateEvent { Guild = null!, Sequence = 2 });
        await first.SaveAsync();

        var second = new BotState(new BotStateOptions { Store = store });
        ShardSession? session = await second.RestoreAsync(new ShardSession("session", null, 2), new ShardOptions { Token = "token", Intents = GatewayIntents.All }, Cancellation);

        Assert.Null(session);
    }

    [Fact]
    public async Task A_resharding_that_fails_leaves_the_state_of_the_old_shards_and_its_saving()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new();
        var state = new BotState(new BotStateOptions { Store = store });
        world.Options = world.Options with { State = state };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => state.GuildCount == 24 && store.Saves > 0, TimeSpan.FromMinutes(1));

        Task resharding = world.Manager.ReshardAsync(2, new Throwing(ReshardPhase.Holding), ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<InvalidOperationException>(() => resharding);
        int saves = store.Saves;
        await world.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(24, state.GuildCount);
        Assert.True(store.Saves > saves);
        Assert.Equal([ShardId.Single], store.Bytes.Keys);
    }

    [Fact]
    public async Task A_shard_that_is_removed_and_added_again_knows_what_it_knew()
    {
        await using var world = new ManagerWorld(shards: 2);
        MemoryStateStore store = new();
        var state = new BotState(new BotStateOptions { Store = store });
        world.Options = world.Options with { State = state };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => state.GuildCount == 24, TimeSpan.FromMinutes(1));

        Task removing = world.Manager.RemoveShardAsync(1);
        await world.AdvanceUntilAsync(() => removing.IsCompleted, TimeSpan.FromMinutes(1));
        await removing;
        Assert.Equal(12, state.GuildCount);
        Task adding = world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => adding.IsCompleted && world.Connected == 2, TimeSpan.FromMinutes(1));
        await adding;

        Assert.Equal((24, 2), (state.GuildCount, world.Identifies));
    }

    [Fact]
    public async Task A_shard_alone_that_lets_nothing_of_what_the_state_needs_through_is_refused()
    {
        await using var shard = new Shard(new ShardOptions { Token = "token", Intents = GatewayIntents.GuildMessages });
        var state = new BotState();

        await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
        {
            using var ending = new CancellationTokenSource();
            await ending.CancelAsync();
            await foreach (GatewayEvent _ in state.ReceiveAllAsync(shard, ending.Token))
            {
            }
        });
    }

    private sealed class Throwing(ReshardPhase at) : IProgress<ReshardProgress>
    {
        public void Report(ReshardProgress value)
        {
            if (value.Phase == at)
            {
                throw new InvalidOperationException("no");
            }
        }
    }
}
