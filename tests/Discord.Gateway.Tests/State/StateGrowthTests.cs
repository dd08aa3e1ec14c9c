using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What a guild no longer has takes no memory.</summary>
public sealed class StateGrowthTests
{
    [Fact]
    public void Messages_of_threads_go_with_the_channel_of_the_threads()
    {
        var sample = new StateSample();
        SayInThread(sample, Topic, 1);

        sample.Tell(new ChannelDeleteEvent { Channel = Channel(Text, "talk") });

        Assert.Equal(0, sample.State.GetStatistics().Messages);
    }

    [Fact]
    public void Messages_of_threads_that_are_archived_do_not_add_up()
    {
        var sample = new StateSample();

        for (ulong id = 1_000; id < 2_000; id++)
        {
            sample.Tell(new ThreadCreateEvent { Thread = ThreadOf(Text, id, "thread") });
            SayInThread(sample, id, id);
            sample.Tell(new ThreadUpdateEvent { Thread = ThreadOf(Text, id, "thread", isArchived: true) });
        }

        Assert.InRange(sample.State.GetStatistics().Messages, 0, 100);
    }

    [Fact]
    public void Messages_of_channels_that_were_deleted_in_an_outage_go_when_the_guild_is_back()
    {
        var sample = new StateSample();
        sample.Tell(new MessageCreateEvent { Message = Message(1, "one") });

        sample.Tell(Created with { Channels = [], Threads = [] });

        Assert.Equal(0, sample.State.GetStatistics().Messages);
    }

    [Fact]
    public void Ids_of_channels_that_come_and_go_do_not_add_up()
    {
        // A channel for each call, as many bots make.
        var sample = new StateSample();

        for (ulong id = 1_000; id < 21_000; id++)
        {
            sample.Tell(new ChannelCreateEvent { Channel = Channel(id, "call", ChannelType.GuildVoice) });
            sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ben, ChannelId = id } });
            sample.Tell(new ChannelDeleteEvent { Channel = Channel(id, "call", ChannelType.GuildVoice) });
        }

        sample.Tell(Created);
        Assert.InRange(sample.State.Shards.Single().Guilds.Single().Ids.Count, 0, 1_000);
    }

    [Fact]
    public void A_channel_with_ids_that_the_guilds_list_has_no_room_for_is_known_all_the_same()
    {
        var sample = new StateSample();
        for (ulong id = 10_000; id < 16_000; id++)
        {
            sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "talk") with { ParentId = id } });
        }

        Assert.Equal(15_999UL, sample.Guild.FindChannel(Text)!.ParentId?.Value);
        Assert.InRange(sample.State.Shards.Single().Guilds.Single().Ids.Count, 0, 5_000);
    }

    [Fact]
    public void The_list_of_ids_is_among_the_bytes()
    {
        var sample = new StateSample();
        long before = sample.State.GetStatistics().Bytes;

        sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "talk") with { PermissionOverwrites = [.. Enumerable.Range(1, 1_000).Select(id => new Overwrite { Id = (ulong)id })] } });
        sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "talk") });

        Assert.InRange(sample.State.GetStatistics().Bytes - before, 8_000, 100_000);
    }

    private static void SayInThread(StateSample sample, Id<Channel> thread, ulong id) =>
        sample.Tell(new MessageCreateEvent { Message = Message(id, "in a thread") with { ChannelId = thread } });
}
