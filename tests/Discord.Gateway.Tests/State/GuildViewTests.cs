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
        Assert.Equal("GuildView of no guild", default(GuildView).ToString());
    }

    [Fact]
    public void A_guild_that_is_told_takes_exactly_the_memory_it_needs()
    {
        var sample = new StateSample();
        sample.Tell(Created with { Members = [.. Enumerable.Range(1_000, 500).Select(id => Member((ulong)id, "member"))] });

        StoredGuild guild = sample.State.Shards.Single().Guilds[GuildId.Value];

        Assert.Equal(EntityTable.ReadFrom(TableModel.Write(guild.Members.Freeze()), out _).Footprint, guild.Members.Footprint);
        Assert.True(MemoryMarshal.TryGetArray(guild.Ids.Frozen, out ArraySegment<ulong> ids) && ids.Count == ids.Array!.Length);
    }
}
