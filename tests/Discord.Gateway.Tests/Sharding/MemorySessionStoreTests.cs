using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Sharding;

public sealed class MemorySessionStoreTests
{
    private readonly MemorySessionStore _store = new();

    private IEnumerable<string> Stored => _store.Sessions.Select(static session => session.ShardId.ToString()).Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_sessions_of_the_old_shards_stay_while_a_resharding_saves_the_new_ones_one_by_one()
    {
        await SaveAsync(new ShardId(0, 2));
        await SaveAsync(new ShardId(1, 2));

        await SaveAsync(new ShardId(0, 3));

        Assert.Equal(["0/2", "0/3", "1/2"], Stored);
    }

    [Fact]
    public async Task The_sessions_of_the_old_shards_go_when_a_new_one_is_saved_again()
    {
        await SaveAsync(new ShardId(0, 2));
        await SaveAsync(new ShardId(0, 3));

        await SaveAsync(new ShardId(0, 3));

        Assert.Equal(["0/3"], Stored);
    }

    [Fact]
    public async Task The_sessions_of_another_bot_stay()
    {
        await SaveAsync(new ShardId(0, 2), userId: 8);
        await SaveAsync(new ShardId(0, 3));

        await SaveAsync(new ShardId(0, 3));

        Assert.Equal(["0/2", "0/3"], Stored);
    }

    private async Task SaveAsync(ShardId shardId, ulong userId = 7) => await _store.SaveAsync(
        new ShardSession("s", ResumeUrl: null, Sequence: 1) { ShardId = shardId, UserId = new Id<User>(userId) }, TestContext.Current.CancellationToken);
}
