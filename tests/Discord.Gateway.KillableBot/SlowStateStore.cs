using Discord.Gateway.State;

namespace Discord.Gateway.KillableBot;

/// <summary>Files of snapshots on a slow disk, so that a process may be killed at any part of one.</summary>
internal sealed class SlowStateStore(string directory) : IStateStore
{
    private const int PartSize = 4 * 1024;
    private readonly FileStateStore _files = new(directory);

    public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken) => _files.OpenAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => _files.SaveAsync(
        shardId,
        async (file, token) =>
        {
            using var whole = new MemoryStream();
            await write(whole, token);
            for (int start = 0; start < whole.Length; start += PartSize)
            {
                await file.WriteAsync(whole.GetBuffer().AsMemory(start, (int)Math.Min(PartSize, whole.Length - start)), token);
                await file.FlushAsync(token);
                await Task.Delay(Random.Shared.Next(10), token);
            }
        },
        cancellationToken);

    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => _files.DeleteAsync(shardId, cancellationToken);
}
