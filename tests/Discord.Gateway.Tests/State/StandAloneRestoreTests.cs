using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A stand-alone shard whose state was restored.</summary>
public sealed class StandAloneRestoreTests
{
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_READY_of_a_session_that_follows_the_restored_one_is_handled()
    {
        MemoryStateStore store = new();
        await SaveAsync(store, new BotStateOptions { Store = store });
        var restored = new BotState(new BotStateOptions { Store = store });
        Assert.NotNull(await restored.RestoreAsync(new ShardSession("session", null, 2), Options, Cancellation));

        // Discord did not resume it.
        Assert.True(restored.Apply(new ReadyEvent { SessionId = "next", User = new User { Id = Bot }, Sequence = 1 }));
    }

    [Fact]
    public void Shards_of_another_number_replace_those_before()
    {
        var state = new BotState();
        var old = new ShardId(1, 2);
        Id<Guild> guild = 1UL << 22;
        Tell(state, old, 1, new ReadyEvent { SessionId = "a", User = new User { Id = Bot } });
        Tell(state, old, 2, new GuildCreateEvent { Guild = new Guild { Id = guild } });

        // By hand, another number of shards.
        Tell(state, ShardId.Single, 1, new ReadyEvent { SessionId = "b", User = new User { Id = Bot } });
        Tell(state, ShardId.Single, 2, new GuildCreateEvent { Guild = new Guild { Id = guild } });

        Assert.Equal(1, state.GuildCount);
    }

    private static void Tell(BotState state, ShardId shardId, long sequence, GatewayEvent gatewayEvent) => state.Apply(gatewayEvent with { ShardId = shardId, Sequence = sequence });

    private static async Task SaveAsync(MemoryStateStore store, BotStateOptions options)
    {
        var state = new BotState(options with { Store = store });
        state.Apply(new ReadyEvent { SessionId = "session", User = new User { Id = Bot }, Sequence = 1 });
        state.Apply(Created with { Sequence = 2 });
        await state.SaveAsync();
    }
}
