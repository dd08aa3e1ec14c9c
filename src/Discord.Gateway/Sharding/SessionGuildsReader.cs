using System.Diagnostics.CodeAnalysis;

namespace Discord.Gateway;

/// <summary>Reads the bytes of <see cref="SessionGuilds"/>, which may be anything.</summary>
internal ref struct SessionGuildsReader(ReadOnlySpan<byte> bytes)
{
    internal const byte Version = 1;

    private ReadOnlySpan<byte> _rest = bytes;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal bool TryReadVersion() => TryRead(out ulong version) && version == Version;

    /// <summary>Ids in ascending order. The caller checks for duplicates, since an id must be in one group only.</summary>
    internal bool TryReadGroup([NotNullWhen(true)] out ulong[]? ids)
    {
        ids = null;

        // Each id takes a byte or more.
        if (!TryRead(out ulong count) || count > (ulong)_rest.Length)
        {
            return false;
        }

        var read = new ulong[count];
        ulong last = 0;
        for (int i = 0; i < read.Length; i++)
        {
            if (!TryRead(out ulong distance) || distance > ulong.MaxValue - last)
            {
                return false;
            }

            read[i] = last += distance;
        }

        ids = read;
        return true;
    }

    private bool TryRead(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            byte next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return shift < 63 || next <= 1;
            }
        }

        return false;
    }
}
