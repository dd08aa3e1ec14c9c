using System.Collections.Concurrent;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Shards;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Who rests while snapshots are written, and what is said of several shards that fail.</summary>
public sealed class SnapshotRestTests
{
    private const int Piece = 64 * 1024;

    private readonly RestingClock _clock = new();
    private readonly CapturedLogs _logs = new();
    private readonly WatchedStore _store = new();
    private readonly StoredShards _shards;

    public SnapshotRestTests()
    {
        var options = new BotStateOptions();
        var shard = new ShardOptions { Token = "token", Intents = GatewayIntents.All, TimeProvider = _clock, Logger = _logs };
        _shards = new StoredShards(new BotState(options), options, shard, _store, isManaged: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_passing_snapshots_are_written_with_rests()
    {
        _shards.Use([Large(0), Large(1)]);

        await _clock.FinishAsync(_shards.SaveInPassingAsync());

        Assert.Equal(2, _store.Saved.Count);
        Assert.InRange(_clock.Rests, 10, 40);
    }

    [Fact]
    public async Task A_snapshot_that_is_saved_from_time_to_time_is_written_with_rests()
    {
        _shards.Use([Large(0)]);
        _shards.StartSaving();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _clock.FinishAsync(_store.FirstSaved.Task);
        await _shards.StopSavingAsync();

        Assert.InRange(_clock.Rests, 5, 20);
    }

    [Fact]
    public async Task At_a_stop_no_rest_is_taken()
    {
        await _shards.SaveAsync([Large(0), Large(1)]);

        Assert.Equal((2, 0), (_store.Saved.Count, _clock.Rests));
    }

    [Fact]
    public async Task Small_guilds_are_written_in_pieces_with_rests_as_a_large_one_is()
    {
        StoredShard shard = Begin(0);
        for (ulong id = 1; id <= 2_000; id++)
        {
            shard.Apply(new GuildCreateEvent { Guild = new Guild { Id = id, Name = "small", Description = new string('a', 1_000) }, Sequence = 1 + (long)id });
        }

        _shards.Use([shard]);

        await _clock.FinishAsync(_shards.SaveInPassingAsync());

        Assert.Equal(2_000, shard.Guilds.Count);
        Assert.InRange(_store.Saved[shard.ShardId], 2_000_000, 3_000_000);
        Assert.All(_store.Pieces, piece => Assert.InRange(piece, 1, Piece + 2_000));
        Assert.InRange(_clock.Rests, 5, 20);
    }

    [Fact]
    public async Task The_first_failure_of_several_shards_is_logged_and_the_end_of_the_last()
    {
        StoredShard[] two = [Begin(0), Begin(1)];
        _shards.Use(two);
        _store.Fails = true;
        await _shards.SaveAsync(two);
        Assert.Single(_logs.Lines, line => line.StartsWith("Warning 62", StringComparison.Ordinal));

        _store.Fails = false;
        await _shards.SaveAsync([two[0]]);
        Assert.DoesNotContain(_logs.Lines, IsSavedAgain);
        await _shards.SaveAsync([two[1]]);
        Assert.Single(_logs.Lines, IsSavedAgain);

        static bool IsSavedAgain(string line) => line.StartsWith("Information 63", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_is_over_does_not_keep_a_new_session_from_being_saved_at_once()
    {
        StoredShard shard = Begin(0);
        _store.Fails = true;
        await _shards.SaveAsync([shard]);
        Assert.False(shard.IsDue(TimeSpan.FromMinutes(2)));
        _store.Fails = false;
        await _shards.SaveAsync([shard]);

        shard.Apply(new ReadyEvent { SessionId = "next", Sequence = 1 });

        Assert.True(shard.IsDue(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task A_state_of_stand_alone_shards_says_that_the_bot_saves_it()
    {
        var state = new BotState(new BotStateOptions { Store = _store });

        await state.RestoreAsync(session: null, new ShardOptions { Token = "token", Intents = GatewayIntents.All, Logger = _logs }, Cancellation);

        Assert.EndsWith("its snapshots are saved when the bot asks for it", _logs.Lines[^1].Trim(), StringComparison.Ordinal);
    }

    private StoredShard Begin(int index)
    {
        var shard = (StoredShard)_shards.Create(new ShardId(index, 2), session: null);
        shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        return shard;
    }

    /// <summary>Of more than two megabytes.</summary>
    private StoredShard Large(int index)
    {
        StoredShard shard = Begin(index);
        shard.Apply(Created with { Members = [.. Enumerable.Range(1_000, 20_000).Select(id => Member((ulong)id, new string('a', 90)))], Sequence = 2 });
        return shard;
    }

    /// <summary>Notes in which pieces snapshots come.</summary>
    private sealed class WatchedStore : IStateStore
    {
        internal ConcurrentDictionary<ShardId, int> Saved { get; } = [];

        internal ConcurrentQueue<int> Pieces { get; } = new();

        internal TaskCompletionSource FirstSaved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool Fails { get; set; }

        public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => new((Stream?)null);

        public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new IOException("no space left");
            }

            using var stream = new PieceStream(Pieces.Enqueue);
            await write(stream, cancellationToken);
            Saved[shardId] = (int)stream.Length;
            FirstSaved.TrySetResult();
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => default;
    }
}
