namespace Discord.Gateway.Tests.Sharding;

/// <summary>
/// What the handlers of a bot have done, over all lives of its process: whether each message of each channel was handled, in order, and no more often than a kill allows.
/// </summary>
internal sealed class HandlerLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Channel> _channels = [];
    private readonly List<string> _problems = [];
    private int _life;

    internal int Sent { get; private set; }

    internal int Repeated { get; private set; }

    internal int MostAtOnce { get; private set; }

    internal bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _channels.Values.All(channel => channel.Done == channel.Sent);
            }
        }
    }

    internal IReadOnlyList<string> Problems
    {
        get
        {
            lock (_lock)
            {
                return [.. _problems, .. _channels.Where(channel => channel.Value.Done < channel.Value.Sent).Select(channel => $"channel {channel.Key}: {channel.Value.Done + 1} was lost")];
            }
        }
    }

    /// <summary>Begins the life of a process. Of an earlier one nothing is noted any more.</summary>
    internal int BeginLife()
    {
        lock (_lock)
        {
            return ++_life;
        }
    }

    /// <summary>A process was killed: what it has handled after its last save may be told again.</summary>
    /// <param name="isSaved">Whether the event of a session and sequence is before the mark that was saved.</param>
    internal void Kill(Func<string?, long, bool> isSaved)
    {
        lock (_lock)
        {
            _life++;
            foreach (Channel channel in _channels.Values)
            {
                channel.MayBeginAt = channel.Marks.TakeWhile(mark => isSaved(mark.SessionId, mark.Sequence)).Count() + channel.Forgotten + 1;
                channel.Running = null;
            }
        }
    }

    /// <summary>A process has stopped in order: nothing may be told again.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            _life++;
            foreach (Channel channel in _channels.Values)
            {
                channel.MayBeginAt = channel.Done + 1;
                channel.Running = null;
            }
        }
    }

    /// <summary>Does something that the process no longer does once it was killed.</summary>
    internal void IfAlive(int life, Action action)
    {
        lock (_lock)
        {
            if (life == _life)
            {
                action();
            }
        }
    }

    /// <summary>The number of the next message of a channel.</summary>
    internal int Send(int channel)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(channel, out Channel? known))
            {
                _channels[channel] = known = new Channel();
            }

            Sent++;
            return ++known.Sent;
        }
    }

    internal void Begin(int life, int channel, int number)
    {
        lock (_lock)
        {
            if (life != _life)
            {
                return;
            }

            Channel known = _channels[channel];
            if (known.Running is { } running)
            {
                _problems.Add($"channel {channel}: {number} began while {running} ran");
            }

            if (number > known.Done + 1)
            {
                _problems.Add($"channel {channel}: {number} began before {known.Done + 1} was handled");
            }

            if (number < known.MayBeginAt)
            {
                _problems.Add($"channel {channel}: {number} was told again, though all before {known.MayBeginAt} was saved");
            }

            Repeated += number <= known.Done ? 1 : 0;
            known.MayBeginAt = number;
            known.Running = number;
            MostAtOnce = Math.Max(MostAtOnce, _channels.Values.Count(each => each.Running is not null));
        }
    }

    internal void End(int life, int channel, int number, string? sessionId, long sequence)
    {
        lock (_lock)
        {
            if (life != _life)
            {
                return;
            }

            Channel known = _channels[channel];
            known.Running = null;
            known.MayBeginAt = number + 1;
            known.Done = Math.Max(known.Done, number);

            // One that was told again counts where it was told last.
            known.Note(number, sessionId, sequence);
        }
    }

    private sealed class Channel
    {
        /// <summary>What may be told again after a kill is among the last: the rest is forgotten.</summary>
        private const int Kept = 2_000;

        internal int Sent { get; set; }

        /// <summary>All up to this number were handled.</summary>
        internal int Done { get; set; }

        internal int? Running { get; set; }

        internal int MayBeginAt { get; set; } = 1;

        internal int Forgotten { get; private set; }

        internal List<(string? SessionId, long Sequence)> Marks { get; } = [];

        internal void Note(int number, string? sessionId, long sequence)
        {
            int index = number - Forgotten - 1;
            if (index < Marks.Count)
            {
                Marks[index] = (sessionId, sequence);
                return;
            }

            Marks.Add((sessionId, sequence));
            if (Marks.Count > Kept * 2)
            {
                Marks.RemoveRange(0, Kept);
                Forgotten += Kept;
            }
        }
    }
}
