namespace Discord.Gateway.Protocol;

/// <summary>
/// Which sequences of a session have come: the highest, and the 64 at and below it. A sequence is delivered the first time it comes, also when
/// it comes late; what a resume replays a second time is not.
/// </summary>
internal struct SequenceWindow
{
    private ulong _seen;

    /// <summary>The highest sequence so far: what heartbeats and resumes carry.</summary>
    internal long? Highest { get; private set; }

    /// <summary>Starts at a sequence; it and all before it count as delivered.</summary>
    internal static SequenceWindow From(long? highest) => new() { Highest = highest, _seen = ulong.MaxValue };

    /// <summary>Records a sequence; false when it came before.</summary>
    internal bool TryAccept(long sequence)
    {
        if (Highest is not { } highest)
        {
            this = From(sequence);
            return true;
        }

        if (sequence > highest)
        {
            long ahead = sequence - highest;
            _seen = ahead < 64 ? (_seen << (int)ahead) | 1 : 1;
            Highest = sequence;
            return true;
        }

        // A sequence of below zero makes this overflow into a negative number; it is treated as seen long ago.
        long behind = highest - sequence;
        if (behind is < 0 or >= 64 || (_seen & (1UL << (int)behind)) != 0)
        {
            return false;
        }

        _seen |= 1UL << (int)behind;
        return true;
    }
}
