using Discord.Gateway.Diagnostics;

namespace Discord.Gateway;

/// <summary>
/// Files in a directory, one for each shard, that only their owner may read. A file is replaced whole: a process that is killed while it writes leaves the old one.
/// </summary>
/// <param name="directory">The directory, which is made if it is not there.</param>
/// <param name="extension">What the files' names end with, without the dot: several kinds may be in one directory.</param>
internal sealed class ShardFiles(string directory, string extension)
{
    private static int _files;

    private int _total;

    /// <summary>The directory.</summary>
    internal string DirectoryPath { get; } = Path.GetFullPath(directory);

    internal string PathOf(ShardId shardId) => Path.Combine(DirectoryPath, $"shard-{shardId.Index}-of-{shardId.Total}.{extension}");

    /// <summary>Writes the file of a shard, and forgets those of other numbers of shards.</summary>
    /// <exception cref="IOException">It could not be written; the old one stays.</exception>
    internal async Task ReplaceAsync(ShardId shardId, Func<Stream, Task> write)
    {
        PrivateFile.CreateDirectory(DirectoryPath);
        string path = PathOf(shardId);

        // Two processes may write the same file, while one takes over from the other: each its own, and the last that is ready stays.
        string temporary = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _files)}.new";
        try
        {
            await using (FileStream file = PrivateFile.Create(temporary))
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

        if (Interlocked.Exchange(ref _total, shardId.Total) != shardId.Total)
        {
            ForgetOthers(shardId.Total);
        }
    }

    /// <summary>Deletes the file of a shard, if there is one.</summary>
    internal void Delete(ShardId shardId)
    {
        if (Directory.Exists(DirectoryPath))
        {
            File.Delete(PathOf(shardId));
        }
    }

    private void ForgetOthers(int total)
    {
        foreach (string path in Directory.EnumerateFiles(DirectoryPath, $"shard-*-of-*.{extension}"))
        {
            if (!path.EndsWith($"-of-{total}.{extension}", StringComparison.Ordinal))
            {
                File.Delete(path);
            }
        }
    }
}
