using System.Globalization;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>
/// The messages that were sent to each guild, numbered, and what silos told of them. A shard is away from when the oldest message was sent that no handler was told until one is.
/// </summary>
internal sealed class Deliveries
{
    private readonly Lock _lock = new();
    private readonly Guild[] _guilds;
    private readonly Func<TimeSpan> _now;
    private Window _window = new();

    internal Deliveries(int guilds, Func<TimeSpan> now)
    {
        _guilds = [.. Enumerable.Range(0, guilds).Select(_ => new Guild())];
        _now = now;
    }

    internal long Sent { get; private set; }

    internal long Repeated { get; private set; }

    /// <summary>How long after a handler was told a message a handler was told it again, at most.</summary>
    internal TimeSpan LongestRepeat { get; private set; }

    /// <summary>Messages that were sent while no session was there for their guild.</summary>
    internal int WithoutSession { get; private set; }

    /// <summary>The content of the next message to a guild.</summary>
    internal string Next(int guild)
    {
        lock (_lock)
        {
            Sent++;
            List<Message> messages = _guilds[guild].Messages;
            messages.Add(new Message(_now(), ToldAt: null));
            return string.Create(CultureInfo.InvariantCulture, $"{guild}/{messages.Count}");
        }
    }

    internal void NoteWithoutSession()
    {
        lock (_lock)
        {
            WithoutSession++;
        }
    }

    /// <summary>A silo's handlers were told a message.</summary>
    internal void OnTold(int silo, string content)
    {
        string[] parts = content.Split('/');
        int guildIndex = int.Parse(parts[0], CultureInfo.InvariantCulture);
        int number = int.Parse(parts[1], CultureInfo.InvariantCulture);
        lock (_lock)
        {
            Guild guild = _guilds[guildIndex];
            Message message = guild.Messages[number - 1];
            TimeSpan now = _now();
            if (message.ToldAt is { } before)
            {
                Repeated++;
                _window.Repeated[guildIndex] = _window.Repeated.GetValueOrDefault(guildIndex) + 1;
                LongestRepeat = Max(LongestRepeat, now - before);
                return;
            }

            guild.Messages[number - 1] = message with { ToldAt = now };
            TimeSpan away = now - message.SentAt;
            _window.LongestAway = Max(_window.LongestAway, away);
            if (guild.Teller != silo)
            {
                if (guild.Teller != 0)
                {
                    _window.Moves.Add((guildIndex, guild.Teller, silo, away));
                }

                guild.Teller = silo;
            }

            guild.SkipTold();
        }
    }

    /// <summary>The silo that told the last new message of each guild, and for how long its oldest untold message waits.</summary>
    internal IReadOnlyList<(int Silo, TimeSpan Waits)> GetPlaces()
    {
        lock (_lock)
        {
            TimeSpan now = _now();
            return [.. _guilds.Select(guild => (guild.Teller, guild.OldestUntold is { } sentAt ? now - sentAt : TimeSpan.Zero))];
        }
    }

    /// <summary>What came since the last call.</summary>
    internal Window TakeWindow()
    {
        lock (_lock)
        {
            Window window = _window;
            _window = new Window();
            return window;
        }
    }

    /// <summary>The messages that no handler was told: guild and numbers.</summary>
    internal IReadOnlyList<(int Guild, int Number, TimeSpan SentAt)> GetUntold()
    {
        lock (_lock)
        {
            return [.. _guilds.SelectMany((guild, index) => guild.Messages.Select((message, number) => (index, number + 1, message)).Where(one => one.message.ToldAt is null)
                .Select(one => (one.index, one.Item2, one.message.SentAt)))];
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>What happened in a part of the run.</summary>
    internal sealed class Window
    {
        /// <summary>How many messages of each guild were told twice.</summary>
        internal Dictionary<int, int> Repeated { get; } = [];

        /// <summary>How long a message waited at most.</summary>
        internal TimeSpan LongestAway { get; set; }

        /// <summary>Guilds whose messages another silo tells since, in order, and how long the first of these messages had waited.</summary>
        internal List<(int Guild, int From, int To, TimeSpan Away)> Moves { get; } = [];
    }

    private sealed class Guild
    {
        private int _told;

        internal List<Message> Messages { get; } = [];

        /// <summary>The silo that told the last new message; 0 for none.</summary>
        internal int Teller { get; set; }

        internal TimeSpan? OldestUntold => _told < Messages.Count ? Messages[_told].SentAt : null;

        internal void SkipTold()
        {
            while (_told < Messages.Count && Messages[_told].ToldAt is not null)
            {
                _told++;
            }
        }
    }

    private readonly record struct Message(TimeSpan SentAt, TimeSpan? ToldAt);
}
