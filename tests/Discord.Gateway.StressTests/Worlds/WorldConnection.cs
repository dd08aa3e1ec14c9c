using System.Globalization;
using System.Text.Json;
using Discord.Gateway.Commands;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A connection: Discord's end, and the wire, on which everything arrives later and in order, or not at all. The other end is a <see cref="LifePump"/>.</summary>
internal sealed class WorldConnection(ChaosWorld world, ShardLife life, int number)
{
    private static readonly TimeSpan ServerGivesUpAfter = TimeSpan.FromSeconds(90);

    private readonly Queue<TimeSpan> _received = new();
    private TimeSpan _lastToClient;
    private TimeSpan _lastToServer;
    private bool _isDead;
    private bool _losesWhatIsOnTheWay;

    internal WorldShard Shard => life.Shard;

    internal ShardLife Life => life;

    internal int Number => number;

    internal LifePump Pump => field ??= new LifePump(world, life, this);

    internal WorldSession? Session { get; set; }

    /// <summary>At Discord's end.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Whether writing to it fails: it broke, and the client has not noticed by reading.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Whether the client has closed or aborted it.</summary>
    internal bool IsLetGo { get; private set; }

    /// <summary>How long the next write takes, and whether it fails then.</summary>
    internal (TimeSpan Time, bool Fails)? NextWrite { get; set; }

    /// <summary>Whether a write is on its way.</summary>
    internal bool IsWriting { get; set; }

    /// <summary>Ends the write that hangs, if one does.</summary>
    internal Action? FailHungWrite { get; set; }

    /// <summary>There is something wrong with the connection from now on, so the shard may abandon it.</summary>
    internal void Harm(string how) => life.Model.Harm(number, how);

    internal void Open()
    {
        IsOpen = true;
        if (world.Discord.StrangeStarts is var kind and > 0)
        {
            Harm("a strange start");
            Frame[] strange = [Frame.Event(7), Frame.Ready("stranger"), Frame.Unreadable, Frame.UnknownOpcode, Frame.BadHello, Frame.Oversize(9), Frame.Resumed(5),
                Frame.Reconnect, Frame.Invalid, Frame.InvalidResumable, Frame.HeartbeatRequest, Frame.Acknowledgement];
            Send(strange[kind % strange.Length]);
        }

        if (world.Discord.NoHello)
        {
            Harm("Hello does not come");
            return;
        }

        Send(Frame.Hello);
    }

    internal void Send(Frame frame)
    {
        if (IsOpen && !_isDead)
        {
            ToClient(() =>
            {
                if (!_losesWhatIsOnTheWay && !_isDead)
                {
                    Pump.Arrive(frame);
                }
            });
        }
    }

    internal void Close(int? code)
    {
        if (!IsOpen)
        {
            return;
        }

        world.Tell(Shard.Id, $"Discord closes with {code?.ToString(CultureInfo.InvariantCulture) ?? "no code"}");
        Harm("Discord closed it");
        if (Session is { } session && (code is 4003 or 4006 or 4007 or 4009 || WorldDiscord.FatalCodes.Contains(code ?? 0)))
        {
            world.Discord.End(session);
        }

        EndServerSide();
        ToClient(() => Pump.ArriveEnd(code));
    }

    /// <summary>The wire breaks. What is on the way arrives, or does not.</summary>
    internal void Cut()
    {
        if (!IsOpen)
        {
            return;
        }

        world.Tell(Shard.Id, "the wire is cut");
        Harm("the wire was cut");
        EndServerSide();
        IsBroken = true;
        _losesWhatIsOnTheWay = world.Random.Next(2) == 0;
        ToClient(() => Pump.ArriveEnd(null));
    }

    /// <summary>Nothing goes either way any more, and neither end learns it.</summary>
    internal void GoDead()
    {
        if (IsOpen && !_isDead)
        {
            world.Tell(Shard.Id, "the wire goes dead");
            Harm("the wire went dead");
            _isDead = true;
            world.Later(ServerGivesUpAfter, EndServerSide);
        }
    }

    /// <summary>Op 9 on a live connection.</summary>
    internal void InvalidateSession()
    {
        Harm("its session ended");
        if (Session is { } session)
        {
            world.Discord.End(session);
        }

        Send(Frame.Invalid);
    }

    /// <summary>The client closes or aborts it.</summary>
    internal void LetGo(int? code)
    {
        if (IsLetGo)
        {
            return;
        }

        IsLetGo = true;
        if (code is 1000 or 1001 && Session is { } session && !_isDead)
        {
            world.Discord.End(session);
        }

        EndServerSide();
    }

    /// <summary>A payload has left the client.</summary>
    internal void FromClient(Outgoing outgoing)
    {
        TimeSpan at = world.Now + Latency();
        _lastToServer = at > _lastToServer ? at : _lastToServer;
        world.Later(_lastToServer - world.Now, () =>
        {
            if (IsOpen && !_isDead)
            {
                Receive(outgoing);
            }
        });
    }

    private void Receive(Outgoing outgoing)
    {
        while (_received.TryPeek(out TimeSpan first) && world.Now - first >= TimeSpan.FromSeconds(60))
        {
            _received.Dequeue();
        }

        _received.Enqueue(world.Now);
        ChaosWorld.Expect(_received.Count <= 120, Shard.Id, "over 120 payloads in 60 s.");
        switch (outgoing.Kind)
        {
            case OutgoingKind.Heartbeat when world.Discord.NoAcknowledgements:
                Harm("heartbeats are not acknowledged");
                break;
            case OutgoingKind.Heartbeat:
                Send(Frame.Acknowledgement);
                break;
            case OutgoingKind.Identify:
                ChaosWorld.Expect(Session is null, Shard.Id, "identified twice on one connection.");
                world.Discord.Identify(this, WorldShard.ReadPresence(outgoing.Payload.Span));
                break;
            case OutgoingKind.Resume:
                using (JsonDocument resume = JsonDocument.Parse(outgoing.Payload))
                {
                    JsonElement data = resume.RootElement.GetProperty("d");
                    world.Discord.Resume(this, data.GetProperty("session_id").GetString()!, data.GetProperty("seq").GetInt64());
                }

                break;
            case OutgoingKind.Presence when Session is { } session:
                session.Presence = WorldShard.ReadPresence(outgoing.Payload.Span);
                break;
        }
    }

    private void EndServerSide()
    {
        if (IsOpen)
        {
            IsOpen = false;
            world.Discord.Detach(this);
        }
    }

    private void ToClient(Action action)
    {
        TimeSpan at = world.Now + Latency();
        _lastToClient = at > _lastToClient ? at : _lastToClient;
        world.Later(_lastToClient - world.Now, action);
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(20 + world.Random.Next(80));
}
