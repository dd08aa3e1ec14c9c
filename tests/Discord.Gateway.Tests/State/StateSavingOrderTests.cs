using System.Collections.Concurrent;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Several shards and one store: which of them wait for which, and what is logged of all.</summary>
public sealed class StateSavingOrderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly ShardId First = new(0, 2);
    private static readonly ShardId Second = new(1, 2);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CapturedLogs _logs = new();
    private readonly SomeHangStore _store = new();
    private readonly StoredShards _shards;

    public StateSavingOrderTests()
    {
        var options = new BotStateOptions();
        var shard = new ShardOptions { Token = "token", Intents = GatewayIntents.All, Logger = _logs, TimeProvider = _clock };
        _shards = new StoredShards(new BotState(options), options, shard, _store, isManaged: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shard_that_failed_and_is_gone_does_not_keep_later_failures_from_the_log()
    {
        StoredShard[] two = [Begin(First), Begin(Second)];
        _shards.Use(two);
        _store.Fails = true;
        await _shards.SaveAsync(two);

        // As RemoveShardAsync does.
        _shards.Use([two[0]]);
        await _shards.SaveAsync([two[1]]);
        _store.Fails = false;
        await _shards.SaveAsync([two[0]]);
        Assert.Single(_logs.Lines, IsSavedAgain);

        _store.Fails = true;
        await _shards.SaveAsync([two[0]]);
        Assert.Equal(2, _logs.Lines.Count(IsNotSaved));
    }

    [Fact]
    public async Task A_shard_of_which_nothing_is_saved_does_not_say_that_all_is_saved_again()
    {
        _store.Fails = true;
        await _shards.SaveAsync([Begin(First)]);

        // It resumes without a state: there is nothing that could be saved, and the store still fails.
        await _shards.SaveAsync([_shards.Create(First, new ShardSession("session", null, 7) { ShardId = First })]);

        Assert.DoesNotContain(_logs.Lines, IsSavedAgain);
    }

    [Fact]
    public async Task A_snapshot_that_could_not_be_deleted_is_not_said_to_be_one_that_could_not_be_saved()
    {
        StoredShard shard = Begin(First);
        await _shards.SaveAsync([shard]);
        shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = GuildId }, Channels = null!, Sequence = 2 });
        _store.Fails = true;

        await _shards.SaveAsync([shard]);

        Assert.DoesNotContain(_logs.Lines, IsNotSaved);
        Assert.Contains(_logs.Lines, line => line.Contains("could not be deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_hangs_for_one_shard_lets_the_others_be_saved_meanwhile()
    {
        _shards.Use([Begin(First), Begin(Second)]);
        _store.Hangs = id => id == First;

        Task saving = _shards.SaveInPassingAsync();

        await _store.SavedOne.WaitAsync(Limit, Cancellation);
        Assert.Equal([Second], _store.Saved.Keys);
        _store.Release();
        await saving;
    }

    [Fact]
    public async Task A_shard_that_is_removed_while_it_waits_for_its_turn_is_not_saved()
    {
        StoredShard[] five = [.. Enumerable.Range(0, 5).Select(index => Begin(new ShardId(index, 5)))];
        _shards.Use(five);
        _store.Hangs = static id => id.Index < 4;
        Task saving = _shards.SaveInPassingAsync();
        for (int hanging = 0; hanging < 4; hanging++)
        {
            Assert.True(await _store.HangsAtOne.WaitAsync(Limit, Cancellation));
        }

        // The store is called for four at a time.
        _shards.Use(five[..4]);
        _store.Release();
        await saving;

        Assert.Equal([0, 1, 2, 3], _store.Saved.Keys.Select(id => id.Index).Order());
    }

    [Fact]
    public async Task A_rest_ends_at_a_stop_also_if_the_store_does_not_pass_its_token_on()
    {
        StoredShard shard = Begin(First);
        shard.Apply(Created with { Members = [.. Enumerable.Range(1_000, 20_000).Select(id => Member((ulong)id, new string('a', 90)))], Sequence = 2 });
        _shards.Use([shard]);
        _shards.StartSaving();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _store.Began.Task.WaitAsync(Limit, Cancellation);

        await _shards.StopSavingAsync();

        // The clock stands still: whatever rests now rests for ever.
        await _shards.SaveAsync([shard]).WaitAsync(Limit, Cancellation);
        Assert.True(_store.Saved.ContainsKey(First));
    }

    [Fact]
    public async Task The_age_of_a_snapshot_is_that_of_what_is_in_it()
    {
        StoredShard shard = Begin(First);
        _store.Saving = () =>
        {
            // The snapshot was frozen before this event: after a restart, it has to be replayed.
            shard.Apply(Created with { Sequence = 2 });
            _clock.Advance(TimeSpan.FromSeconds(10));
        };

        await _shards.SaveAsync([shard]);

        Assert.InRange(shard.SnapshotAge ?? default, TimeSpan.FromSeconds(10), TimeSpan.MaxValue);
    }

    private static bool IsNotSaved(string line) => line.Contains("could not be saved", StringComparison.Ordinal);

    private static bool IsSavedAgain(string line) => line.Contains("Snapshots of the state are saved again", StringComparison.Ordinal);

    private StoredShard Begin(ShardId shardId)
    {
        var shard = (StoredShard)_shards.Create(shardId, session: null);
        shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        return shard;
    }

    /// <summary>Keeps snapshots in memory, and does not answer for some shards until it is told to.</summary>
    private sealed class SomeHangStore : IStateStore
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal ConcurrentDictionary<ShardId, byte[]> Saved { get; } = [];

        internal TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal SemaphoreSlim HangsAtOne { get; } = new(0);

        internal SemaphoreSlim SavedOne { get; } = new(0);

        internal Func<ShardId, bool> Hangs { get; set; } = static _ => false;

        internal bool Fails { get; set; }

        internal Action Saving { get; set; } = static () => { };

        internal void Release() => _released.TrySetResult();

        public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => new((Stream?)null);

        public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            ThrowIfFailing();
            Began.TrySetResult();
            if (Hangs(shardId))
            {
                HangsAtOne.Release();
                await _released.Task;
            }

            Saving();
            using var stream = new MemoryStream();
            await write(stream, CancellationToken.None);
            Saved[shardId] = stream.ToArray();
            SavedOne.Release();
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            ThrowIfFailing();
            Saved.TryRemove(shardId, out _);
            return default;
        }

        private void ThrowIfFailing()
        {
            if (Fails)
            {
                throw new IOException("no space left");
            }
        }
    }
}
