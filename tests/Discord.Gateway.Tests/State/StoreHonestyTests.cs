using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>What is saved is whole, and what a store has is used.</summary>
public sealed class StoreHonestyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_that_was_never_told_its_guilds_is_not_used_as_if_it_were_whole()
    {
        await using var world = new ManagerWorld(shards: 1);
        MemoryStateStore store = new();
        await StartAsync(world, store, SessionPolicy.Resume);
        await world.SayAsync(0, "first");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("first"), TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(10));
        await world.StopAsync();
        store.Bytes.Clear();
        await StartAsync(world, store, SessionPolicy.Resume);
        await world.SayAsync(0, "second");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("second"), TimeSpan.FromMinutes(1));
        await world.StopAsync();

        // It is not to be empty from now on.
        BotState third = await StartAsync(world, store, SessionPolicy.ResumeOnlyWithState);
        await world.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(24, third.GuildCount);
    }

    [Fact]
    public async Task A_state_that_was_kept_up_to_date_by_hand_is_restored_for_a_shard_with_intents()
    {
        MemoryStateStore store = new();
        var first = new BotState(new BotStateOptions { Store = store });
        var options = new ShardOptions { Token = "token", Intents = GatewayIntents.Guilds };
        Assert.Null(await first.RestoreAsync(session: null, options, Cancellation));
        first.Apply(new ReadyEvent { SessionId = "session", User = new User { Id = 900 }, Sequence = 1 });
        await first.SaveAsync();

        var second = new BotState(new BotStateOptions { Store = store });
        ShardSession? session = await second.RestoreAsync(new ShardSession("session", null, 1), options, Cancellation);

        Assert.NotNull(session);
    }

    private static Task<BotState> StartAsync(ManagerWorld world, MemoryStateStore store, SessionPolicy policy)
    {
        world.Options = world.Options with { SessionPolicy = policy };
        return world.StartWithStateAsync(new BotStateOptions { Store = store });
    }
}
