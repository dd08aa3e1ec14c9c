using System.Globalization;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A shard of the bot over all its lives: one <see cref="ShardLife"/> after the other, and what Discord and the bot hold of it.</summary>
internal sealed class WorldShard
{
    private const int MaxWaitingCommands = 200;

    /// <summary>Each costs a connection and a longer pause: with more of them, all is not well again within minutes.</summary>
    private const int MaxOversizeEvents = 8;

    private const string PresencePrefix = "\"name\":\"p";

    private static readonly Uri Gateway = new("wss://gateway.test");
    private static readonly EventFilter Filter = EventFilter.AllExcept(GatewayEventType.TypingStart);

    private readonly ChaosWorld _world;
    private int _presences;
    private EncodedPresence? _presence;
    private bool _isBetweenLives;

    internal WorldShard(ChaosWorld world, ShardId id, bool isSlow)
    {
        _world = world;
        Id = id;
        IsSlow = isSlow;
        Options = new ShardOptions
        {
            Token = "token",
            ShardId = id,
            GatewayUri = Gateway,
            MaxBufferedEvents = LifeModel.MaxBuffered,
            EventFilter = world.Seams.IsFiltered ? Filter : EventFilter.All,
        };
    }

    internal ShardId Id { get; }

    internal ShardOptions Options { get; }

    /// <summary>Whether its consumer is slow.</summary>
    internal bool IsSlow { get; }

    /// <summary>The life that runs, or ran last.</summary>
    internal ShardLife Life { get; private set; } = null!;

    internal WorldConnection? Connection => Life.Connection;

    /// <summary>The last that Discord gave it.</summary>
    internal WorldSession? Session { get; set; }

    internal TimeSpan Due => Life.Due;

    /// <summary>The number of a presence in a payload; 0 if there is none.</summary>
    internal static int ReadPresence(ReadOnlySpan<byte> payload)
    {
        int at = payload.IndexOf(Encoding.UTF8.GetBytes(PresencePrefix));
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(payload[(at + PresencePrefix.Length)..], out int number, out _) ? number : 0;
    }

    internal void OnTimer() => Life.OnTimer();

    internal void ExpectNothingForgotten()
    {
        if (Life.Model.HasChanged)
        {
            Life.Model.ExpectNothingForgotten(Life.Due, Connection?.Pump.IsDeaf ?? false, Connection?.IsWriting ?? false);
        }
    }

    /// <summary>A life begins.</summary>
    internal void Begin(ShardSession? session)
    {
        Life = new ShardLife(_world, this, session, _presence);
        if (session is not null)
        {
            _world.Tell(Id, $"continues {session.Id} after {session.Sequence}");
        }

        if (_world.Random.Next(2) == 0)
        {
            Life.Model.Commands.WaitForConnection();
        }
        else
        {
            Life.Consumer.Take(1);
        }
    }

    /// <summary>Something happens in the guilds of the shard, whether it is connected or not.</summary>
    internal void Dispatch(int events)
    {
        if (Session is not { HasEnded: false } session)
        {
            return;
        }

        for (int i = 0; i < events; i++)
        {
            session.Sequence++;
            session.Connection?.Send(Frame.Event(session.Sequence));
        }
    }

    /// <summary>Discord sends what it should not.</summary>
    internal void DispatchStrangely(Happening what, int amount)
    {
        if (Session is not { HasEnded: false } session)
        {
            return;
        }

        switch (what)
        {
            case Happening.OversizeEvents:
                for (int i = 0; i <= amount % 8 && session.OversizeEvents < MaxOversizeEvents; i++)
                {
                    session.AddOversize();
                    session.Connection?.Send(session.FrameOf(session.Sequence));
                }

                break;
            case Happening.SequenceRepeats:
                for (int i = 0; session.Sequence > 1 && i <= amount % 12; i++)
                {
                    session.Connection?.Send(Frame.Event(Math.Max(2, session.Sequence - (amount % 5 == 0 ? 80 : i / 2))));
                }

                break;
            default:
                for (int i = 0; i <= amount; i++)
                {
                    session.Settled.Add(++session.Sequence);
                }

                Dispatch(1);
                break;
        }
    }

    /// <summary>Something happens to the shard alone. False if it is nothing of the shard's.</summary>
    internal bool Take(Step step)
    {
        int amount = step.Amount;
        if (Life.HasCrashed && !IsDiscords(step.What))
        {
            return true;
        }

        switch (step.What)
        {
            case Happening.Commands:
                Life.Model.Commands.Enqueue(Math.Min(amount * 2, MaxWaitingCommands - Life.Core.WaitingCommands), isImpatient: false);
                return true;
            case Happening.ImpatientCommand:
                Life.Model.Commands.Enqueue(1 + (amount % 3), isImpatient: true);
                return true;
            case Happening.CancelCommands:
                Life.Model.Commands.Cancel(every: 1 + (amount % 4));
                return true;
            case Happening.Presence:
                for (int i = 0; i <= amount / 10; i++)
                {
                    SetPresence();
                }

                return true;
            case Happening.RequestHeartbeat:
                Life.Model.Commands.RequestHeartbeat();
                return true;
            case Happening.Reconnect when Life.Core.ShutdownInfo is null:
                Reconnect(amount % 3 == 0 ? ReconnectType.Reidentify : ReconnectType.Resume);
                return true;
            case Happening.ConsumerStops when Life.Consumer.IsStopped:
                Life.Consumer.GoOn();
                return true;
            case Happening.ConsumerStops:
                Life.Consumer.Stop();
                return true;
            case Happening.ConsumerTakes:
                Life.Consumer.Take(1 + (amount / 5));
                return true;
            case Happening.Shutdown when !_isBetweenLives && Life.Core.ShutdownInfo is null:
                Shutdown(amount);
                return true;
            case Happening.Crash when !_isBetweenLives:
                ShardSession? saved = Life.Core.HandledSession;
                Life.Crash();
                BeginLater(() => saved);
                return true;
            case Happening.WriteHangs or Happening.WriteFails:
                if (Connection is { } connection)
                {
                    bool hangs = step.What == Happening.WriteHangs;
                    connection.NextWrite = (TimeSpan.FromSeconds(hangs ? amount : 0), !hangs || amount % 2 == 0);
                }

                return true;
            default:
                return !IsDiscords(step.What);
        }
    }

    private static bool IsDiscords(Happening what) => what < Happening.Commands;

    /// <summary>The machine slept: nothing ran meanwhile.</summary>
    internal void Slept()
    {
        Life.Model.Slept();
        if (_world.Random.Next(2) == 0)
        {
            Connection?.Cut();
        }
        else
        {
            Connection?.GoDead();
        }
    }

    internal void Heal()
    {
        Life.Consumer.GoOn();
        if (Connection is { } connection)
        {
            connection.NextWrite = null;
        }
    }

    /// <summary>A life has ended that Discord has ended.</summary>
    internal void OnEndedByDiscord()
    {
        if (!_isBetweenLives)
        {
            BeginLater(static () => null);
        }
    }

    internal void ExpectWell() => Life.Model.ExpectWell();

    internal void ExpectAllDelivered()
    {
        ChaosWorld.Expect(Session is { } session && Life.Model.Events.Session == session && !session.HasEnded, Id, $"its session is {Life.Model.Events}, not {Session?.Id}.");
        ChaosWorld.Expect(Session!.Settled.UpTo == Session.Sequence, Id, $"event {Session.Settled.UpTo + 1} of {Session.Id} was never received; {Session.Sequence} were sent.");
        ChaosWorld.Expect(_presences == Session.Presence, Id, $"Discord shows presence {Session.Presence}, not {_presences}.");
    }

    private void SetPresence()
    {
        if (Life.Core.ShutdownInfo is not null)
        {
            return;
        }

        var presence = new BotPresence { Activities = [BotActivity.Playing("p" + (++_presences).ToString(CultureInfo.InvariantCulture))] };
        _presence = EncodedPresence.Encode(presence, Options.Token, Options);
        Life.Do((core, _) => ChaosWorld.Expect(core.TrySetPresence(core.Presence, _presence), Id, "the presence was set by somebody else."));
    }

    private void Reconnect(ReconnectType type)
    {
        Life.Tell($"the bot asks for a reconnect ({type})");
        if (Life.Core.Stage == ConnectionStage.Connected)
        {
            Life.Model.OnReconnect(type);
        }

        Life.Do((core, now) => core.Reconnect(type, now));
    }

    private void Shutdown(int amount)
    {
        bool keepsSession = amount % 3 > 0;
        ShardLife life = Life;
        life.Shutdown(keepsSession);
        ShardSession? kept = life.Core.KeptSession;

        // Who hands the session on may take the event in the consumer's hands for handled, or not.
        BeginLater(() => !keepsSession ? null : amount % 3 == 1 ? kept : life.Core.HandledSession);
    }

    private void BeginLater(Func<ShardSession?> getSession)
    {
        _isBetweenLives = true;
        _world.Later(TimeSpan.FromMilliseconds(_world.Random.Next(20_000)), () =>
        {
            if (!Life.HasCrashed)
            {
                Life.Model.Check();
                Life.Crash();
            }

            _isBetweenLives = false;
            Begin(getSession());
        });
    }
}
