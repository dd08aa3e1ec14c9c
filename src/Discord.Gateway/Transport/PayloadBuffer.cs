namespace Discord.Gateway.Transport;

/// <summary>A payload passed the bound of <see cref="ShardOptions.MaxPayloadBytes"/> while it was being received.</summary>
internal sealed class PayloadBoundException(int bound) : Exception($"a payload of more than {bound:N0} bytes (ShardOptions.MaxPayloadBytes)");

/// <summary>The pooled buffer in which a connection assembles a payload. It grows for a large one, and shrinks after it.</summary>
internal sealed class PayloadBuffer(int bound) : IPayloadWriter, IDisposable
{
    private const int UsualSize = 4 * 1024;
    private const int KeptSize = 16 * 1024;

    private byte[] _bytes = [];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Advance(int count)
    {
        _count += count;
        if (_count > bound)
        {
            throw new PayloadBoundException(bound);
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsSpan(_count);
    }

    /// <summary>Forgets the payload.</summary>
    internal void Clear()
    {
        _count = 0;
        if (_bytes.Length > KeptSize)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _count = 0;
        if (bytes.Length > 0)
        {
            PayloadPool.Return(bytes);
        }
    }

    private void EnsureRoom(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _count >= needed)
        {
            return;
        }

        // One byte over the bound is enough to see that it was passed; more is never rented for a bomb.
        long wanted = Math.Max(Math.Max((long)_bytes.Length * 2, UsualSize), (long)_count + needed);
        int size = (int)Math.Min(wanted, Math.Max((long)bound + 1, (long)_count + needed));
        byte[] larger = PayloadPool.Rent(size);
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            PayloadPool.Return(_bytes);
        }

        _bytes = larger;
    }
}
