using System.Numerics;

namespace Discord.Gateway.Protocol;

/// <summary>What <see cref="SequenceWindow.Accept"/> found.</summary>
internal enum SequenceOutcome
{
    /// <summary>The next sequence, or one that was missing and arrives late.</summary>
    Expected,

    /// <summary>Higher than the next one. The event is delivered.</summary>
    Jumped,

    /// <summary>A resume repeats an event that was received before it. The event is dropped.</summary>
    Replayed,

    /// <summary>A live sequence repeats or lies far behind: the session cannot be resumed from any number. The event is delivered.</summary>
    Senseless,
}

/// <summary>
/// Which sequences of a session have been received: the highest, and the 64 at and below it. Only a replay repeats events, so only an event that was received
/// before the last resume is ever dropped; whatever else a sequence says, its event is delivered.
/// </summary>
internal struct SequenceWindow
{
    private const int Size = 64;

    /// <summary>Live sequences that may repeat before the session counts as senseless.</summary>
    private const int MaxRepeats = 8;

    private ulong _seen;
    private long _complete;
    private long _highestBeforeResume;
    private ulong _seenBeforeResume;
    private bool _isReplaying;
    private int _repeats;

    /// <summary>The highest sequence so far, which heartbeats carry.</summary>
    internal long? Highest { get; private set; }

    /// <summary>
    /// The sequence below the first that is missing, which resumes carry: what comes late must not be lost because the connection ends before it. What lies
    /// further back than the window is not asked for, since nobody could tell it from a repetition.
    /// </summary>
    internal readonly long? Resumable
    {
        get
        {
            if (Highest is not { } highest)
            {
                return null;
            }

            ulong since = (ulong)highest - (ulong)_complete;
            ulong missing = since < Size ? ~_seen & ((1UL << (int)since) - 1) : ~_seen;

            // If nothing is missing, all 64 bits are leading zeros.
            return highest - Size + BitOperations.LeadingZeroCount(missing);
        }
    }

    /// <summary>Starts at a sequence; it and all before it count as received.</summary>
    internal static SequenceWindow From(long? highest) => new() { Highest = highest, _complete = highest ?? 0, _seen = ulong.MaxValue };

    /// <summary>A resume was sent: until RESUMED arrives, events received before it may arrive again.</summary>
    internal void BeginReplay()
    {
        _isReplaying = Highest is not null;
        _highestBeforeResume = Highest ?? 0;
        _seenBeforeResume = _seen;
    }

    /// <summary>The replay has ended: what follows is new.</summary>
    internal void EndReplay() => _isReplaying = false;

    /// <summary>RESUMED arrived: what is missing will never come.</summary>
    internal void Complete() => _complete = Highest ?? 0;

    /// <summary>Starts over at a sequence that contradicts those before it.</summary>
    internal void StartOver(long sequence) => this = new SequenceWindow { Highest = sequence, _complete = sequence, _seen = 1 };

    /// <summary>Records a sequence.</summary>
    internal SequenceOutcome Accept(long sequence)
    {
        if (Highest is not { } highest)
        {
            this = From(sequence);
            return SequenceOutcome.Expected;
        }

        if (sequence > highest)
        {
            // Unsigned, since the distance from a negative sequence to a high one overflows.
            ulong ahead = (ulong)sequence - (ulong)highest;
            _seen = ahead < Size ? (_seen << (int)ahead) | 1 : 1;
            Highest = sequence;
            return ahead == 1 ? SequenceOutcome.Expected : SequenceOutcome.Jumped;
        }

        return _isReplaying && sequence <= _highestBeforeResume ? AcceptReplayed(sequence) : AcceptLate((ulong)highest - (ulong)sequence);
    }

    private SequenceOutcome AcceptReplayed(long sequence)
    {
        ulong behind = (ulong)_highestBeforeResume - (ulong)sequence;
        if (behind >= Size || IsMarked(_seenBeforeResume, behind))
        {
            return SequenceOutcome.Replayed;
        }

        _seenBeforeResume |= 1UL << (int)behind;
        ulong behindHighest = (ulong)Highest!.Value - (ulong)sequence;
        _seen |= behindHighest < Size ? 1UL << (int)behindHighest : 0;
        return SequenceOutcome.Expected;
    }

    private SequenceOutcome AcceptLate(ulong behind)
    {
        if (behind >= Size)
        {
            return SequenceOutcome.Senseless;
        }

        if (IsMarked(_seen, behind))
        {
            return ++_repeats > MaxRepeats ? SequenceOutcome.Senseless : SequenceOutcome.Jumped;
        }

        _seen |= 1UL << (int)behind;
        return SequenceOutcome.Expected;
    }

    private static bool IsMarked(ulong marks, ulong behind) => (marks & (1UL << (int)behind)) != 0;
}
