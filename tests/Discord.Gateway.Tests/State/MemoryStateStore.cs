using System.Collections.Concurrent;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Keeps snapshots in memory, and fails when a test wants it to.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    internal ConcurrentDictionary<ShardId, byte[]> Bytes { get; } = [];

    internal bool Fails { get; set; }

    internal int Saves { get; private set; }

    internal int Deletes { get; private set; }

    internal int Failures { get; private set; }

    public ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        return new(Bytes.TryGetValue(shardId, out byte[]? bytes) ? new MemoryStream(bytes) : null);
    }

    public async ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        using var stream = new MemoryStream();
        await write(stream, cancellationToken);
        Bytes[shardId] = stream.ToArray();
        Saves++;
    }

    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        Bytes.TryRemove(shardId, out _);
        Deletes++;
        return default;
    }

    private void ThrowIfFailing()
    {
        if (Fails)
        {
            Failures++;
            throw new IOException("no space left");
        }
    }
}
