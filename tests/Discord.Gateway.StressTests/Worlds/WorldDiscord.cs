namespace Discord.Gateway.StressTests.Worlds;

/// <summary>The modelled Discord: sessions with a replay buffer that has an end, session starts, identify keys; and what may be wrong with it.</summary>
internal sealed class WorldDiscord(ChaosWorld world)
{
    internal const int TotalStarts = 1000;
    internal const int Reserve = 10;

    /// <summary>How many events a session keeps for a resume.</summary>
    internal const int ReplayBuffer = 300;

    /// <summary>How long a session without a connection lives.</summary>
    private static readonly TimeSpan SessionLife = TimeSpan.FromMinutes(3);

    /// <summary>Close codes after which a bot stays away.</summary>
    internal static readonly int[] FatalCodes = [4004, 4010, 4011, 4012, 4013, 4014];

    /// <summary>Closes after which a bot is to go on.</summary>
    internal static readonly int?[] Codes = [1000, 1001, 1006, 4000, 4001, 4002, 4003, 4005, 4006, 4007, 4008, 4009, 4242, null];

    private readonly Dictionary<string, WorldSession> _sessions = [];
    private readonly Dictionary<int, TimeSpan> _identifies = [];
    private TimeSpan _windowEnds = world.Scenario.WindowBeginsAtFirstStart ? TimeSpan.Zero : TimeSpan.FromHours(24);
    private int _startsInWindow;
    private int _sessionsMade;

    internal bool Outage { get; private set; }

    internal bool ResumeHostDown { get; private set; }

    internal bool ConnectHangs { get; private set; }

    internal bool NoHello { get; private set; }

    internal bool NoAcknowledgements { get; private set; }

    internal bool NoReady { get; private set; }

    internal TimeSpan ReadyDelay { get; private set; }

    internal bool NoResumed { get; private set; }

    internal int RepeatsOnResume { get; set; }

    internal bool SwapsOnResume { get; set; }

    /// <summary>The next replay leaves out some events: Discord has lost them.</summary>
    internal bool OmitsOnResume { get; set; }

    /// <summary>The next replay sends some events twice.</summary>
    internal bool DoublesOnResume { get; set; }

    /// <summary>What the next connections receive before or instead of their Hello; 0 for a usual start.</summary>
    internal int StrangeStarts { get; set; }

    /// <summary>Each session is invalidated a second after its READY.</summary>
    internal bool SessionsDieYoung { get; set; }

    internal void Heal()
    {
        Outage = ResumeHostDown = ConnectHangs = NoHello = NoAcknowledgements = NoReady = NoResumed = SessionsDieYoung = false;
        OmitsOnResume = DoublesOnResume = false;
        StrangeStarts = 0;
        ReadyDelay = TimeSpan.Zero;
    }

    internal WorldSession? Find(string id) => _sessions.GetValueOrDefault(id);

    internal void Take(Step step)
    {
        switch (step.What)
        {
            case Happening.Outage:
                Outage = !Outage;
                if (Outage)
                {
                    foreach (WorldShard shard in world.Shards)
                    {
                        shard.Connection?.Cut();
                    }
                }

                break;
            case Happening.ResumeHostDown:
                ResumeHostDown = !ResumeHostDown;
                break;
            case Happening.ConnectHangs:
                ConnectHangs = !ConnectHangs;
                break;
            case Happening.NoHello:
                NoHello = !NoHello;
                break;
            case Happening.NoAcknowledgements:
                NoAcknowledgements = !NoAcknowledgements;
                break;
            case Happening.NoReady:
                NoReady = !NoReady;
                break;
            case Happening.LateReady:
                ReadyDelay = TimeSpan.FromSeconds(step.Amount * 2);
                break;
            case Happening.NoResumed:
                NoResumed = !NoResumed;
                break;
            case Happening.SessionsExpire:
                foreach (WorldSession session in _sessions.Values.Where(session => session.Connection is null).ToList())
                {
                    End(session);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing of Discord's.");
        }
    }

    /// <summary>The rules of an identify; and a session, if they are kept.</summary>
    internal void Identify(WorldConnection connection, int presence)
    {
        ShardId shard = connection.Shard.Id;
        int key = shard.Index % world.Scenario.MaxConcurrency;
        ChaosWorld.Expect(!_identifies.TryGetValue(key, out TimeSpan last) || world.Now - last >= TimeSpan.FromSeconds(5), shard, "two identifies of one key within 5 s.");
        _identifies[key] = world.Now;
        if (world.Now >= _windowEnds)
        {
            TimeSpan intoWindow = world.Scenario.WindowBeginsAtFirstStart ? TimeSpan.Zero : new TimeSpan((world.Now - _windowEnds).Ticks % TimeSpan.TicksPerDay);
            _windowEnds = world.Now - intoWindow + TimeSpan.FromDays(1);
            _startsInWindow = 0;
        }

        _startsInWindow++;
        ChaosWorld.Expect(TotalStarts - _startsInWindow >= Reserve, shard, $"{_startsInWindow} session starts in 24 h: the reserve was spent.");
        if (NoReady || ReadyDelay > TimeSpan.Zero)
        {
            connection.Harm("READY does not come, or late");
        }

        if (NoReady)
        {
            return;
        }

        world.Later(ReadyDelay, () =>
        {
            if (!connection.IsOpen)
            {
                return;
            }

            var session = new WorldSession($"session{++_sessionsMade}", connection.Shard) { Connection = connection, Sequence = 1, Presence = presence };
            _sessions[session.Id] = session;
            connection.Shard.Session = session;
            connection.Session = session;
            connection.Send(Frame.Ready(session.Id));
            if (SessionsDieYoung)
            {
                world.Later(TimeSpan.FromSeconds(1), () =>
                {
                    if (connection.Session == session)
                    {
                        connection.InvalidateSession();
                    }
                });
            }
        });
    }

    /// <summary>What happened since, and RESUMED; or op 9.</summary>
    internal void Resume(WorldConnection connection, string id, long sequence)
    {
        if (!_sessions.TryGetValue(id, out WorldSession? session) || session.Shard != connection.Shard || session.HasExpired(world.Now, SessionLife) || sequence < session.Oldest - 1)
        {
            if (session is not null)
            {
                End(session);
            }

            connection.Harm("its session is unknown");
            connection.Send(Frame.Invalid);
            return;
        }

        ChaosWorld.Expect(sequence <= session.Sequence, connection.Shard.Id, $"resumed after {sequence}, of {session.Sequence} events.");
        if (NoResumed)
        {
            connection.Harm("RESUMED does not come");
            return;
        }

        if (session.Connection is { } old && old != connection)
        {
            old.Harm("another connection took its session");
            old.Session = null;
        }

        session.Connection = connection;
        connection.Session = session;
        Replay(connection, session, sequence);
        connection.Send(Frame.Resumed(++session.Sequence));
        OmitsOnResume = DoublesOnResume = false;
    }

    private void Replay(WorldConnection connection, WorldSession session, long sequence)
    {
        for (long next = Math.Max(session.Oldest, sequence + 1 - RepeatsOnResume); next <= session.Sequence; next++)
        {
            Frame frame = session.FrameOf(next);
            if (next <= sequence)
            {
                connection.Send(frame);
            }
            else if (SwapsOnResume && next < session.Sequence && next % 3 == 0 && frame.Kind == FrameKind.Event && session.FrameOf(next + 1).Kind == FrameKind.Event)
            {
                connection.Send(session.FrameOf(next + 1));
                connection.Send(frame);
                next++;
            }
            else if (OmitsOnResume && next % 5 == 0)
            {
                session.Settled.Add(next);
            }
            else
            {
                connection.Send(frame);
                if (DoublesOnResume && next % 7 == 0)
                {
                    connection.Send(frame);
                }
            }
        }
    }

    /// <summary>The session cannot be resumed any more.</summary>
    internal void End(WorldSession session)
    {
        _sessions.Remove(session.Id);
        if (session.Connection is { } connection)
        {
            connection.Session = null;
        }

        session.Connection = null;
        session.HasEnded = true;
    }

    /// <summary>The connection is gone; its session waits for a resume.</summary>
    internal void Detach(WorldConnection connection)
    {
        if (connection.Session is { } session)
        {
            session.Connection = null;
            session.DetachedAt = world.Now;
            connection.Session = null;
        }
    }
}
