using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Events that tell of lists, or of the bot itself, and what was before them.</summary>
public sealed class StateListTests
{
    private readonly StateSample _sample = new();

    [Fact]
    public void Emojis_and_stickers_are_replaced_and_those_before_are_told()
    {
        GuildEmojisUpdateEvent emojis = _sample.Tell(new GuildEmojisUpdateEvent { GuildId = GuildId, Emojis = [new Emoji { Id = 502, Name = "new" }] });
        GuildStickersUpdateEvent stickers = _sample.Tell(new GuildStickersUpdateEvent { GuildId = GuildId, Stickers = [new Sticker { Id = 602, Name = "new" }] });

        Assert.Equal(("new", "wave"), (_sample.Guild.Emojis.Single().Name, emojis.GetBefore()!.Single().Name));
        Assert.Equal(("new", "hello"), (_sample.Guild.Stickers.Single().Name, stickers.GetBefore()!.Single().Name));
    }

    [Fact]
    public void The_bot_itself_changes_and_what_it_was_is_told()
    {
        UserUpdateEvent update = _sample.Tell(new UserUpdateEvent { User = new User { Id = Bot, GlobalName = "Helper" } });

        Assert.Equal(("bot", "Helper"), (_sample.State.Self!.Username, _sample.State.Self.GlobalName));
        Assert.Equal(("bot", null), (update.GetBefore()!.Username, update.GetBefore()!.GlobalName));
    }

    [Fact]
    public void A_list_of_threads_that_changes_nothing_writes_nothing()
    {
        long before = WrittenBytes;

        _sample.Tell(new ThreadListSyncEvent { GuildId = GuildId, ChannelIds = [Text], Threads = [ThreadOf(Text, Topic, "thread")] });

        Assert.Equal(before, WrittenBytes);
    }

    [Fact]
    public void Members_of_a_thread_may_change_before_the_bot_is_known()
    {
        var state = new BotState();
        state.Apply(Created);
        StoredShard shard = state.Shards.Single();
        shard.SetPlace("session", 1, isSaved: true);

        state.Apply(new ThreadMembersUpdateEvent { GuildId = GuildId, Id = Topic, MemberCount = 5 });

        Assert.NotNull(shard.Freeze());
    }

    [Fact]
    public void Statistics_count_each_kind_on_its_own()
    {
        _sample.Tell(new GuildCreateEvent { Guild = new Guild { Id = 555 } });
        _sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = 555, Unavailable = true } });
        _sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "renamed") });

        BotStateStatistics statistics = _sample.State.GetStatistics();

        Assert.Equal((2, 1), (statistics.Guilds, statistics.GuildsNotAvailable));
        Assert.Equal((3, 2, 1, 2, 1, 1), (statistics.Members, statistics.Channels, statistics.Threads, statistics.Roles, statistics.Presences, statistics.VoiceStates));
        Assert.InRange(statistics.GarbageBytes, 1, statistics.Bytes);
    }

    private long WrittenBytes => _sample.State.Shards.Single().Guilds.Find(GuildId.Value)!.Structure is { } table ? table.LiveBytes + table.GarbageBytes : 0;
}
