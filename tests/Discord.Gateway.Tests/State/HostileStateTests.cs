using System.Buffers.Binary;
using System.Security.Cryptography;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A snapshot whose hash is right and whose content is not is refused with a log line, and throws nothing.</summary>
public sealed class HostileStateTests
{
    // Where values stand in the header, which has a session without a bot, and in the one guild after it.
    private const int Shard = 56;
    private const int Total = 60;
    private const int Sequence = 64;
    private const int SelfLength = 72;
    private const int Guilds = 76;
    private const int Availability = 88;
    private const int JoinedAt = 96;
    private const int Ids = 104;
    private const int FirstKind = 108;

    private readonly MemoryStateStore _store = new();
    private readonly CapturedLogs _logs = new();

    [Theory]
    [InlineData(Shard, 1, "It belongs to another shard.")]
    [InlineData(Total, 2, "It belongs to another shard.")]
    [InlineData(Sequence + 4, -1, "Its sequence is negative.")]
    [InlineData(SelfLength, int.MaxValue, "It ends too early.")]
    [InlineData(Guilds, 2, "It ends too early.")]
    [InlineData(Guilds, 0, "Bytes follow its end.")]
    [InlineData(Availability, 3, "The availability of a guild is not valid.")]
    [InlineData(JoinedAt + 4, -1, "A time is out of range.")]
    [InlineData(JoinedAt + 4, int.MaxValue, "A time is out of range.")]
    [InlineData(Ids, -1, "It ends too early.")]
    [InlineData(Ids, int.MaxValue, "It ends too early.")]
    [InlineData(FirstKind, 0xFF, "A guild has a table twice, or an unknown one.")]
    public async Task A_value_that_cannot_be_is_refused(int at, int value, string reason)
    {
        byte[] content = await SaveAsync();
        if (at == FirstKind)
        {
            content[at] = (byte)value;
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at), value);
        }

        await RefuseAsync(content, reason);
    }

    [Fact]
    public async Task A_guild_that_comes_twice_is_refused()
    {
        byte[] content = await SaveAsync();
        content[Guilds] = 2;

        await RefuseAsync([.. content, .. content[(Guilds + 4)..]], "It has a guild twice.");
    }

    [Fact]
    public async Task A_table_that_comes_twice_is_refused()
    {
        byte[] content = await SaveAsync();
        int length = content.Length - 1 - FirstKind;

        await RefuseAsync([.. content[..^1], .. content.AsSpan(FirstKind, length), 0], "A guild has a table twice, or an unknown one.");
    }

    [Fact]
    public async Task A_snapshot_that_a_store_gave_for_another_shard_is_refused()
    {
        byte[] content = await SaveAsync();

        await RefuseAsync(content, "It belongs to another shard.", new ShardId(0, 2));
        await RefuseAsync(content, "It belongs to another shard.", new ShardId(1, 2));
    }

    [Fact]
    public async Task A_guild_without_anything_is_read_as_one()
    {
        await SaveAsync();
        var state = new BotState(new BotStateOptions { Store = _store });

        await state.RestoreAsync(
            new ShardSession("session", null, 1), new ShardOptions { Token = "token", Intents = GatewayIntents.All }, TestContext.Current.CancellationToken);

        Assert.Equal(new Guild { Id = GuildId }, state.Find(GuildId)!.Value.Read());
    }

    [Fact]
    public async Task An_empty_one_is_none()
    {
        _store.Bytes[ShardId.Single] = [];

        Assert.Null(await RestoreAsync(ShardId.Single));
        Assert.DoesNotContain(_logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_fails_is_logged()
    {
        _store.Fails = true;

        Assert.Null(await RestoreAsync(ShardId.Single));
        Assert.Contains(_logs.Lines, line => line.Contains("could not be loaded", StringComparison.Ordinal) && line.Contains("no space left", StringComparison.Ordinal));
    }

    /// <summary>The snapshot of one guild without anything, without its hash.</summary>
    private async Task<byte[]> SaveAsync()
    {
        var options = new BotStateOptions { Store = _store };
        var shards = new StoredShards(new BotState(options), options, new ShardOptions { Token = "token", Intents = GatewayIntents.All }, _store, isManaged: true);
        StoredShard shard = shards.GetOrAdd(ShardId.Single);
        shard.SetPlace("session", 1, isSaved: true);
        var ids = new Discord.Gateway.Binary.IdList();
        shard.Guilds.Set(new StoredGuild(shard, GuildId, ids) { Availability = GuildAvailability.Available });
        await shards.SaveAsync([shard]);
        return _store.Bytes[ShardId.Single][..^SHA256.HashSizeInBytes];
    }

    private async Task RefuseAsync(byte[] content, string reason, ShardId? shardId = null)
    {
        _store.Bytes[shardId ?? ShardId.Single] = [.. content, .. SHA256.HashData(content)];

        Assert.Null(await RestoreAsync(shardId ?? ShardId.Single));
        Assert.Contains(_logs.Lines, line => line.Contains(reason, StringComparison.Ordinal));
    }

    private Task<ShardSession?> RestoreAsync(ShardId shardId) => new BotState(new BotStateOptions { Store = _store }).RestoreAsync(
        new ShardSession("session", null, 1) { ShardId = shardId },
        new ShardOptions { Token = "token", Intents = GatewayIntents.All, Logger = _logs },
        TestContext.Current.CancellationToken);
}
