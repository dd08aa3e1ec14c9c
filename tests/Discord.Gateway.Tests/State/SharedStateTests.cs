using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>To whom a state belongs: one manager, the managers of a silo, or shards without a manager; and where it is saved then.</summary>
public sealed class SharedStateTests
{
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    [Fact]
    public void Managers_that_share_a_state_are_read_as_one_until_each_has_stopped()
    {
        var state = new BotState { IsShared = true };
        ManagerState first = Attach(state, new ShardId(0, 1), 555);
        ManagerState second = Attach(state, new ShardId(0, 2), 777);
        Assert.Equal((2, true, true), (state.GuildCount, state.Find(555) is not null, state.Find(777) is not null));

        first.End();
        Assert.Equal((1, true), (state.GuildCount, state.Find(777) is not null));
        second.End();
        Assert.Equal(0, state.GuildCount);
    }

    [Fact]
    public void A_guild_that_shards_of_both_numbers_are_told_of_is_known_once()
    {
        var state = new BotState { IsShared = true };
        Attach(state, new ShardId(0, 1), GuildId);
        Attach(state, new ShardId(0, 2), GuildId);

        Assert.Equal(1, state.GuildCount);
        Assert.Single(state.Guilds);
    }

    [Fact]
    public void What_a_manager_knew_can_be_read_after_it_has_stopped()
    {
        var state = new BotState();

        Attach(state, ShardId.Single, GuildId).End();

        Assert.NotNull(state.Find(GuildId));
    }

    [Fact]
    public void A_state_of_stand_alone_shards_is_for_no_manager_shared_or_not()
    {
        var sample = new StateSample();

        Assert.Throws<InvalidOperationException>(() => sample.State.Attach(Options, new MemorySessionStore()));
        sample.State.IsShared = true;
        Assert.Throws<InvalidOperationException>(() => sample.State.Attach(Options, new MemorySessionStore()));
    }

    [Fact]
    public async Task It_is_saved_beside_sessions_in_files_unless_it_has_a_store()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var store = new MemoryStateStore();
            await SaveAsync(new BotState(new BotStateOptions { Store = store }), new FileSessionStore(directory));
            Assert.Single(store.Bytes);
            Assert.Empty(Directory.GetFiles(directory));

            await SaveAsync(new BotState(), new FileSessionStore(directory));
            Assert.EndsWith("shard-0-of-1.state", Assert.Single(Directory.GetFiles(directory)), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task SaveAsync(BotState state, ISessionStore sessions)
    {
        ManagerState managed = state.Attach(Options, sessions);
        ShardState shard = managed.Create(ShardId.Single, session: null);
        shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        await managed.SaveAsync([shard]);
    }

    private static ManagerState Attach(BotState state, ShardId shardId, Id<Guild> guild)
    {
        ManagerState managed = state.Attach(Options, new MemorySessionStore());
        ShardState shard = managed.Create(shardId, session: null);
        shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = guild } });
        managed.Use([shard]);
        return managed;
    }
}
