using System.Security.Cryptography;
using System.Text;
using Discord.Gateway.Redis;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>The session store against a real Redis.</summary>
public sealed class StoreTests
{
    private static readonly ShardId Id = new(1, 4);
    private static readonly ShardSession Session = new("0123456789abcdef0123456789abcdef", new Uri("wss://resume.example/"), 7)
    {
        ShardId = Id,
        UserId = 42,
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_comes_back_as_it_was_saved_also_encrypted()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStoreOptions encrypted = new() { KeyPrefix = "secret", EncryptionKey = RandomNumberGenerator.GetBytes(32) };
        foreach (RedisSessionStoreOptions options in new[] { new RedisSessionStoreOptions(), encrypted })
        {
            RedisSessionStore first = await CreateAsync(redis, options);
            Assert.Null(await first.LoadAsync(Id, Cancelled));
            await first.SaveAsync(Session, Cancelled);

            Assert.Equal(Session, await (await CreateAsync(redis, options)).LoadAsync(Id, Cancelled));
            Assert.Null(await (await CreateAsync(redis, options)).LoadAsync(new ShardId(1, 5), Cancelled));
        }

        Assert.Contains(Session.Id, await ReadAsync(redis, "discord-gateway"), StringComparison.Ordinal);
        Assert.DoesNotContain(Session.Id, await ReadAsync(redis, "secret"), StringComparison.Ordinal);
        Assert.DoesNotContain("42", encrypted.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_before_is_refused_and_the_new_ones_session_stays()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore old = await CreateAsync(redis);
        await old.LoadAsync(Id, Cancelled);
        await old.SaveAsync(Session, Cancelled);
        RedisSessionStore young = await CreateAsync(redis);
        Assert.Equal(Session, await young.LoadAsync(Id, Cancelled));

        Assert.Equal(Id, (await Assert.ThrowsAsync<SessionSupersededException>(async () => await old.SaveAsync(Session with { Sequence = 8 }, Cancelled))).ShardId);
        await Assert.ThrowsAsync<SessionSupersededException>(async () => await old.RenewAsync(Id, Cancelled));
        await old.DeleteAsync(Id, Cancelled);
        await young.SaveAsync(Session with { Sequence = 9 }, Cancelled);
        await young.RenewAsync(Id, Cancelled);

        Assert.Equal(9, (await (await CreateAsync(redis)).LoadAsync(Id, Cancelled))!.Sequence);
    }

    [Fact]
    public async Task A_session_that_was_deleted_does_not_come_back_when_its_shard_is_renewed()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore store = await CreateAsync(redis);
        await store.LoadAsync(Id, Cancelled);
        await store.SaveAsync(Session, Cancelled);

        await store.DeleteAsync(Id, Cancelled);
        await store.RenewAsync(Id, Cancelled);

        Assert.Null(await (await CreateAsync(redis)).LoadAsync(Id, Cancelled));
    }

    [Fact]
    public async Task A_session_that_is_saved_without_having_been_loaded_is_taken_over()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore old = await CreateAsync(redis);
        await old.LoadAsync(Id, Cancelled);
        RedisSessionStore young = await CreateAsync(redis);
        await young.SaveAsync(Session, Cancelled);

        await Assert.ThrowsAsync<SessionSupersededException>(async () => await old.SaveAsync(Session, Cancelled));
    }

    [Fact]
    public async Task Owners_are_told_apart_even_if_redis_has_lost_everything()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore old = await CreateAsync(redis);
        await old.LoadAsync(Id, Cancelled);
        await old.SaveAsync(Session, Cancelled);
        RedisSessionStore young = await CreateAsync(redis);
        await young.LoadAsync(Id, Cancelled);
        await young.SaveAsync(Session with { Sequence = 8 }, Cancelled);
        await redis.Server.KillAsync();
        await redis.Server.StartAgainAsync();

        // A connection that has not noticed yet fails once.
        await RetryAsync(() => young.RenewAsync(Id, Cancelled));
        await Assert.ThrowsAsync<SessionSupersededException>(() => RetryAsync(() => old.SaveAsync(Session, Cancelled)));

        // Renewed, though it had been lost.
        Assert.Equal(8, (await (await CreateAsync(redis)).LoadAsync(Id, Cancelled))!.Sequence);
    }

    [Fact]
    public async Task A_new_owner_is_the_later_one_even_if_redis_has_lost_everything()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore old = await CreateAsync(redis);
        await old.LoadAsync(Id, Cancelled);
        await old.LoadAsync(Id, Cancelled);
        await redis.Server.KillAsync();
        await redis.Server.StartAgainAsync();

        await (await CreateAsync(redis)).LoadAsync(Id, Cancelled);

        await Assert.ThrowsAsync<SessionSupersededException>(() => RetryAsync(() => old.SaveAsync(Session, Cancelled)));
    }

    [Fact]
    public async Task A_wrong_key_costs_the_session_and_one_line()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        byte[] key = RandomNumberGenerator.GetBytes(32);
        await (await CreateAsync(redis, new() { EncryptionKey = key })).SaveAsync(Session, Cancelled);

        Assert.Null(await (await CreateAsync(redis, new() { EncryptionKey = RandomNumberGenerator.GetBytes(32) })).LoadAsync(Id, Cancelled));
        Assert.Equal("Warning: Shard 1/4: its session in Redis is ignored: it was encrypted with another key", Assert.Single(redis.Log.All));
        Assert.Null(await (await CreateAsync(redis)).LoadAsync(Id, Cancelled));
        Assert.Equal(2, redis.Log.All.Count);

        RedisSessionStoreOptions changed = new() { EncryptionKey = RandomNumberGenerator.GetBytes(32), PreviousEncryptionKeys = [key] };
        Assert.Equal(Session, await (await CreateAsync(redis, changed)).LoadAsync(Id, Cancelled));
    }

    [Fact]
    public async Task What_was_changed_in_redis_or_is_not_encrypted_is_ignored_where_there_is_a_key()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        var options = new RedisSessionStoreOptions { EncryptionKey = RandomNumberGenerator.GetBytes(32) };
        await (await CreateAsync(redis, options)).SaveAsync(Session, Cancelled);
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        byte[] data = (byte[])(await database.HashGetAsync("discord-gateway:{42}:session:1-of-4", "session"))!;
        byte[][] bad =
        [
            [], [1], [2, .. data[1..]], data[..^1], [.. data[..^1], (byte)(data[^1] ^ 1)], Encoding.UTF8.GetBytes("{}"),
            Encoding.UTF8.GetBytes("""{"Id":"x","Sequence":1,"ShardId":{"Index":1,"Total":4}}"""),
        ];
        foreach (byte[] value in bad)
        {
            await database.HashSetAsync("discord-gateway:{42}:session:1-of-4", "session", value);
            Assert.Null(await (await CreateAsync(redis, options)).LoadAsync(Id, Cancelled));
        }

        // That of another shard.
        await database.HashSetAsync("discord-gateway:{42}:session:2-of-4", "session", data);
        Assert.Null(await (await CreateAsync(redis, options)).LoadAsync(new ShardId(2, 4), Cancelled));
        Assert.Equal(bad.Length + 1, redis.Log.All.Count);
        Assert.DoesNotContain(redis.Log.All, line => line.Contains(Session.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("{\"Id\":\"x\",\"Sequence\":-1,\"ShardId\":{\"Index\":1,\"Total\":4}}")]
    [InlineData("{\"Id\":\"x\",\"Sequence\":1,\"ShardId\":{\"Index\":9,\"Total\":4}}")]
    public async Task What_is_no_session_is_ignored(string text)
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        await (await redis.ConnectAsync()).GetDatabase().HashSetAsync("discord-gateway:{42}:session:1-of-4", "session", text);

        Assert.Null(await (await CreateAsync(redis)).LoadAsync(Id, Cancelled));
        Assert.Single(redis.Log.All);
    }

    [Fact]
    public async Task A_session_expires_unless_it_is_renewed()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore store = await CreateAsync(redis, new() { Lifetime = TimeSpan.FromMinutes(1) });
        await store.SaveAsync(Session, Cancelled);
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        RedisKey key = "discord-gateway:{42}:session:1-of-4";
        Assert.InRange((await database.KeyTimeToLiveAsync(key))!.Value.TotalSeconds, 50, 60);
        await database.KeyExpireAsync(key, TimeSpan.FromSeconds(5));

        await store.RenewAsync(Id, Cancelled);

        Assert.InRange((await database.KeyTimeToLiveAsync(key))!.Value.TotalSeconds, 50, 60);
        await database.KeyExpireAsync(key, TimeSpan.FromMilliseconds(1));
        await RedisFixture.UntilAsync(() => !database.KeyExists(key));
        Assert.Null(await store.LoadAsync(Id, Cancelled));
        Assert.Empty(redis.Log.All);
    }

    [Fact]
    public async Task Sessions_of_another_number_of_shards_are_deleted_when_a_shard_is_saved_a_second_time()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisSessionStore store = await CreateAsync(redis);
        await store.SaveAsync(Session, Cancelled);
        await store.SaveAsync(Session with { ShardId = new ShardId(3, 4) }, Cancelled);
        RedisSessionStore next = await CreateAsync(redis);
        ShardSession resharded = Session with { ShardId = new ShardId(1, 8) };

        await next.SaveAsync(resharded, Cancelled);
        Assert.NotNull(await (await CreateAsync(redis)).LoadAsync(Id, Cancelled));
        await next.SaveAsync(resharded with { Sequence = 8 }, Cancelled);

        Assert.Null(await (await CreateAsync(redis)).LoadAsync(Id, Cancelled));
        Assert.Null(await (await CreateAsync(redis)).LoadAsync(new ShardId(3, 4), Cancelled));
        Assert.NotNull(await (await CreateAsync(redis)).LoadAsync(new ShardId(1, 8), Cancelled));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(0)]
    public void A_key_of_another_size_is_refused(int size) =>
        Assert.Throws<ArgumentException>(() => new RedisSessionStoreOptions { EncryptionKey = new byte[size] }.Validate());

    private static async Task<RedisSessionStore> CreateAsync(RedisFixture redis, RedisSessionStoreOptions? options = null) =>
        new(await redis.ConnectAsync(), botId: 42, options, redis.Log);

    private static async Task<string> ReadAsync(RedisFixture redis, string prefix) =>
        Encoding.Latin1.GetString((byte[])(await (await redis.ConnectAsync()).GetDatabase().HashGetAsync($"{prefix}:{{42}}:session:1-of-4", "session"))!);

    private static async Task RetryAsync(Func<ValueTask> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception error) when (attempt < 50 && error is (RedisException or TimeoutException))
            {
                await Task.Delay(100, Cancelled);
            }
        }
    }
}
