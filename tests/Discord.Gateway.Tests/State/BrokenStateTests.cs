using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>An event that cannot be applied, by a defect of the library's, costs the snapshots of the session, and no more.</summary>
public sealed class BrokenStateTests
{
    private readonly CapturedLogs _logs = new();
    private readonly MemoryStateStore _store = new();
    private readonly StoredShards _shards;
    private readonly StoredShard _shard;

    public BrokenStateTests()
    {
        var options = new BotStateOptions { Store = _store, KeepMember = static (_, _) => throw new InvalidOperationException("no") };
        _shards = new StoredShards(new BotState(options), options, new ShardOptions { Token = "token", Intents = GatewayIntents.All, Logger = _logs }, _store, isManaged: false);
        _shard = _shards.GetOrAdd(ShardId.Single);
    }

    [Fact]
    public async Task It_is_logged_and_the_state_is_not_saved_until_a_new_session_begins()
    {
        _shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });

        _shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = GuildId }, Channels = null!, Sequence = 2 });
        await _shards.SaveAsync([_shard]);
        Assert.Empty(_store.Bytes);
        Assert.Contains(_logs.Lines, line => line.Contains("GUILD_CREATE could not be applied", StringComparison.Ordinal));

        _shard.Apply(new ReadyEvent { SessionId = "next", Sequence = 1 });
        await _shards.SaveAsync([_shard]);
        Assert.Single(_store.Bytes);
    }

    [Fact]
    public async Task What_was_saved_is_deleted_once_also_if_it_was_frozen_before_the_state_broke()
    {
        _shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        await _shards.SaveAsync([_shard]);
        ShardSnapshot frozen = _shard.Freeze()!;
        _shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = GuildId }, Channels = null!, Sequence = 2 });
        await _shards.SaveAsync([_shard]);
        Assert.Empty(_store.Bytes);

        // A slow store saves it now.
        _store.Bytes[ShardId.Single] = [1];
        _shard.OnSaved(frozen, new SavedSnapshot(default, 0, 1, default));
        Assert.False(_shard.IsSavedWith("session"));
        await _shards.SaveAsync([_shard]);
        await _shards.SaveAsync([_shard]);

        Assert.Empty(_store.Bytes);
        Assert.Equal(2, _store.Deletes);
    }

    [Fact]
    public void A_choice_of_members_that_fails_is_logged_once()
    {
        _shard.Apply(Created with { Sequence = 1 });

        Assert.Single(_logs.Lines, line => line.Contains("KeepMember threw", StringComparison.Ordinal));
        Assert.Equal(3, _shard.CountOf(EntityKind.Member));
    }
}
