namespace Discord.Gateway.Tests.Sharding;

/// <summary>The guilds that a session is saved with.</summary>
public sealed class SessionGuildsTests
{
    private readonly SessionGuilds _guilds = new([1, 2], [3], [4]);

    public static TheoryData<ulong[], ulong[], ulong[]> Others => new()
    {
        { [1], [3], [4] },
        { [1, 5], [3], [4] },
        { [1, 2], [5], [4] },
        { [1, 2], [3], [5] },
        { [1, 2], [4], [3] },
    };

    [Fact]
    public void Those_with_the_same_guilds_in_the_same_states_are_equal() => Assert.True(_guilds.Equals(new SessionGuilds([2, 1], [3], [4])));

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Those_with_another_guild_in_any_state_are_not_equal(ulong[] loaded, ulong[] notLoaded, ulong[] inOutage) =>
        Assert.False(_guilds.Equals(new SessionGuilds(loaded, notLoaded, inOutage)));

    [Fact]
    public void None_are_not_equal_to_some() => Assert.False(_guilds.Equals(null));

    [Fact]
    public void The_highest_id_comes_back_as_it_was()
    {
        var highest = new SessionGuilds([0, ulong.MaxValue], [], []);

        Assert.True(SessionGuilds.TryDecode(highest.Encode(), out SessionGuilds? again));
        Assert.Equal(highest, again);
    }

    [Theory]
    [InlineData("010205000000")]
    [InlineData("01010500010500")]
    [InlineData("0101050001050000")]
    public void A_guild_that_is_there_twice_makes_no_sense(string hex) => Assert.False(SessionGuilds.TryDecode(Convert.FromHexString(hex), out _));

    [Fact]
    public void Kept_guilds_are_short_and_come_back_as_they_were()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            ulong[][] groups = [.. Enumerable.Range(0, 3).Select(group => Enumerable.Range(0, random.Next(200)).Select(_ => ((ulong)random.NextInt64(1L << 61) * 3) + (ulong)group).Distinct().ToArray())];
            var guilds = new SessionGuilds([.. groups[0]], [.. groups[1]], [.. groups[2]]);

            byte[] bytes = guilds.Encode();

            Assert.True(SessionGuilds.TryDecode(bytes, out SessionGuilds? again));
            Assert.Equal(guilds, again);
            Assert.Equal(guilds.GetHashCode(), again.GetHashCode());
            Assert.Equal(groups[1].Order(), again.NotLoaded.Select(id => id.Value));
            Assert.InRange(bytes.Length, 0, 16 + (guilds.Count * 9));
            Assert.False(SessionGuilds.TryDecode(bytes.AsSpan(0, random.Next(bytes.Length)), out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("02000000")]
    [InlineData("01000000FF")]
    [InlineData("01FFFFFFFF0F")]
    [InlineData("0102050000")]
    [InlineData("010205000000")]
    [InlineData("010105010500")]
    [InlineData("0101FFFFFFFFFFFFFFFFFF020000")]
    [InlineData("0102FFFFFFFFFFFFFFFFFF01010000")]
    public void Kept_guilds_that_make_no_sense_are_none(string hex) => Assert.False(SessionGuilds.TryDecode(Convert.FromHexString(hex), out _));

    [Fact]
    public void Arbitrary_bytes_are_read_or_refused()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(24)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] = 1;
            }

            if (SessionGuilds.TryDecode(bytes, out SessionGuilds? guilds))
            {
                Assert.True(SessionGuilds.TryDecode(guilds.Encode(), out SessionGuilds? again));
                Assert.Equal(guilds, again);
            }
        }
    }
}
