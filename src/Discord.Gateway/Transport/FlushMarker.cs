namespace Discord.Gateway.Transport;

/// <summary>Finds 00 00 FF FF, with which a compressor flushes, also when it is split between two reads.</summary>
internal struct FlushMarker
{
    private int _matched;

    private static ReadOnlySpan<byte> Marker => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>The index after the first marker, or the whole length if there is none.</summary>
    internal bool FindEnd(ReadOnlySpan<byte> bytes, out int end)
    {
        for (end = 0; _matched > 0 && end < bytes.Length;)
        {
            if (IsLast(bytes[end++]))
            {
                return true;
            }
        }

        int found = bytes[end..].IndexOf(Marker);
        if (found >= 0)
        {
            end += found + Marker.Length;
            return true;
        }

        // One may begin with the last bytes.
        for (end = Math.Max(end, bytes.Length - Marker.Length + 1); end < bytes.Length;)
        {
            _ = IsLast(bytes[end++]);
        }

        return false;
    }

    private bool IsLast(byte next)
    {
        _matched = (_matched, next) switch
        {
            (0, 0x00) => 1,
            (1, 0x00) => 2,
            (2, 0x00) => 2,
            (2, 0xFF) => 3,
            (3, 0xFF) => 4,
            (3, 0x00) => 1,
            _ => 0,
        };
        if (_matched < Marker.Length)
        {
            return false;
        }

        _matched = 0;
        return true;
    }
}
