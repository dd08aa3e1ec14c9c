using Discord.Gateway.Commands;

namespace Discord.Gateway.Tests.Commands;

/// <summary>What a connection sends next, and what the presence and the queue do in it.</summary>
public sealed class SendLanesTests
{
    private static readonly ShardOptions Options = new() { Token = "a.b.c" };

    private readonly CommandQueue _commands = new();
    private readonly PresenceState _presence = new(null);
    private readonly SendLanes _lanes;

    public SendLanesTests()
    {
        _lanes = new SendLanes(_commands, _presence) { IsOpen = true };
        _lanes.Budget.KeepRoomForHeartbeats(TimeSpan.FromSeconds(41));
    }

    [Fact]
    public void Heartbeats_come_first_then_the_opening_then_presence_then_commands()
    {
        _commands.Enqueue(MakeCommand());
        _presence.Current = MakePresence();
        _lanes.AddResume();
        _lanes.AddRequestedHeartbeat();

        Assert.Equal(
            [OutgoingKind.Heartbeat, OutgoingKind.Resume, OutgoingKind.Presence, OutgoingKind.Command], Enumerable.Range(0, 4).Select(_ => Take(0)));
        Assert.Equal(TimeSpan.MaxValue, _lanes.NextAt(At(0)));
    }

    [Fact]
    public void Before_ready_neither_presence_nor_commands_are_sent()
    {
        _lanes.IsOpen = false;
        _commands.Enqueue(MakeCommand());
        _presence.Current = MakePresence();

        Assert.Equal(TimeSpan.MaxValue, _lanes.NextAt(At(0)));
    }

    [Fact]
    public void Presence_leaves_the_room_that_is_reserved_for_heartbeats()
    {
        FillWithCommands(0);
        _presence.Current = MakePresence();

        Assert.True(_lanes.NextAt(At(1)) > At(1));
        _lanes.AddHeartbeat();
        Assert.Equal(OutgoingKind.Heartbeat, Take(1));
    }

    [Fact]
    public void Requested_heartbeats_leave_the_room_of_scheduled_ones()
    {
        FillWithCommands(0);
        int requested = 0;
        for (_lanes.AddRequestedHeartbeat(); _lanes.NextAt(At(1)) <= At(1); _lanes.AddRequestedHeartbeat())
        {
            Take(1);
            requested++;
        }

        Assert.Equal(3, requested);
        _lanes.AddHeartbeat();
        Assert.Equal(OutgoingKind.Heartbeat, Take(1));
    }

    [Fact]
    public void Commands_do_not_wait_behind_a_presence_that_may_not_be_sent_yet()
    {
        for (int i = 0; i < PresenceState.Limit; i++)
        {
            _presence.Current = MakePresence();
            Assert.Equal(OutgoingKind.Presence, Take(0));
        }

        _presence.Current = MakePresence();
        _commands.Enqueue(MakeCommand());

        Assert.Equal(OutgoingKind.Command, Take(1));
        Assert.Equal(At(21), _lanes.NextAt(At(1)));
        Assert.Equal(OutgoingKind.Presence, Take(21));
    }

    [Fact]
    public void Several_requests_for_a_heartbeat_are_answered_by_one()
    {
        _lanes.AddRequestedHeartbeat();
        _lanes.AddRequestedHeartbeat();
        _lanes.AddHeartbeat();

        Assert.Equal(OutgoingKind.Heartbeat, Take(0));
        Assert.Equal(TimeSpan.MaxValue, _lanes.NextAt(At(0)));
    }

    [Fact]
    public void A_presence_is_pending_until_written_and_again_when_its_connection_is_lost()
    {
        _presence.Current = MakePresence();
        Assert.True(_presence.IsPending);
        Take(0);
        Assert.False(_presence.IsPending);

        _presence.OnDisconnected();

        Assert.True(_presence.IsPending);
    }

    [Fact]
    public void A_presence_is_acknowledged_by_the_heartbeat_that_follows_it()
    {
        _lanes.AddHeartbeat();
        Take(0);
        _presence.Current = MakePresence();
        Take(0);
        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();
        Assert.True(_presence.IsPending);

        Take(0);
        _lanes.AddHeartbeat();
        Take(0);
        _presence.OnHeartbeatAcknowledged();
        _presence.OnDisconnected();
        Assert.False(_presence.IsPending);
    }

    [Fact]
    public void An_identify_is_acknowledged_by_ready_and_a_lost_session_takes_it_back()
    {
        _presence.Current = MakePresence();
        _lanes.AddIdentify();
        Take(0);
        _presence.OnReady();
        _presence.OnDisconnected();
        Assert.False(_presence.IsPending);

        _presence.OnSessionLost();

        Assert.True(_presence.IsPending);
    }

    [Fact]
    public void A_removed_command_is_out_of_the_queue_and_the_others_keep_their_order()
    {
        PendingCommand[] commands = [.. Enumerable.Range(0, 3).Select(_ => MakeCommand())];
        Array.ForEach(commands, _commands.Enqueue);

        Assert.True(_commands.Remove(commands[1]));
        Assert.False(_commands.Remove(commands[1]));

        Assert.Same(commands[0], _commands.Dequeue());
        Assert.Same(commands[2], _commands.Dequeue());
        Assert.True(_commands.IsEmpty);
    }

    [Fact]
    public async Task A_disconnect_fails_only_the_commands_that_must_not_wait()
    {
        PendingCommand patient = MakeCommand();
        PendingCommand impatient = MakeCommand(failWhenDisconnected: true);
        _commands.Enqueue(patient);
        _commands.Enqueue(impatient);

        _commands.Fail(() => new NotConnectedException(ShardId.Single), onlyImpatient: true);

        await Assert.ThrowsAsync<NotConnectedException>(() => impatient.Completion);
        Assert.False(patient.Completion.IsCompleted);
        Assert.Same(patient, _commands.Dequeue());
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static PendingCommand MakeCommand(bool failWhenDisconnected = false) => new([], GatewayOpcode.RequestChannelInfo, failWhenDisconnected);

    private static EncodedPresence MakePresence() => EncodedPresence.Encode(new BotPresence(), Options.Token, Options);

    private OutgoingKind Take(double seconds)
    {
        Assert.True(_lanes.TryTake(At(seconds), out OutgoingKind kind, out _));
        return kind;
    }

    private void FillWithCommands(double seconds)
    {
        for (_commands.Enqueue(MakeCommand()); _lanes.NextAt(At(seconds)) <= At(seconds); _commands.Enqueue(MakeCommand()))
        {
            Take(seconds);
        }

        while (!_commands.IsEmpty)
        {
            _commands.Dequeue();
        }
    }
}
