using System.Globalization;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>
/// What a shard must know of its session and hand to its consumer: every event once and in the order in which it arrived, but for those that a replay repeats; and
/// after which event the session continues elsewhere.
/// </summary>
internal sealed class EventModel
{
    /// <summary>How far back the shard remembers which events it has received.</summary>
    private const int Remembered = 64;

    /// <summary>Live repeats that a session survives.</summary>
    private const int MaxRepeats = 8;

    private readonly ChaosWorld _world;
    private readonly ShardLife _life;
    private readonly Queue<Waiting> _waiting = new();
    private NumberSet _received;
    private long _complete;
    private Waiting? _current;
    private BufferedEvent _currentItem;
    private long? _lowestDropped;
    private long _first;
    private int _sessionNumber;
    private bool _isReplaying;
    private long _highestBeforeResume;
    private int _repeats;
    private long? _oversizeAfter;
    private bool _isOversizeKnown;

    internal EventModel(ChaosWorld world, ShardLife life, ShardSession? session)
    {
        _world = world;
        _life = life;
        HasSession = session is not null;
        Session = session is null ? null : world.Discord.Find(session.Id);
        _first = session?.Sequence ?? 0;
        Highest = session?.Sequence;
        _complete = _first;
        _received = new NumberSet(_first);
    }

    /// <summary>Whether the shard has a session to resume.</summary>
    internal bool HasSession { get; private set; }

    /// <summary>Discord's side of the session, also of one that runs and cannot be resumed; null also if Discord has forgotten it.</summary>
    internal WorldSession? Session { get; private set; }

    /// <summary>The highest sequence received; null without a session.</summary>
    internal long? Highest { get; private set; }

    /// <summary>The sequence below the first that may still come: where a resume begins.</summary>
    internal long? Resumable
    {
        get
        {
            if (Highest is not { } highest)
            {
                return null;
            }

            long next = Math.Max(_complete, highest - Remembered) + 1;
            while (next <= highest && _received.Contains(next))
            {
                next++;
            }

            return next - 1;
        }
    }

    internal int WaitingEvents => _waiting.Count;

    /// <summary>Whether anything has happened since <see cref="ExpectSessions"/>.</summary>
    internal bool HasChanged { get; private set; } = true;

    /// <summary>The session is given up.</summary>
    internal void Forget()
    {
        HasChanged = true;
        HasSession = false;
        Session = null;
        Highest = null;
        _isReplaying = false;
    }

    internal void OnResumeTaken()
    {
        _isReplaying = true;
        _highestBeforeResume = Highest!.Value;
    }

    /// <summary>A dispatch arrives that the shard accepts in its stage. Whether the consumer must receive it.</summary>
    internal bool Accept(Frame frame, out bool isNew)
    {
        HasChanged = true;
        isNew = true;
        switch (frame.Kind)
        {
            case FrameKind.Ready:
                HasSession = true;
                Session = _world.Discord.Find(frame.SessionId);
                Session?.Settled.Add(1);
                Highest = _first = _complete = frame.Sequence;
                _received = new NumberSet(frame.Sequence);
                _sessionNumber++;
                _repeats = 0;
                _isReplaying = false;
                return true;
            case FrameKind.Resumed:
                _isReplaying = false;
                _ = IsNew(frame.Sequence);
                _complete = Highest!.Value;
                return true;
            default:
                isNew = IsNew(frame.Sequence);
                return isNew && IsWanted(frame);
        }
    }

    /// <summary>A payload that is too large. Whether its event counts; <paramref name="mustForget"/> if it is the second at one place that nobody can name.</summary>
    internal bool AcceptOversize(Frame frame, bool mayCount, out bool mustForget)
    {
        HasChanged = true;
        bool isNew = mayCount && IsNew(frame.Sequence);
        mustForget = !isNew && _isOversizeKnown && _oversizeAfter == Highest;
        _oversizeAfter = isNew ? null : Highest;
        _isOversizeKnown = !isNew;
        return isNew;
    }

    /// <summary>A payload waits for the consumer now.</summary>
    internal void Add(Frame frame, bool hasSequence) => _waiting.Enqueue(new Waiting(frame, _sessionNumber, hasSequence ? frame.Sequence : null, Session));

    /// <summary>The shard was shut down: what waits is not taken any more.</summary>
    internal void Drop()
    {
        HasChanged = true;
        _lowestDropped = GetLowest();
        _waiting.Clear();
    }

    /// <summary>Before the consumer takes another event: the data of the one it has is still what it was.</summary>
    internal void OnTaking()
    {
        if (_current is { Frame.Data.Length: > 0 } current)
        {
            ChaosWorld.Expect(_currentItem.Data.Span.SequenceEqual(current.Frame.Data), _life.Shard.Id, $"the data of {current.Frame} changed in the consumer's hands.");
        }
    }

    internal void OnTaken(TakeOutcome outcome, in BufferedEvent item)
    {
        HasChanged = true;
        _currentItem = item;
        if (outcome != TakeOutcome.Event)
        {
            ChaosWorld.Expect(_waiting.Count == 0, _life.Shard.Id, $"{_waiting.Count} events wait, and none can be taken.");
            ChaosWorld.Expect((outcome == TakeOutcome.Ended) == (_life.Core.ShutdownInfo is not null), _life.Shard.Id, $"{outcome}, but the shard has ended or has not.");
            _current = null;
            return;
        }

        ChaosWorld.Expect(_waiting.TryDequeue(out Waiting? next), _life.Shard.Id, $"an event ({item.Sequence}) that nobody sent.");
        _current = next!;
        ChaosWorld.Expect(
            item.Sequence == next!.Sequence && item.SessionNumber == next.SessionNumber, _life.Shard.Id,
            $"event {item.Sequence} of session {item.SessionNumber} came in the place of {next.Frame} of session {next.SessionNumber}.");
        bool mustBeWhole = next.Frame.Kind is FrameKind.Event or FrameKind.Ready or FrameKind.Resumed;
        ChaosWorld.Expect(mustBeWhole == item.Header.Reason is null, _life.Shard.Id, $"{next.Frame} came as {item.Header}.");
        ChaosWorld.Expect(!mustBeWhole || item.Header.Name == next.Frame.EventName, _life.Shard.Id, $"{next.Frame.EventName} is called {item.Header.Name}.");
        ChaosWorld.Expect(!mustBeWhole || item.Data.Span.SequenceEqual(next.Frame.Data), _life.Shard.Id, $"{next.Frame} has other data.");
        if (next is { Sequence: { } sequence, Session: { } session })
        {
            session.Settled.Add(sequence);
            if (next.Frame.Kind == FrameKind.Resumed)
            {
                ChaosWorld.Expect(session.Settled.UpTo >= sequence, _life.Shard.Id, $"RESUMED {sequence}, but event {session.Settled.UpTo + 1} of {session.Id} was never received.");
            }
        }
    }

    /// <summary>Both cursors stand where they must.</summary>
    internal void ExpectSessions()
    {
        HasChanged = false;
        ShardSession? received = _life.Core.ReceivedSession;
        ShardSession? handled = _life.Core.HandledSession;
        ChaosWorld.Expect(received is null == !HasSession && handled is null == !HasSession, _life.Shard.Id, HasSession ? "the session is gone." : "a session that has ended is still there.");
        if (received is null)
        {
            return;
        }

        long? lowest = _lowestDropped ?? GetLowest();
        long last = Resumable ?? _first;
        long expected = lowest is { } first ? Math.Max(Math.Min(first - 1, last), _first) : last;
        ChaosWorld.Expect(received.Sequence == expected, _life.Shard.Id, $"the received session is at {received.Sequence}, not {expected}.");
        if (_current is { Sequence: { } taken } && _current.SessionNumber == _sessionNumber)
        {
            expected = Math.Max(Math.Min(Math.Min(lowest ?? long.MaxValue, taken) - 1, last), _first);
        }

        ChaosWorld.Expect(handled!.Sequence == expected, _life.Shard.Id, $"the handled session is at {handled.Sequence}, not {expected}.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session?.Id} up to {Resumable}, {_waiting.Count} waiting");

    private long? GetLowest()
    {
        long? lowest = null;
        foreach (Waiting each in _waiting)
        {
            if (each.SessionNumber == _sessionNumber && each.Sequence is { } sequence && (lowest is null || sequence < lowest))
            {
                lowest = sequence;
            }
        }

        return lowest;
    }

    private bool IsWanted(Frame frame)
    {
        if (!_world.Seams.IsFiltered || frame.EventName != "TYPING_START")
        {
            return true;
        }

        Session?.Settled.Add(frame.Sequence);
        return false;
    }

    /// <summary>Records a sequence. False if a replay repeats it.</summary>
    private bool IsNew(long sequence)
    {
        if (Highest is not { } highest)
        {
            Highest = _complete = sequence;
            _received = new NumberSet(sequence);
            _repeats = 0;
            return true;
        }

        if (sequence > highest)
        {
            Highest = sequence;
            _received.Add(sequence);
            return true;
        }

        if (_isReplaying && sequence <= _highestBeforeResume)
        {
            if (_highestBeforeResume - sequence >= Remembered || _received.Contains(sequence))
            {
                return false;
            }
        }
        else if (highest - sequence >= Remembered || (_received.Contains(sequence) && ++_repeats > MaxRepeats))
        {
            // Nobody can tell which events such a session lacks: it ends with its connection.
            HasSession = false;
            Highest = _complete = sequence;
            _received = new NumberSet(long.MinValue);
            _repeats = 0;
            _isReplaying = false;
        }

        _received.Add(sequence);
        return true;
    }

    private sealed record Waiting(Frame Frame, int SessionNumber, long? Sequence, WorldSession? Session);
}
