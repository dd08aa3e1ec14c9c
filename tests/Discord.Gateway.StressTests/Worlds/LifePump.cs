using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>The reading end of a connection: hands what has arrived to the core, one payload after the other, and waits for room or for more.</summary>
internal sealed class LifePump(ChaosWorld world, ShardLife life, WorldConnection connection)
{
    /// <summary>What Discord keeps for a client that does not read.</summary>
    private const int MaxUnread = 400;

    private readonly Queue<(Frame? Frame, int? Code)> _arrived = new();
    private State _state = State.NotOpen;

    private enum State
    {
        NotOpen,
        Working,
        Resting,
        WaitingForRoom,
        Ended,
    }

    /// <summary>Whether the pump works, so that the core holds the silence for no silence.</summary>
    internal bool IsDeaf => _state is State.Working or State.WaitingForRoom;

    internal void Arrive(Frame frame)
    {
        _arrived.Enqueue((frame, null));
        if (_arrived.Count == MaxUnread)
        {
            connection.Cut();
        }

        Wake();
    }

    internal void ArriveEnd(int? code)
    {
        _arrived.Enqueue((null, code));
        Wake();
    }

    /// <summary>There may be room again.</summary>
    internal void OnRoom()
    {
        if (_state != State.WaitingForRoom)
        {
            return;
        }

        if (connection == life.CurrentConnection)
        {
            if (!life.Core.MayResumeReading)
            {
                return;
            }

            life.Core.OnReadingResumed();
            life.Tell("reads again");
        }

        _state = State.Working;
        world.Later(TimeSpan.Zero, Continue);
    }

    /// <summary>The connection was closed or aborted: a receive fails, now or after a while.</summary>
    internal void OnLetGo()
    {
        if (_state == State.WaitingForRoom)
        {
            OnRoom();
        }

        if (_state == State.Resting)
        {
            world.Later(TimeSpan.FromMilliseconds(world.Random.Next(300)), () => ArriveEnd(null));
        }
    }

    /// <summary>Goes on until it must wait.</summary>
    internal void Continue()
    {
        _state = State.Working;
        while (!life.HasCrashed && _state == State.Working)
        {
            if (life.Core.MayHaveToPause && life.Core.TryPauseReading(connection.Number, life.Now))
            {
                life.Tell("stops reading");
                _state = State.WaitingForRoom;
                life.Model.Check();
                life.Consumer.Wake();
                return;
            }

            if (!_arrived.TryDequeue(out (Frame? Frame, int? Code) arrived))
            {
                Rest();
                return;
            }

            if (arrived.Frame is not { } frame)
            {
                End(arrived.Code);
                return;
            }

            if (connection.IsLetGo)
            {
                continue;
            }

            if (!life.Threads.IsPumpSlow(() => Take(frame)))
            {
                Take(frame);
            }

            return;
        }
    }

    private void Wake()
    {
        if (_state == State.Resting && !life.HasCrashed)
        {
            life.Core.OnDeaf(connection.Number, life.Now);
            Continue();
        }
    }

    private void Rest()
    {
        _state = State.Resting;
        life.Consumer.Wake();
        if (life.Core.OnListening(connection.Number, life.Now))
        {
            life.Settle();
        }
        else
        {
            life.Model.Check();
        }

        if (connection.IsLetGo)
        {
            OnLetGo();
        }
    }

    private void End(int? code)
    {
        bool wasCurrent = connection.Number == life.Core.Connection;
        if (wasCurrent)
        {
            life.Tell($"sees the end of the connection ({CloseCodePolicy.Describe(code)})");
            connection.Harm("the receive failed");
            life.Model.OnClosing(code);
        }

        _state = State.Ended;
        bool isHeard = life.Core.OnClosed(connection.Number, life.Now, code, CloseCodePolicy.Describe(code));
        ChaosWorld.Expect(isHeard == wasCurrent, life.Shard.Id, "the end of a connection that was not current counted, or the other way round.");
        life.Settle();
    }

    private void Take(Frame frame)
    {
        _state = State.Working;
        bool isCurrent = connection.Number == life.Core.Connection;
        if (world.Tells && frame.Kind is not (FrameKind.Event or FrameKind.Acknowledgement))
        {
            life.Tell($"gets {frame}{(isCurrent ? "" : $" from connection {connection.Number}, which is not current")}");
        }

        PayloadOutcome outcome;
        if (frame.Kind == FrameKind.Oversize)
        {
            EventHeader header = EventTable.Find("MESSAGE_CREATE"u8)!.Header;
            life.Model.OnPayload(isCurrent, frame);
            outcome = life.Core.OnOversize(connection.Number, life.Now, header, frame.Sequence, "too large");
            life.Model.OnOutcome(isCurrent, frame, outcome);
            _state = State.Ended;
            life.Settle();
            life.Consumer.Wake();
            return;
        }

        if (Envelope.TryRead(frame.Payload, out Envelope envelope, out string? problem))
        {
            EventRow? row = EventTable.Find(envelope.Name);
            life.Model.OnPayload(isCurrent, frame);
            outcome = life.Core.OnPayload(connection.Number, life.Now, envelope, row);
        }
        else
        {
            life.Model.OnPayload(isCurrent, frame);
            outcome = life.Core.OnUnreadable(connection.Number, life.Now, frame.Payload, problem!);
        }

        life.Model.OnOutcome(isCurrent, frame, outcome);
        if (outcome.MustSettle)
        {
            life.Settle(Continue);
        }
        else
        {
            life.Model.Check();
            Continue();
        }
    }
}
