using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Orders of calls that threads could make, without a thread.</summary>
public sealed class ShardCoreTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c", Intents = GatewayIntents.All, MaxBufferedEvents = 10 };

    private readonly ShardCore _core = new(Options, presence: null, () => 0.5, _ => false);

    [Fact]
    public void Commands_that_were_cancelled_are_gone_from_the_queue()
    {
        PendingCommand[] commands = [.. Enumerable.Range(0, 20_000).Select(_ => new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false))];
        Array.ForEach(commands, command => _core.Enqueue(command, At(0)));

        Assert.All(commands, command => Assert.True(_core.Cancel(command)));

        Assert.Equal(0, _core.WaitingCommands);
    }

    [Fact]
    public void Calls_of_an_old_connection_have_no_effect()
    {
        Connect();
        _core.OnClosed(1, At(1), null, "cut");
        Drain();

        Assert.False(_core.OnBroken(1, At(1), "late"));
        Assert.False(_core.OnClosed(1, At(1), null, "late"));
        _core.OnOpened(1, At(1));
        Assert.Equal(default, Receive(1, At(1), """{"t":"X","s":2,"op":0,"d":{} }"""));
        Assert.False(_core.TryTakeOutgoing(1, At(1), out _));
        Assert.False(_core.OnGateOpened(1, At(1)));
        Assert.Equal(ConnectionStage.Disconnected, _core.Stage);
        Assert.Empty(Drain());
    }

    [Fact]
    public void A_connect_that_was_decided_before_a_shutdown_is_for_a_connection_that_is_no_longer_current()
    {
        _core.Start(At(0));
        _core.Shutdown(keepSession: false);

        ShardAction.Connect connect = Assert.Single(Drain().OfType<ShardAction.Connect>());
        Assert.NotEqual(connect.Connection, _core.Connection);
    }

    [Fact]
    public void A_write_that_hangs_is_broken_by_the_timer_and_its_command_is_told()
    {
        Connect();
        var command = new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false);
        _core.Enqueue(command, At(1));
        Assert.True(_core.TryBeginWriting(At(1)));
        Assert.True(_core.TryTakeOutgoing(1, At(1), out _));
        Assert.Equal(At(16), _core.GetDeadline(At(1)));

        _core.OnTimer(At(16));

        Assert.IsType<GatewaySendException>(command.Completion.Exception?.InnerException);
        Assert.Contains(Drain(), action => action is ShardAction.Disconnect { Connection: 1 });
    }

    [Fact]
    public void There_is_one_writer_at_a_time()
    {
        Connect();
        _core.Enqueue(new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false), At(1));

        Assert.True(_core.TryBeginWriting(At(1)));
        Assert.False(_core.TryBeginWriting(At(1)));
    }

    [Fact]
    public void A_writer_of_an_old_connection_does_not_stop_the_new_one()
    {
        Connect();
        _core.Enqueue(new PendingCommand([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected: false), At(1));
        Assert.True(_core.TryBeginWriting(At(1)));
        Assert.True(_core.TryTakeOutgoing(1, At(1), out Outgoing? old));
        _core.OnClosed(1, At(1), null, "cut");
        _core.OnTimer(At(2));
        _core.OnOpened(2, At(2));
        Receive(2, At(2), """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.True(_core.TryBeginWriting(At(2)));

        _core.OnWritten(1, At(2), old, "aborted");

        Assert.True(_core.TryTakeOutgoing(2, At(2), out Outgoing? next));
        Assert.Equal(OutgoingKind.Resume, next.Kind);
    }

    [Fact]
    public void An_acknowledgement_that_nobody_asked_for_is_no_latency()
    {
        Connect();
        Receive(1, At(1), """{"op":11}""");

        Assert.DoesNotContain(Drain(), action => action is ShardAction.HeartbeatAcknowledged);
        Assert.Null(_core.Heartbeat!.Snapshot(default).LastAcknowledged);
    }

    [Fact]
    public void A_pump_that_works_does_not_let_the_link_look_dead()
    {
        Connect();
        _core.OnTimer(At(20));
        Write();
        _core.OnDeaf(1, At(20));
        _core.OnTimer(At(60));
        Write();

        _core.OnTimer(At(100));

        Assert.Equal(ConnectionStage.Connected, _core.Stage);
    }

    [Fact]
    public void A_silent_link_is_left_after_one_interval()
    {
        Connect();
        _core.OnTimer(At(20));
        Write();

        _core.OnTimer(At(60));

        Assert.Equal(ConnectionStage.Disconnected, _core.Stage);
    }

    [Fact]
    public void The_last_event_before_a_fatal_close_is_taken_before_the_end()
    {
        Connect();
        Receive(1, At(1), """{"t":"X","s":2,"op":0,"d":{} }""");
        _core.OnClosed(1, At(1), 4004, "");

        Assert.Equal(TakeOutcome.Event, _core.TakeEvent(out _));
        Assert.Equal(TakeOutcome.Event, _core.TakeEvent(out BufferedEvent last));
        Assert.Equal(2, last.Sequence);
        Assert.Equal(TakeOutcome.Ended, _core.TakeEvent(out _));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Connection 1, with READY and a heartbeat every 40 s, the first after 20 s.</summary>
    private void Connect()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Receive(1, At(0), """{"op":10,"d":{"heartbeat_interval":40000}}""");
        _core.OnGateOpened(1, At(0));
        Write();
        Receive(1, At(0), """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"} }""");
        Drain();
        Assert.Equal(ConnectionStage.Connected, _core.Stage);
    }

    private void Write()
    {
        Assert.True(_core.TryBeginWriting(At(0)));
        while (_core.TryTakeOutgoing(1, At(0), out Outgoing? outgoing))
        {
            _core.OnWritten(1, At(0), outgoing, failure: null);
        }
    }

    private PayloadOutcome Receive(int connection, TimeSpan now, string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        return _core.OnPayload(connection, now, envelope, EventTable.Find(envelope.Name));
    }

    private List<ShardAction> Drain()
    {
        var actions = new List<ShardAction>();
        while (_core.TryTakeAction(out ShardAction? action))
        {
            actions.Add(action);
        }

        return actions;
    }
}
