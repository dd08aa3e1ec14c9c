using System.Runtime.InteropServices;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

public sealed class GuildViewTests
{
    [Fact]
    public void Views_are_equal_while_the_guild_is_not_told_anew()
    {
        var sample = new StateSample();
        GuildView before = sample.Guild;
        Assert.True(before == sample.Guild);

        sample.Tell(Created);

        Assert.False(before == sample.Guild);
        Assert.True(before != sample.Guild);
    }

    [Fact]
    public void A_view_of_no_guild_says_so()
    {
        Assert.Throws<InvalidOperationException>(() => default(GuildView).Id);
        Assert.Equal("GuildView without a guild", default(GuildView).ToString());
    }

    [Fact]
    public void A_guild_has_the_name_that_was_told_last()
    {
        var sample = new StateSample();
        Assert.Equal("Home", sample.Guild.Name);

        sample.Tell(new GuildUpdateEvent { Guild = Created.Guild with { Name = "Castle" } });

        Assert.Equal("Castle", sample.Guild.Name);
    }

    [Fact]
    public void The_messages_of_a_channel_are_the_last_that_were_said_there()
    {
        var sample = new StateSample();
        foreach (ulong id in new ulong[] { 3, 1, 2 })
        {
            sample.Tell(new MessageCreateEvent { Message = Message(id, $"number {id}") });
        }

        sample.Tell(new MessageCreateEvent { Message = Message(4, "elsewhere") with { ChannelId = Voice } });

        // Two are kept.
        Assert.Equal(["number 1", "number 2"], sample.Guild.GetMessages(Text).Select(message => message.Content));
        Assert.Empty(sample.Guild.GetMessages(Topic));
    }

    [Fact]
    public void Members_with_a_role_are_those_that_have_it_now()
    {
        var sample = new StateSample();
        Assert.Equal([Ann], sample.Guild.GetMembersWith(Moderators).Select(member => member.User!.Id));

        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Roles = [402, Moderators] });
        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ann, Username = "ann" }, Roles = [402] });

        Assert.Equal([Ben], sample.Guild.GetMembersWith(Moderators).Select(member => member.User!.Id));
        Assert.Equal([Ann, Ben], sample.Guild.GetMembersWith(402).Select(member => member.User!.Id).Order());
        Assert.Empty(sample.Guild.GetMembersWith(Everyone));
    }

    [Fact]
    public void A_guild_that_is_told_takes_exactly_the_memory_it_needs()
    {
        var sample = new StateSample();
        sample.Tell(Created with { Members = [.. Enumerable.Range(1_000, 500).Select(id => Member((ulong)id, "member"))] });

        StoredGuild guild = sample.State.Shards.Single().Guilds.Find(GuildId.Value)!;

        Assert.Equal(EntityTable.ReadFrom(TableModel.Write(guild.Members.Freeze()), out _).Footprint, guild.Members.Footprint);
        Assert.True(MemoryMarshal.TryGetArray(guild.Ids.Frozen, out ArraySegment<ulong> ids) && ids.Count == ids.Array!.Length);
    }
}
