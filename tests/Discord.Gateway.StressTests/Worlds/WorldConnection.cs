using Discord.Gateway.Commands;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A connection with both its ends and the way between: what is sent arrives later and in order, or not at all.</summary>
internal sealed class WorldConnection(World world, WorldShard shard)
{
    private static readonly TimeSpan ServerGivesUpAfter = TimeSpan.FromSeconds(90);

    private readonly Queue<TimeSpan> _received = new();
    private TimeSpan _lastToClient;
    private TimeSpan _lastToServer;
    private bool _isDead;
    private bool _losesWhatIsOnTheWay;

    internal WorldShard Shard => shard;

    internal WorldSession? Session { get; set; }

    /// <summary>At the server's end.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Whether writing to it fails: it broke, and the client has not noticed by reading.</summary>
    internal bool IsBroken { get; private set; }

    internal void Open() => IsOpen = true;

    /// <summary>Frames that arrive together.</summary>
    internal void Send(params Frame[] frames)
    {
        if (IsOpen && !_isDead)
        {
            ToClient(() =>
            {
                if (!_losesWhatIsOnTheWay && !_isDead)
                {
                    shard.Arrive(this, frames);
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

        world.Tell(shard.Id, $"Discord closes with {code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no code"}");
        if (code is 4003 or 4006 or 4007 or 4009 && Session is { } session)
        {
            world.Discord.End(session);
        }

        EndServerSide();
        ToClient(() => shard.ArriveClose(this, code));
    }

    /// <summary>The wire breaks. What is on the way arrives, or does not.</summary>
    internal void Cut()
    {
        if (!IsOpen)
        {
            return;
        }

        world.Tell(shard.Id, "the wire is cut");
        EndServerSide();
        IsBroken = true;
        _losesWhatIsOnTheWay = world.Random.Next(2) == 0;
        ToClient(() => shard.ArriveClose(this, null));
    }

    /// <summary>Nothing goes either way any more, and neither end is told.</summary>
    internal void GoDead()
    {
        if (IsOpen && !_isDead)
        {
            world.Tell(shard.Id, "the wire goes dead");
            _isDead = true;
            world.Later(ServerGivesUpAfter, EndServerSide);
        }
    }

    /// <summary>Op 9 on a live connection.</summary>
    internal void InvalidateSession()
    {
        if (Session is { } session)
        {
            world.Discord.End(session);
        }

        Send(Frame.Invalid);
    }

    /// <summary>The client let go of it.</summary>
    internal void LetGo(int? code)
    {
        if (code is 1000 or 1001 && Session is { } session && !_isDead)
        {
            world.Discord.End(session);
        }

        EndServerSide();
    }

    internal void FromClient(OutgoingKind kind, string? sessionId = null, long sequence = 0)
    {
        TimeSpan at = world.Now + Latency();
        _lastToServer = at > _lastToServer ? at : _lastToServer;
        world.Later(_lastToServer - world.Now, () =>
        {
            if (IsOpen && !_isDead)
            {
                Receive(kind, sessionId, sequence);
            }
        });
    }

    private void Receive(OutgoingKind kind, string? sessionId, long sequence)
    {
        while (_received.TryPeek(out TimeSpan first) && world.Now - first >= TimeSpan.FromSeconds(60))
        {
            _received.Dequeue();
        }

        _received.Enqueue(world.Now);
        World.Expect(_received.Count <= 120, shard.Id, "over 120 payloads in 60 s.");
        switch (kind)
        {
            case OutgoingKind.Heartbeat:
                if (!world.Discord.NoAcknowledgements)
                {
                    Send(Frame.Acknowledgement);
                }

                break;
            case OutgoingKind.Identify:
                World.Expect(Session is null, shard.Id, "identified twice on one connection.");
                world.Discord.Identify(this);
                break;
            case OutgoingKind.Resume:
                world.Discord.Resume(this, sessionId!, sequence);
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
