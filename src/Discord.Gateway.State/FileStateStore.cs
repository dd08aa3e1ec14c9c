namespace Discord.Gateway.State;

/// <summary>
/// Keeps snapshots in a directory, a file for each shard, that only its owner may read. A file is replaced whole: a process that is killed while it writes leaves the old one.
/// </summary>
public sealed class FileStateStore : IStateStore
{
    private readonly ShardFiles _files;

    /// <summary>Keeps snapshots in a directory, which is made if it is not there.</summary>
    /// <param name="directory">The directory; one for each bot. It may be that of its sessions.</param>
    /// <exception cref="ArgumentException">There is no directory.</exception>
    public FileStateStore(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _files = new ShardFiles(directory, "state");
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        string path = _files.PathOf(shardId);
        return new(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true) : null);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file could not be written; the old one stays.</exception>
    public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await _files.ReplaceAsync(shardId, file => write(file, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        _files.Delete(shardId);
        return default;
    }

    /// <summary>Prints the directory.</summary>
    public override string ToString() => $"FileStateStore {_files.DirectoryPath}";
}
