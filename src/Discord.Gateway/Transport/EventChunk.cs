namespace Discord.Gateway.Transport;

/// <summary>A pooled array with the data of several events, one after the other. It goes back to the pool with the last of them.</summary>
internal sealed class EventChunk
{
    /// <summary>Some dozens of usual events; a larger one has a chunk of its own.</summary>
    private const int UsualSize = 32 * 1024;

    private byte[] _bytes = [];
    private int _used;
    private int _live;

    /// <summary>Takes an array, at first or after the last was given back.</summary>
    internal void Open(int minSize)
    {
        _bytes = PayloadPool.Rent(Math.Max(minSize, UsualSize));
        _used = 0;
    }

    internal bool HasRoom(int count) => _bytes.Length - _used >= count;

    /// <summary>Adds an event's data, and says where.</summary>
    internal int Add(ReadOnlySpan<byte> data)
    {
        int start = _used;
        data.CopyTo(_bytes.AsSpan(start));
        _used += data.Length;
        _live++;
        return start;
    }

    internal ReadOnlyMemory<byte> Read(int start, int length) => _bytes.AsMemory(start, length);

    /// <summary>One event less; true if it was the last, and the array is gone.</summary>
    internal bool Release()
    {
        if (--_live > 0)
        {
            return false;
        }

        PayloadPool.Return(_bytes);
        _bytes = [];
        return true;
    }
}
