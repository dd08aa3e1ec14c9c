namespace Discord.Gateway.State;

/// <summary>
/// Stores snapshots in a directory, one file for each shard, readable by its owner only. Files are replaced atomically: if the process is killed while writing, the previous snapshot stays.
/// </summary>
/// <example>
/// <code>
/// var state = new BotState(new BotStateOptions { Store = new FileStateStore("/var/lib/my-bot/state") });
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, State = state, SessionStore = new FileSessionStore("/var/lib/my-bot/sessions") };
/// </code>
/// </example>
public sealed class FileStateStore : IStateStore
{
    private readonly ShardFiles _files;

    /// <summary>Creates a store in a directory, which is created when needed.</summary>
    /// <param name="directory">The directory, a separate one for each bot. It can be the directory of the bot's sessions.</param>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is null, empty or white space.</exception>
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
    /// <exception cref="IOException">The file could not be written; the previous snapshot stays.</exception>
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
