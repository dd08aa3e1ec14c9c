namespace Discord.Gateway.Protocol;

/// <summary>The sequences of the current session: decides which events are new, and reports what it drops and what does not fit together.</summary>
/// <param name="start">The sequence of a session that is continued; null if there is none.</param>
/// <param name="actions">Where the reports go.</param>
internal sealed class EventSequence(long? start, Queue<ShardAction> actions)
{
    private SequenceWindow _window = SequenceWindow.From(start);
    private (int Count, long First, long Last) _replays;
    private bool _isSenseless;

    /// <summary>The highest sequence received: what heartbeats carry.</summary>
    internal long? Highest => _window.Highest;

    /// <summary>Where a resume begins.</summary>
    internal long? Resumable => _window.Resumable;

    /// <summary>A session begins.</summary>
    internal void Begin(long? sequence)
    {
        _window = SequenceWindow.From(sequence);
        _isSenseless = false;
    }

    /// <summary>The session is gone.</summary>
    internal void Forget() => _window = default;

    /// <summary>A resume was sent.</summary>
    internal void BeginReplay() => _window.BeginReplay();

    /// <summary>The replay has ended, with RESUMED or with its connection.</summary>
    internal void EndReplay()
    {
        _window.EndReplay();
        if (_replays.Count > 0)
        {
            actions.Enqueue(new ShardAction.ReplaysDropped(_replays.Count, _replays.First, _replays.Last));
            _replays = default;
        }
    }

    /// <summary>RESUMED has arrived: what is missing will never come.</summary>
    internal void Complete() => _window.Complete();

    /// <summary>Whether an event is new.</summary>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="isSenseless">Whether no number is left from which the session could be resumed.</param>
    internal bool Accept(long sequence, out bool isSenseless)
    {
        long highest = Highest ?? 0;
        SequenceOutcome outcome = _window.Accept(sequence);
        isSenseless = outcome == SequenceOutcome.Senseless;
        switch (outcome)
        {
            case SequenceOutcome.Replayed:
                _replays = (_replays.Count + 1, _replays.Count == 0 ? sequence : Math.Min(sequence, _replays.First), Math.Max(sequence, _replays.Last));
                return false;
            case SequenceOutcome.Jumped:
                actions.Enqueue(new ShardAction.SequenceJumped(highest, sequence));
                break;
            case SequenceOutcome.Senseless:
                // Said once for each session.
                actions.Enqueue(_isSenseless ? new ShardAction.SequenceJumped(highest, sequence) : new ShardAction.SequenceSenseless(highest, sequence));
                _isSenseless = true;
                _window.StartOver(sequence);
                break;
        }

        return true;
    }
}
