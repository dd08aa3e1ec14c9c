using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Shards;

/// <summary>What a shard's core does with what happens to it, without a thread.</summary>
public sealed class ShardCoreTranscriptTests
{
    private static readonly ShardOptions Options = new() { Token = "MTIz.b.c", Intents = GatewayIntents.Guilds, MaxBufferedEvents = 2 };

    private readonly ShardCore _core = new(Options, presence: null, () => 0.5, _ => false);

    [Fact]
    public void Callers_who_wait_for_the_connection_are_told_when_it_is_there()
    {
        var early = new Waiter();
        var gone = new Waiter();
        _core.Connect(early, At(0));
        _core.Connect(gone, At(0));
        _core.StopWaiting(gone);
        Assert.False(early.Completion.IsCompleted);

        Connect();

        Assert.True(early.Completion.IsCompletedSuccessfully);
        Assert.False(gone.Completion.IsCompleted);
        var late = new Waiter();
        _core.Connect(late, At(0));
        Assert.True(late.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_end_is_told_to_everybody_who_waits(bool isFatal)
    {
        var connecting = new Waiter();
        _core.Connect(connecting, At(0));
        PendingCommand command = MakeCommand();
        _core.Enqueue(command, At(0));
        var members = new PendingVoiceJoin(1, 2, 3);
        _core.Register(members);

        if (isFatal)
        {
            Assert.True(_core.OnClosed(1, At(1), 4004, ""));
        }
        else
        {
            Assert.True(_core.Shutdown(keepSession: false));
            Assert.False(_core.Shutdown(keepSession: false));
        }

        Type expected = isFatal ? typeof(AuthenticationFailedException) : typeof(ShardShutdownException);
        Assert.IsType(expected, connecting.Completion.Exception!.InnerException);
        Assert.IsType(expected, command.Completion.Exception!.InnerException);
        Assert.IsType(expected, members.Completion.Exception!.InnerException);
        Action[] calls =
        [
            () => _core.Connect(new Waiter(), At(2)), () => _core.Reconnect(ReconnectType.Resume, At(2)), () => _core.RequestHeartbeat(new Waiter()),
            () => _core.Enqueue(MakeCommand(), At(2)), () => _core.Register(members), () => _core.TrySetPresence(null, MakePresence()), _core.ThrowIfEnded,
        ];
        Assert.All(calls, call => Assert.IsType(expected, Record.Exception(call)));
        Assert.Equal(isFatal ? ShutdownOrigin.Discord : ShutdownOrigin.Bot, _core.ShutdownInfo!.Origin);
    }

    [Fact]
    public void A_shutdown_without_a_session_keeps_none_and_says_so()
    {
        Connect();
        Assert.True(_core.Shutdown(keepSession: false));

        Assert.Null(_core.KeptSession);
        Assert.Equal("shut down", _core.ShutdownInfo!.Reason);
        Assert.Equal(["StageChanged", "LeaveGate", "End"], Names());
    }

    [Fact]
    public void A_shutdown_keeps_the_session_if_it_is_asked_to()
    {
        Connect();
        Take();
        Receive("""{"t":"X","s":2,"op":0,"d":{}}""");
        Receive("""{"t":"X","s":3,"op":0,"d":{}}""");
        Take();

        Assert.True(_core.Shutdown(keepSession: true));

        Assert.Equal(("the-session", 2L), (_core.KeptSession!.Id, _core.KeptSession.Sequence));
        Assert.Equal("shut down, session kept", _core.ShutdownInfo!.Reason);
        Assert.Equal(0, _core.BufferedEvents);
        Assert.Equal(TakeOutcome.Ended, _core.TakeEvent(out _));
        Assert.Equal(2, _core.ReceivedSession!.Sequence);
    }

    [Fact]
    public void A_heartbeat_is_refused_before_hello_and_told_when_it_is_written()
    {
        var early = new Waiter();
        _core.RequestHeartbeat(early);
        Assert.IsType<HeartbeatFailedException>(early.Completion.Exception!.InnerException);

        Connect();
        var waiter = new Waiter();
        _core.RequestHeartbeat(waiter);
        Assert.Equal([OutgoingKind.Heartbeat], Write());
        Assert.True(waiter.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_heartbeat_that_its_connection_takes_along_fails(bool isBeingWritten)
    {
        Connect();
        var waiter = new Waiter();
        _core.RequestHeartbeat(waiter);
        if (isBeingWritten)
        {
            Assert.True(_core.TryBeginWriting(At(0)));
            Assert.True(_core.TryTakeOutgoing(1, At(0), out _));
        }

        Assert.True(_core.OnBroken(1, At(1), "broken"));

        Assert.IsType<HeartbeatFailedException>(waiter.Completion.Exception!.InnerException);
    }

    [Fact]
    public void A_command_that_must_not_wait_is_refused_without_a_connection()
    {
        Assert.Throws<NotConnectedException>(() => _core.Enqueue(MakeCommand(failWhenDisconnected: true), At(0)));
        Assert.True(_core.IsIdle);

        Connect();
        PendingCommand command = MakeCommand(failWhenDisconnected: true);
        _core.Enqueue(command, At(0));
        Assert.Equal(1, _core.WaitingCommands);

        _core.OnBroken(1, At(1), "broken");
        Assert.IsType<NotConnectedException>(command.Completion.Exception!.InnerException);
    }

    [Fact]
    public void A_command_tells_how_long_it_waited()
    {
        Connect();
        PendingCommand command = MakeCommand();
        _core.Enqueue(command, At(3));
        Assert.Equal(At(3), command.QueuedAt);
        Drain();

        Assert.True(_core.TryBeginWriting(At(5)));
        Assert.True(_core.TryTakeOutgoing(1, At(5), out Outgoing? outgoing));
        Assert.Equal(At(20), _core.GetDeadline(At(5)));
        _core.OnWritten(1, At(6), outgoing, failure: null);

        Assert.Equal([new ShardAction.Sent(GatewayOpcode.RequestChannelInfo, 3, At(3))], Drain());
        Assert.True(command.Completion.IsCompletedSuccessfully);
        Assert.False(_core.TryTakeOutgoing(1, At(6), out _));
        Assert.Equal(At(20), _core.GetDeadline(At(6)));
    }

    [Fact]
    public void A_write_that_fails_breaks_the_connection_and_says_why()
    {
        Connect();
        PendingCommand command = MakeCommand();
        _core.Enqueue(command, At(1));
        Assert.True(_core.TryBeginWriting(At(1)));
        Assert.True(_core.TryTakeOutgoing(1, At(1), out Outgoing? outgoing));

        _core.OnWritten(1, At(1), outgoing, "no luck with MTIz.b.c of the-session");

        Assert.Equal(
            "the connection failed while the command (opcode 43) was being written; it may or may not have arrived. Send it again if a duplicate is harmless.",
            Assert.IsType<GatewaySendException>(command.Completion.Exception!.InnerException).Message.Split(": ")[^1]);
        List<ShardAction> actions = Drain();
        Assert.Equal("no luck with *** of ***", Assert.Single(actions.OfType<ShardAction.ReconnectScheduled>()).Reason);
        Assert.Empty(actions.OfType<ShardAction.Sent>());
    }

    [Fact]
    public void A_payload_that_was_written_to_an_old_connection_is_not_reported()
    {
        Connect();
        _core.Enqueue(MakeCommand(), At(1));
        Assert.True(_core.TryBeginWriting(At(1)));
        Assert.True(_core.TryTakeOutgoing(1, At(1), out Outgoing? outgoing));
        _core.OnClosed(1, At(1), null, "cut");
        Drain();

        _core.OnWritten(1, At(1), outgoing, failure: null);

        Assert.Empty(Drain());
    }

    [Fact]
    public void Each_input_is_followed_at_once_by_what_is_decided()
    {
        _core.Start(At(0));
        Assert.Equal(["Connect", "StageChanged"], Names());
        _core.OnOpened(1, At(0));
        Assert.Equal(["StageChanged"], Names());
        _core.OnClosed(1, At(0), null, "cut");
        Assert.Equal(["LeaveGate", "Disconnect", "StageChanged", "ReconnectScheduled"], Names());
        _core.OnTimer(At(2));
        Assert.Equal(["Connect", "StageChanged"], Names());
        _core.OnConnectFailed(2, At(2), "refused");
        Assert.Equal(["LeaveGate", "Disconnect", "StageChanged", "ReconnectScheduled"], Names());
    }

    [Fact]
    public void A_reconnect_is_decided_at_once()
    {
        _core.Reconnect(ReconnectType.Resume, At(0));
        Assert.Equal(["Connect", "StageChanged"], Names());

        Connect();
        _core.Reconnect(ReconnectType.Resume, At(10));

        Assert.Equal(["LeaveGate", "Disconnect", "StageChanged", "ReconnectScheduled"], Names());
    }

    [Theory]
    [InlineData(1, ConnectionStage.Connected)]
    [InlineData(2, ConnectionStage.Disconnected)]
    public void Parts_of_a_payload_are_signs_of_life_of_their_connection(int connection, ConnectionStage expected)
    {
        Connect();
        _core.OnTimer(At(20));
        Write();
        _core.OnPart(connection);

        _core.OnTimer(At(60));

        Assert.Equal(expected, _core.Stage);
    }

    [Fact]
    public void An_unreadable_payload_is_a_sign_of_life()
    {
        Connect();
        _core.OnTimer(At(20));
        Write();
        _core.OnUnreadable(1, At(30), "x"u8, "not valid JSON");

        _core.OnTimer(At(60));

        Assert.Equal(ConnectionStage.Connected, _core.Stage);
    }

    [Fact]
    public void While_the_pump_waits_for_the_consumer_silence_proves_nothing()
    {
        Connect();
        Receive("""{"t":"X","s":2,"op":0,"d":{}}""");
        _core.OnTimer(At(20));
        Write();
        Assert.True(_core.TryPauseReading(1, At(20)));

        _core.OnTimer(At(60));

        Assert.Equal(ConnectionStage.Connected, _core.Stage);
    }

    [Fact]
    public void A_write_that_hangs_is_broken_and_the_reason_tells_for_how_long()
    {
        Connect();
        _core.Enqueue(MakeCommand(), At(1));
        Assert.True(_core.TryBeginWriting(At(1)));

        _core.OnTimer(At(15.9));
        Assert.Equal(ConnectionStage.Connected, _core.Stage);
        _core.OnTimer(At(16));

        Assert.Equal("a write took more than 15 s", Assert.Single(Drain().OfType<ShardAction.ReconnectScheduled>()).Reason);
    }

    [Fact]
    public void The_gate_is_left_when_the_identify_is_written_and_when_its_connection_is_gone()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Receive("""{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.True(_core.IsWaitingForGate);
        Assert.True(_core.OnGateOpened(1, At(0)));
        Drain();

        Assert.Equal([OutgoingKind.Identify], Write());
        Assert.Equal(["LeaveGate", "Sent"], Names());

        _core.OnClosed(1, At(1), null, "cut");
        Assert.Equal(["LeaveGate", "Disconnect", "StageChanged", "ReconnectScheduled"], Names());
    }

    [Fact]
    public void The_pump_waits_only_after_hello_and_only_for_a_consumer_who_is_behind()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Assert.False(_core.TryPauseReading(1, At(0)));

        Connect();
        Assert.False(_core.TryPauseReading(1, At(0)));
        Receive("""{"t":"X","s":2,"op":0,"d":{}}""");
        Assert.False(_core.TryPauseReading(2, At(0)));
        Assert.True(_core.TryPauseReading(1, At(0)));
        Assert.True(_core.IsReadingPaused);
        Assert.False(_core.MayResumeReading);

        Take();
        Assert.True(_core.MayResumeReading);
        _core.OnReadingResumed();
        Assert.False(_core.IsReadingPaused);
    }

    [Fact]
    public void A_connection_that_is_gone_pauses_nobody()
    {
        Connect();
        Receive("""{"t":"X","s":2,"op":0,"d":{}}""");
        Assert.True(_core.TryPauseReading(1, At(0)));

        _core.OnClosed(1, At(1), null, "cut");

        Assert.False(_core.IsReadingPaused);
    }

    [Fact]
    public void Payloads_are_told_apart()
    {
        Connect();

        Assert.Equal(new PayloadOutcome(IsEvent: true, IsBuffered: true), Receive("""{"t":"X","s":2,"op":0,"d":{}}""", 3));
        Assert.Equal(At(3), _core.LastEventAt);
        Assert.Equal(new PayloadOutcome(IsEvent: false, IsBuffered: true, "unknown opcode 77"), Receive("""{"op":77}""", 4));
        Assert.Equal(new PayloadOutcome(IsEvent: false, IsBuffered: false) { MustSettle = true }, Receive("""{"op":1}""", 4));
        Assert.Equal(new PayloadOutcome(IsEvent: false, IsBuffered: true, "not valid JSON"), _core.OnUnreadable(1, At(4), "x"u8, "not valid JSON"));
        Assert.Equal(default, _core.OnUnreadable(2, At(4), "x"u8, "not valid JSON"));
        Assert.Equal(default, _core.OnOversize(2, At(4), EventTable.Find("READY"u8)!.Header, 5, "too large"));
        Assert.Equal(At(3), _core.LastEventAt);
        Assert.Equal(4, _core.BufferedEvents);

        Assert.Equal(new PayloadOutcome(IsEvent: true, IsBuffered: true, "too large"), _core.OnOversize(1, At(4), EventTable.Find("READY"u8)!.Header, 5, "too large"));
        Assert.Equal(5, _core.BufferedEvents);
        Assert.Equal(ConnectionStage.Disconnected, _core.Stage);
    }

    [Fact]
    public void An_oversize_payload_without_a_name_is_for_nobody()
    {
        Connect();

        Assert.Equal(new PayloadOutcome(IsEvent: false, IsBuffered: false, "too large"), _core.OnOversize(1, At(4), header: null, 5, "too large"));

        Assert.Equal(1, _core.BufferedEvents);
        Assert.Equal(1, _core.ReceivedSession!.Sequence);
    }

    [Fact]
    public void An_unreadable_payload_before_hello_ends_the_connection()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Drain();

        Assert.Equal(new PayloadOutcome(IsEvent: false, IsBuffered: false, "not valid JSON") { MustSettle = true }, _core.OnUnreadable(1, At(1), "x"u8, "not valid JSON"));

        Assert.Equal("an unreadable payload before Hello", Assert.Single(Drain().OfType<ShardAction.ReconnectScheduled>()).Reason);
        Assert.Equal(0, _core.BufferedEvents);
    }

    [Fact]
    public void A_shared_presence_is_taken_unless_the_shard_has_a_later_one_of_its_own()
    {
        EncodedPresence shared = MakePresence();
        EncodedPresence own = MakePresence();
        EncodedPresence later = MakePresence();

        _core.PullPresence(shared);
        Assert.Same(shared, _core.Presence);
        Assert.False(_core.TrySetPresence(current: null, own));
        Assert.True(_core.TrySetPresence(shared, own));
        _core.PullPresence(shared);
        Assert.Same(own, _core.Presence);
        _core.PullPresence(later);
        Assert.Same(later, _core.Presence);
    }

    [Fact]
    public void A_shared_presence_takes_the_place_of_the_one_the_shard_was_made_with_even_if_it_is_older()
    {
        EncodedPresence shared = MakePresence();
        var core = new ShardCore(Options, EncodedPresence.Encode(new BotPresence(), Options.Token, Options, isDefault: true), () => 0.5, _ => false);

        core.PullPresence(shared);

        Assert.Same(shared, core.Presence);
    }

    [Fact]
    public void While_the_shard_connects_nothing_may_be_sent()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));

        Assert.Equal((0, null), (_core.GetSendBudget(At(0)).Available, _core.GetSendBudget(At(0)).NextIn));
    }

    [Fact]
    public void The_deadline_is_that_of_whatever_comes_first()
    {
        Assert.Equal(TimeSpan.MaxValue, _core.GetDeadline(At(0)));
        _core.Enqueue(MakeCommand(), At(0));
        Assert.Equal(At(15), _core.GetDeadline(At(0)));

        Connect();
        Assert.Equal(At(0), _core.GetDeadline(At(0)));
        Write();
        Assert.Equal(At(20), _core.GetDeadline(At(0)));
        Assert.False(_core.TryBeginWriting(At(0)));
    }

    [Fact]
    public void A_token_that_is_replaced_is_in_the_next_identify()
    {
        _core.ReplaceToken("d.e.f");
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Receive("""{"op":10,"d":{"heartbeat_interval":40000}}""");
        _core.OnGateOpened(1, At(0));
        Assert.True(_core.TryBeginWriting(At(0)));
        Assert.True(_core.TryTakeOutgoing(1, At(0), out Outgoing? identify));

        Assert.Contains("d.e.f", Encoding.UTF8.GetString(identify.Payload.Span), StringComparison.Ordinal);
        Assert.Equal("d.e.f", _core.Token);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static PendingCommand MakeCommand(bool failWhenDisconnected = false) => new([1, 2, 3], GatewayOpcode.RequestChannelInfo, failWhenDisconnected);

    private static EncodedPresence MakePresence() => EncodedPresence.Encode(new BotPresence(), Options.Token, Options);

    /// <summary>Connection 1, with READY in the buffer and a heartbeat every 40 s, the first after 20 s.</summary>
    private void Connect()
    {
        _core.Start(At(0));
        _core.OnOpened(1, At(0));
        Receive("""{"op":10,"d":{"heartbeat_interval":40000}}""");
        _core.OnGateOpened(1, At(0));
        Assert.Contains(OutgoingKind.Identify, Write());
        Receive("""{"t":"READY","s":1,"op":0,"d":{"session_id":"the-session"}}""");
        Drain();
        Assert.Equal(ConnectionStage.Connected, _core.Stage);
    }

    private List<OutgoingKind> Write()
    {
        var kinds = new List<OutgoingKind>();
        Assert.True(_core.TryBeginWriting(At(0)));
        while (_core.TryTakeOutgoing(1, At(0), out Outgoing? outgoing))
        {
            _core.OnWritten(1, At(0), outgoing, failure: null);
            kinds.Add(outgoing.Kind);
        }

        return kinds;
    }

    private PayloadOutcome Receive(string payload, double seconds = 0)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        return _core.OnPayload(1, At(seconds), envelope, EventTable.Find(envelope.Name));
    }

    private void Take() => Assert.Equal(TakeOutcome.Event, _core.TakeEvent(out _));

    private IEnumerable<string> Names() => Drain().Select(action => action.GetType().Name);

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
