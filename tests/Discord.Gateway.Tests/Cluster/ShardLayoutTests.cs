using Discord.Gateway.Models;
using Discord.Gateway.Orleans;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>Which shards a bot has while it is resharded in parts.</summary>
public sealed class ShardLayoutTests
{
    [Theory]
    [InlineData(16, 32, 16)]
    [InlineData(48, 60, 12)]
    [InlineData(48, 49, 1)]
    [InlineData(60, 48, 12)]
    [InlineData(1, 7, 1)]
    public void A_guild_has_one_shard_after_each_part_and_it_is_a_new_one_if_its_part_is_done(int total, int next, int parts)
    {
        Assert.Equal(parts, new ShardLayout(total, next).Parts);
        for (int done = 0; done <= parts; done++)
        {
            var layout = new ShardLayout(total, next, done);
            HashSet<ShardId> shards = [.. layout.Shards];
            Assert.Equal(((parts - done) * total / parts) + (done * next / parts), shards.Count);
            for (ulong number = 0; number < 5_000; number++)
            {
                Id<Guild> guild = (number << 22) + 7;
                ShardId shard = layout.For(guild);
                Assert.Contains(shard, shards);
                Assert.Equal(ShardId.ForGuild(guild, shard.Total), shard);
                Assert.Equal((int)(number % (ulong)parts) < done ? next : total, shard.Total);
            }
        }
    }

    [Fact]
    public void The_shards_of_a_part_serve_the_same_guilds_before_and_after_it()
    {
        var layout = new ShardLayout(48, 60);
        for (int first = 0; first < layout.Parts; first += 5)
        {
            (IReadOnlyList<ShardId> old, IReadOnlyList<ShardId> next) = layout.GetParts(first, 5);
            for (ulong number = 0; number < 5_000; number++)
            {
                Id<Guild> guild = number << 22;
                Assert.Equal(old.Contains(ShardId.ForGuild(guild, 48)), next.Contains(ShardId.ForGuild(guild, 60)));
            }
        }
    }
}
