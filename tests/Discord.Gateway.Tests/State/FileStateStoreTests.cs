using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>The files of snapshots, and what processes that are killed leave of them.</summary>
public sealed class FileStateStoreTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"states-{Guid.NewGuid():N}");
    private readonly FileStateStore _store;

    public FileStateStoreTests()
    {
        _store = new FileStateStore(_directory);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Files => [.. Directory.GetFiles(_directory).Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_resharding_that_is_killed_while_it_saves_leaves_the_old_shards_all_they_need()
    {
        await SaveAsync(new ShardId(0, 1));
        await SaveAsync(new ShardId(0, 2));
        await SaveAsync(new ShardId(1, 2));

        Assert.Equal(["shard-0-of-1.state", "shard-0-of-2.state", "shard-1-of-2.state"], Files);
    }

    [Fact]
    public async Task Snapshots_of_another_number_of_shards_are_deleted_when_a_shard_is_saved_once_more()
    {
        await SaveAsync(new ShardId(0, 1));
        await SaveAsync(new ShardId(0, 2));
        await SaveAsync(new ShardId(1, 2));
        await SaveAsync(new ShardId(0, 2));

        Assert.Equal(["shard-0-of-2.state", "shard-1-of-2.state"], Files);
    }

    [Fact]
    public async Task What_a_killed_process_had_written_of_a_snapshot_is_deleted_later()
    {
        await SaveAsync(ShardId.Single);
        string whole = Path.Combine(_directory, Files.Single());
        string half = Path.Combine(_directory, "shard-1-of-2.state.0123456789ab-7.new");
        await File.WriteAllTextAsync(half, "half", Cancellation);
        File.SetLastWriteTimeUtc(half, File.GetLastWriteTimeUtc(whole) - TimeSpan.FromMinutes(10));

        await new FileStateStore(_directory).SaveAsync(ShardId.Single, WriteAsync, Cancellation);

        Assert.Equal(["shard-0-of-1.state"], Files);
    }

    [Fact]
    public async Task What_another_process_is_writing_is_left_to_it()
    {
        await SaveAsync(ShardId.Single);
        await File.WriteAllTextAsync(Path.Combine(_directory, "shard-0-of-1.state.0123456789ab-7.new"), "half", Cancellation);

        await new FileStateStore(_directory).SaveAsync(ShardId.Single, WriteAsync, Cancellation);

        Assert.Equal(["shard-0-of-1.state", "shard-0-of-1.state.0123456789ab-7.new"], Files);
    }

    [Fact]
    public async Task What_this_process_is_writing_is_left_to_it_however_long_it_takes()
    {
        await _store.SaveAsync(
            new ShardId(0, 2),
            async (stream, cancellationToken) =>
            {
                File.SetLastWriteTimeUtc(Path.Combine(_directory, Files.Single()), DateTime.UnixEpoch);
                await new FileStateStore(_directory).SaveAsync(new ShardId(1, 2), WriteAsync, cancellationToken);
                await WriteAsync(stream, cancellationToken);
            },
            Cancellation);

        Assert.Equal(["shard-0-of-2.state", "shard-1-of-2.state"], Files);
    }

    [Fact]
    public async Task It_is_not_looked_at_each_save_for_what_killed_processes_left()
    {
        await SaveAsync(ShardId.Single);
        string half = Path.Combine(_directory, "shard-0-of-1.state.0123456789ab-7.new");
        await File.WriteAllTextAsync(half, "half", Cancellation);
        File.SetLastWriteTimeUtc(half, DateTime.UnixEpoch);

        await SaveAsync(ShardId.Single);

        Assert.True(File.Exists(half));
    }

    [Fact]
    public async Task A_shard_that_was_deleted_or_was_of_another_number_is_saved_a_first_time_again()
    {
        await SaveAsync(new ShardId(0, 1));
        await _store.DeleteAsync(new ShardId(0, 1), Cancellation);
        await SaveAsync(new ShardId(0, 2));
        await SaveAsync(new ShardId(0, 1));
        Assert.Equal(["shard-0-of-1.state", "shard-0-of-2.state"], Files);

        await SaveAsync(new ShardId(0, 1));
        await SaveAsync(new ShardId(0, 2));
        Assert.Equal(["shard-0-of-1.state", "shard-0-of-2.state"], Files);
    }

    [Fact]
    public async Task What_is_not_there_is_none_and_can_be_deleted()
    {
        var store = new FileStateStore(Path.Combine(_directory, "none"));
        await store.DeleteAsync(ShardId.Single, Cancellation);

        Assert.Null(await store.OpenAsync(ShardId.Single, Cancellation));
        Directory.CreateDirectory(_directory);
    }

    private static Task WriteAsync(Stream stream, CancellationToken cancellationToken) => stream.WriteAsync(new byte[10], cancellationToken).AsTask();

    private Task SaveAsync(ShardId shardId) => _store.SaveAsync(shardId, WriteAsync, Cancellation).AsTask();
}
