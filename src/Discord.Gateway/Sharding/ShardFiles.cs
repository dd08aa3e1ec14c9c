using System.Collections.Concurrent;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway;

/// <summary>
/// Files in a directory, one for each shard, that only their owner may read. A file is replaced whole: a process that is killed while it writes leaves the old one.
/// </summary>
/// <param name="directory">The directory, which is made if it is not there.</param>
/// <param name="extension">What the files' names end with, without the dot: several kinds may be in one directory.</param>
internal sealed class ShardFiles(string directory, string extension)
{
    /// <summary>How long a file that another process writes must not have grown to be one that it left when it was killed. A save may take half of it.</summary>
    private static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(1);

    /// <summary>Part of the names of files that are being written. An id of a process would be the same in many containers.</summary>
    private static readonly string Writer = Guid.NewGuid().ToString("N")[..12];

    private static int _files;

    private readonly ConcurrentDictionary<ShardId, bool> _saved = [];
    private int _total;
    private long _lookedAt;

    /// <summary>The directory.</summary>
    internal string DirectoryPath { get; } = Path.GetFullPath(directory);

    internal string PathOf(ShardId shardId) => Path.Combine(DirectoryPath, $"shard-{shardId.Index}-of-{shardId.Total}.{extension}");

    /// <summary>
    /// Writes the file of a shard. When that was done before, forgets those of other numbers of shards: a process that is killed while a resharding saves all of its shards a first time leaves
    /// the old ones whole.
    /// </summary>
    /// <exception cref="IOException">It could not be written; the old one stays.</exception>
    internal async Task ReplaceAsync(ShardId shardId, Func<Stream, Task> write)
    {
        PrivateFile.CreateDirectory(DirectoryPath);
        string path = PathOf(shardId);

        // Two processes may write the same file, while one takes over from the other: each its own, and the last that is ready stays.
        string temporary = $"{path}.{Writer}-{Interlocked.Increment(ref _files)}.new";
        try
        {
            FileStream file = PrivateFile.Create(temporary);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);

                // A machine that loses its power must not keep the new name of a file without its content.
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (!_saved.TryAdd(shardId, true) && Interlocked.Exchange(ref _total, shardId.Total) != shardId.Total)
        {
            ForgetOthers(shardId.Total);
        }

        DeleteLeft(File.GetLastWriteTimeUtc(path));
    }

    /// <summary>Deletes the file of a shard, if there is one.</summary>
    internal void Delete(ShardId shardId)
    {
        _saved.TryRemove(shardId, out _);
        if (Directory.Exists(DirectoryPath))
        {
            File.Delete(PathOf(shardId));
        }
    }

    private void ForgetOthers(int total)
    {
        foreach (ShardId other in _saved.Keys.Where(other => other.Total != total))
        {
            _saved.TryRemove(other, out _);
        }

        foreach (string path in Directory.EnumerateFiles(DirectoryPath, $"shard-*-of-*.{extension}"))
        {
            if (!path.EndsWith($"-of-{total}.{extension}", StringComparison.Ordinal))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Deletes partly written files of processes that were killed. Checks periodically: at first, such a file may belong to a running process.</summary>
    /// <param name="now">The time by the clock of the files.</param>
    private void DeleteLeft(DateTime now)
    {
        if ((now - new DateTime(Interlocked.Read(ref _lookedAt), DateTimeKind.Utc)).Duration() < LeftAfter)
        {
            return;
        }

        Interlocked.Exchange(ref _lookedAt, now.Ticks);
        foreach (string path in Directory.EnumerateFiles(DirectoryPath, $"shard-*-of-*.{extension}.*.new"))
        {
            if (!path.Contains($".{Writer}-", StringComparison.Ordinal) && now - File.GetLastWriteTimeUtc(path) > LeftAfter)
            {
                File.Delete(path);
            }
        }
    }
}
