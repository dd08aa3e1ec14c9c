using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>How a snapshot of two megabytes is written: in pieces of 64 KB, and with rests if there is no hurry.</summary>
public sealed class SnapshotWritingTests
{
    private const int Piece = 64 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly RestingClock _clock = new();
    private readonly PieceStore _store = new();
    private readonly StoredShards _shards;
    private readonly StoredShard _shard;

    public SnapshotWritingTests()
    {
        var options = new BotStateOptions();
        var shard = new ShardOptions { Token = "token", Intents = GatewayIntents.All, TimeProvider = _clock };
        _shards = new StoredShards(new BotState(options), options, shard, _store, isManaged: true);
        _shard = _shards.GetOrAdd(ShardId.Single);
        _shard.Apply(new ReadyEvent { SessionId = "session", Sequence = 1 });
        _shard.Apply(Created with { Members = [.. Enumerable.Range(1_000, 20_000).Select(id => Member((ulong)id, new string('a', 90)))], Sequence = 2 });
    }

    [Fact]
    public async Task No_piece_is_much_larger_than_another_although_the_guild_is()
    {
        await _shards.SaveAsync([_shard]);

        Assert.InRange(_store.Pieces.Sum(), 2_000_000, 4_000_000);
        Assert.All(_store.Pieces, piece => Assert.InRange(piece, 1, Piece + 200));
    }

    [Fact]
    public async Task In_a_hurry_it_is_written_without_rest()
    {
        await _shards.SaveAsync([_shard]);

        Assert.NotNull(_shard.LastSnapshot);
    }

    [Fact]
    public async Task Without_hurry_a_rest_is_taken_after_four_pieces()
    {
        List<int> pieces = [];
        Task writing = WriteAsync(pieces, Cancellation);
        for (int rests = 1; rests <= 5; rests++)
        {
            Assert.Equal((false, 4 * rests), (writing.IsCompleted, pieces.Count));
            _clock.Advance(TimeSpan.FromMilliseconds(4));
        }

        await _clock.FinishAsync(writing);
    }

    [Fact]
    public async Task After_ten_seconds_no_more_rest_is_taken()
    {
        Task writing = WriteAsync([], Cancellation);
        Assert.False(writing.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task A_rest_ends_when_nobody_waits_for_the_snapshot_any_more()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task writing = WriteAsync([], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task What_was_written_with_rests_is_read_back_whole()
    {
        await _clock.FinishAsync(_shards.SaveInPassingAsync());

        var restored = (StoredShard)(await _shards.LoadAsync(new ShardSession("session", null, 2), Cancellation))!;

        Assert.Equal(20_000, restored.CountOf(EntityKind.Member));
    }

    private Task<long> WriteAsync(List<int> pieces, CancellationToken cancellationToken) =>
        SnapshotWriter.WriteAsync(_shard.Freeze()!, partsFingerprint: 0, new PieceStream(pieces.Add), new SnapshotPace(_clock), cancellationToken);

    /// <summary>Keeps one snapshot, and the sizes of the pieces in which it came.</summary>
    private sealed class PieceStore : IStateStore
    {
        private byte[] _bytes = [];

        internal List<int> Pieces { get; private set; } = [];

        public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => new(new MemoryStream(_bytes));

        public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            using var stream = new PieceStream(Pieces.Add);
            await write(stream, cancellationToken);
            _bytes = stream.ToArray();
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => default;
    }
}
