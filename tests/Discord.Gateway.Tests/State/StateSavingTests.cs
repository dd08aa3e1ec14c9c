using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What is saved of which shard, when, and what is logged of it.</summary>
public sealed class StateSavingTests
{
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CapturedLogs _logs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_larger_than_a_buffer_is_whole_and_its_size_is_known()
    {
        var store = new MemoryStateStore();
        var sample = new StateSample(new BotStateOptions { Store = store });
        for (ulong id = 1_000; id < 1_100; id++)
        {
            sample.Tell(Created with { Guild = Created.Guild with { Id = id, Description = new string('a', 2_000) } });
        }

        await sample.State.SaveAsync();
        var restored = new BotState(new BotStateOptions { Store = store });
        await restored.RestoreAsync(new ShardSession("session", null, sample.Sequence), Options, Cancellation);

        Assert.Equal(StatePrinter.Print(sample.State), StatePrinter.Print(restored));
        Assert.InRange(store.Bytes[ShardId.Single].Length, 200_000, 1_000_000);
        Assert.Equal(store.Bytes[ShardId.Single].Length, sample.State.GetStatistics().SnapshotBytes);
    }

    [Fact]
    public async Task A_time_with_an_offset_is_the_same_moment_afterwards()
    {
        var store = new MemoryStateStore();
        var sample = new StateSample(new BotStateOptions { Store = store });
        var joined = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
        sample.Tell(Created with { JoinedAt = joined });

        await sample.State.SaveAsync();
        var restored = new BotState(new BotStateOptions { Store = store });
        await restored.RestoreAsync(new ShardSession("session", null, sample.Sequence), Options, Cancellation);

        Assert.Equal(joined, restored.Find(GuildId)!.Value.JoinedAt);
    }

    [Fact]
    public async Task Each_option_that_decides_what_is_kept_makes_snapshots_its_own()
    {
        var store = new MemoryStateStore();
        var kept = new BotStateOptions { Store = store, KeepActivities = true };
        var sample = new StateSample(kept);
        await sample.State.SaveAsync();

        Assert.True(await IsReadAsync(kept, Options));
        Assert.False(await IsReadAsync(kept with { Parts = StateParts.None }, Options));
        Assert.False(await IsReadAsync(kept with { KeepActivities = false }, Options));
        Assert.False(await IsReadAsync(kept with { KeepMember = static (_, _) => true }, Options));
        Assert.False(await IsReadAsync(kept with { MessagesPerChannel = 1 }, Options));
        Assert.False(await IsReadAsync(kept, Options with { Intents = GatewayIntents.Guilds }));

        async Task<bool> IsReadAsync(BotStateOptions options, ShardOptions shard) =>
            await new BotState(options).RestoreAsync(new ShardSession("session", null, sample.Sequence), shard, Cancellation) is not null;
    }

    [Fact]
    public async Task Failures_are_logged_once_until_all_is_saved_again()
    {
        var store = new MemoryStateStore { Fails = true };
        (StoredShards shards, StoredShard shard) = Shards(store);
        await shards.SaveAsync([shard]);
        await shards.SaveAsync([shard]);
        await shards.SaveAsync([]);
        Assert.Single(_logs.Lines, line => line.Contains("could not be saved", StringComparison.Ordinal));

        Assert.DoesNotContain(_logs.Lines, IsSavedAgain);
        store.Fails = false;
        await shards.SaveAsync([shard]);
        await shards.SaveAsync([shard]);
        Assert.Single(_logs.Lines, IsSavedAgain);

        static bool IsSavedAgain(string line) => line.Contains("Snapshots of the state are saved again", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_of_a_store_is_disposed_of()
    {
        var store = new MemoryStateStore();
        (StoredShards shards, StoredShard shard) = Shards(store);
        await shards.SaveAsync([shard]);
        var opened = new OpenedStore(store.Bytes[ShardId.Single]);

        await new BotState(new BotStateOptions { Store = opened }).RestoreAsync(new ShardSession("session", null, 1), Options, Cancellation);

        Assert.False(opened.Stream.CanRead);
    }

    [Fact]
    public async Task A_session_is_saved_with_its_own_snapshot_and_with_no_earlier_one()
    {
        (StoredShards shards, StoredShard shard) = Shards(new MemoryStateStore());
        Assert.False(shard.IsSavedWith("session"));
        Assert.True(shard.IsDue(TimeSpan.FromMinutes(2)));

        await shards.SaveAsync([shard]);
        Assert.True(shard.IsSavedWith("session"));
        Assert.False(shard.IsDue(TimeSpan.FromMinutes(2)));

        shard.Apply(new ReadyEvent { SessionId = "next", Sequence = 1 });
        Assert.False(shard.IsSavedWith("next"));
        Assert.True(shard.IsDue(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task A_session_that_was_read_back_counts_as_saved_from_then_on()
    {
        (StoredShards shards, StoredShard shard) = Shards(new MemoryStateStore());
        await shards.SaveAsync([shard]);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var restored = (StoredShard)(await shards.LoadAsync(new ShardSession("session", null, 1), Cancellation))!;

        Assert.True(restored.IsSavedWith("session"));
        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(restored.IsDue(TimeSpan.FromMinutes(2)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(restored.IsDue(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void The_state_of_a_session_without_a_snapshot_has_its_place_and_is_not_saved_as_if_it_were_whole()
    {
        (StoredShards shards, _) = Shards(new MemoryStateStore());

        ShardState state = shards.Create(ShardId.Single, new ShardSession("session", null, 7));

        Assert.Equal(7, state.GetSequence("session"));
        Assert.Null(((StoredShard)state).Freeze());
        Assert.True(state.IsSavedWith("session"));
    }

    [Fact]
    public void Without_a_store_no_session_waits_to_be_saved()
    {
        (_, StoredShard shard) = Shards(store: null);

        Assert.True(shard.IsSavedWith("session"));
    }

    [Fact]
    public async Task Of_a_new_session_after_one_that_was_read_back_nothing_was_handled_before()
    {
        var store = new MemoryStateStore();
        var sample = new StateSample(new BotStateOptions { Store = store });
        await sample.State.SaveAsync();
        var state = new BotState(new BotStateOptions { Store = store });
        await state.RestoreAsync(new ShardSession("session", null, sample.Sequence + 100), Options, Cancellation);

        state.Apply(new ReadyEvent { SessionId = "next", Sequence = 1 });

        Assert.True(state.Apply(Created with { Sequence = 2 }));
    }

    [Fact]
    public async Task Statistics_tell_of_the_oldest_and_the_slowest_snapshot()
    {
        var store = new SlowStore(_clock);
        var options = new BotStateOptions { Store = store };
        var state = new BotState(options);
        Assert.Null(state.GetStatistics().SnapshotBytes);
        var shards = (StoredShards)state.Attach(Options with { TimeProvider = _clock }, new MemorySessionStore());
        ShardState[] two = [Begin(shards, new ShardId(0, 2)), Begin(shards, new ShardId(1, 2))];
        shards.Use(two);

        store.Duration = TimeSpan.FromSeconds(3);
        DateTimeOffset first = _clock.GetUtcNow();
        await shards.SaveAsync([two[0]]);
        _clock.Advance(TimeSpan.FromSeconds(10));
        store.Duration = TimeSpan.FromSeconds(1);
        await shards.SaveAsync([two[1]]);

        BotStateStatistics statistics = state.GetStatistics();
        Assert.Equal((first, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(3)), (statistics.SnapshotAt, statistics.SnapshotAge, statistics.SnapshotDuration));
    }

    private static ShardState Begin(StoredShards shards, ShardId shardId)
    {
        ShardState shard = shards.Create(shardId, session: null);
        shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        return shard;
    }

    private (StoredShards Shards, StoredShard Shard) Shards(IStateStore? store)
    {
        var options = new BotStateOptions();
        var shards = new StoredShards(new BotState(options), options, Options with { Logger = _logs, TimeProvider = _clock }, store, isManaged: true);
        StoredShard shard = shards.GetOrAdd(ShardId.Single);
        shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        return (shards, shard);
    }

    /// <summary>Keeps one snapshot, and what it gave to read it.</summary>
    private sealed class OpenedStore(byte[] bytes) : IStateStore
    {
        internal MemoryStream Stream { get; } = new(bytes);

        public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => new(Stream);

        public ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => default;

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => default;
    }

    /// <summary>Takes a time for each snapshot, by the test's clock, and keeps none.</summary>
    private sealed class SlowStore(FakeTimeProvider clock) : IStateStore
    {
        internal TimeSpan Duration { get; set; }

        public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => new((Stream?)null);

        public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            await write(Stream.Null, cancellationToken);
            clock.Advance(Duration);
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => default;
    }
}
