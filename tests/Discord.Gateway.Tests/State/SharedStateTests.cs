using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>A state that the managers of a silo share while the bot is resharded: one for each number of shards.</summary>
public sealed class SharedStateTests
{
    private static readonly Id<Guild> GuildId = 100;
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    [Fact]
    public void A_guild_that_shards_of_both_numbers_are_told_of_is_known_once()
    {
        BotState state = new() { IsShared = true };
        Attach(state, new ShardId(0, 1), "a");
        Attach(state, new ShardId(0, 2), "b");

        Assert.Equal(1, state.GuildCount);
        Assert.Single(state.Guilds);
    }

    private static (ManagerState Manager, ShardState Shard) Attach(BotState state, ShardId shardId, string session)
    {
        ManagerState manager = state.Attach(Options with { ShardId = shardId }, new MemorySessionStore());
        ShardState shard = manager.Create(shardId, session: null);
        manager.Use([shard]);
        shard.Apply(new ReadyEvent { SessionId = session, User = new User { Id = 900 }, Sequence = 1 });
        shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = GuildId }, Sequence = 2 });
        return (manager, shard);
    }
}
