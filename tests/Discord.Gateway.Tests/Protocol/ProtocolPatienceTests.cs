using Discord.Gateway.Protocol;
using static Discord.Gateway.Tests.Protocol.ProtocolStory;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>What the protocol bears for a while, and no longer.</summary>
public sealed class ProtocolPatienceTests
{
    private readonly ProtocolStory _story = new();

    private GatewayProtocol Protocol => _story.Protocol;

    [Fact]
    public void Before_Hello_it_is_late_even_if_nobody_listens()
    {
        Protocol.Start(At(0));
        Protocol.OnOpened(At(0));
        Protocol.OnDeaf(At(5));
        Assert.Equal(At(20), Protocol.Deadline);

        Protocol.OnTimer(At(20));

        Assert.Equal((0, ConnectionStage.Disconnected), (Protocol.Connection, Protocol.Stage));
    }

    [Fact]
    public void After_Hello_nothing_is_late_while_nobody_listens()
    {
        var story = new ProtocolStory(Session);
        story.Greet(10);
        TimeSpan deadline = story.Protocol.Deadline;
        story.Protocol.OnDeaf(At(11));
        story.Tell();
        Assert.NotEqual(deadline, story.Protocol.Deadline);

        story.Protocol.OnTimer(deadline);
        Assert.Empty(story.Tell());

        Assert.True(story.Protocol.OnListening(deadline));
        Assert.Equal(deadline + (deadline - At(11)), story.Protocol.Deadline);
    }

    [Fact]
    public void Deafness_counts_from_its_beginning()
    {
        var story = new ProtocolStory(Session);
        story.Greet(10);
        TimeSpan deadline = story.Protocol.Deadline;
        story.Protocol.OnDeaf(At(11));
        story.Protocol.OnDeaf(At(15));

        story.Protocol.OnListening(At(20));

        Assert.Equal(deadline + At(9), story.Protocol.Deadline);
    }

    [Fact]
    public void Who_has_listened_all_the_time_gets_no_new_deadline()
    {
        ProtocolStory story = new ProtocolStory(Session).Greet(10);

        Assert.False(story.Protocol.OnListening(At(20)));
    }

    [Fact]
    public void A_connection_that_works_gets_no_deadline_by_listening()
    {
        _story.Connect(0);
        Protocol.OnDeaf(At(5));

        Assert.False(Protocol.OnListening(At(6)));

        Assert.Equal(At(1800), Protocol.Deadline);
    }

    [Fact]
    public void A_pump_that_works_when_hello_comes_does_not_let_the_link_look_dead()
    {
        Protocol.Start(At(0));
        Protocol.OnOpened(At(0));
        Protocol.OnDeaf(At(0));
        _story.Receive(0, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Protocol.OnTimer(At(20));
        _story.Tell();

        Protocol.OnTimer(At(60));

        Assert.Equal(["SendHeartbeat"], _story.Tell());
    }

    [Fact]
    public void The_next_connection_does_not_inherit_the_deafness_of_the_last()
    {
        _story.Connect(0);
        Protocol.OnDeaf(At(5));
        Protocol.OnClosed(At(10), null, "cut");

        Assert.Equal(At(10.1), Protocol.Deadline);
    }

    [Fact]
    public void Five_resumes_without_an_answer_cost_the_session()
    {
        var story = new ProtocolStory(Session);
        double now = 0;
        for (int i = 0; i < 4; i++)
        {
            story.Greet(now);
            story.Protocol.OnClosed(At(now), null, "cut");
            Assert.Equal(ReconnectType.Resume, story.Protocol.ReconnectType);
            now = story.Protocol.Deadline.TotalSeconds;
        }

        story.Greet(now);
        story.Tell();
        story.Protocol.OnClosed(At(now), null, "cut");

        const string reason = "cut; 5 resumes in a row were not answered, so a new session is started";
        Assert.Equal(
            ["disconnect 5 with nothing", "SessionLost", $"Resuming to Disconnected: {reason}", $"Reidentify in 24 s, code none, failures 5: {reason}"], story.Tell());
    }

    [Fact]
    public void A_session_that_was_given_up_is_not_asked_for_at_its_own_address()
    {
        var story = new ProtocolStory(Session);
        story.Protocol.Start(At(0));
        Assert.Equal("connect 1 to resume.test", story.Tell()[0]);
        story.Protocol.OnConnectFailed(At(0), "refused");
        Assert.Equal(
            ["disconnect 1 with nothing", "Connecting to Disconnected: connect failed: refused", "Resume in 0 s, code none, failures 0: connect failed: refused"], story.Tell());

        story.Protocol.OnTimer(At(0));

        Assert.Equal("connect 2 to gateway.test", story.Tell()[0]);
    }

    [Fact]
    public void Connections_that_end_soon_again_and_again_raise_a_suspicion()
    {
        double now = 0;
        for (int i = 0; i < 5; i++)
        {
            _story.Connect(now);
            Protocol.OnClosed(At(now + 1), null, "cut");
            now = Protocol.Deadline.TotalSeconds;
        }

        Assert.EndsWith("cut; 5 connections in a row ended within 5 s: does another process use this session?", _story.Tell()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_attempt_says_nothing_about_the_short_connections_before_it()
    {
        double now = 0;
        for (int i = 0; i < 5; i++)
        {
            _story.Connect(now);
            Protocol.OnClosed(At(now + 1), null, "cut");
            now = Protocol.Deadline.TotalSeconds;
        }

        Protocol.OnTimer(At(now));
        Protocol.OnConnectFailed(At(now), "refused");

        Assert.EndsWith(": connect failed: refused", _story.Tell()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_that_was_cut_is_no_connection_that_lasted()
    {
        var story = new ProtocolStory(Session);
        FailOnce(story);
        story.Greet(10);
        story.Receive(11, """{"t":"X","s":11,"op":0,"d":{}}""");
        story.Tell();

        story.Protocol.OnClosed(At(100), null, "cut");

        Assert.Equal("Resume in 0.1 s, code none, failures 1: cut", story.Tell()[^1]);
    }

    [Fact]
    public void A_connection_that_lasted_makes_good_for_the_failures_before_it()
    {
        FailOnce(_story);
        _story.Connect(10);

        Protocol.OnClosed(At(15), null, "cut");

        Assert.Equal("Resume in 0.1 s, code none, failures 0: cut", _story.Tell()[^1]);
    }

    [Fact]
    public void The_session_s_own_address_is_tried_again_after_a_connection_to_the_other()
    {
        var story = new ProtocolStory(Session);
        story.Protocol.Start(At(0));
        story.Protocol.OnConnectFailed(At(0), "refused");
        story.Connect(0);
        story.Protocol.OnClosed(At(60), null, "cut");
        story.Tell();

        story.Protocol.OnTimer(At(61));

        Assert.Equal("connect 3 to resume.test", story.Tell()[0]);
    }

    [Fact]
    public void After_RESUMED_nothing_that_is_missing_is_asked_for_again()
    {
        ProtocolStory story = new ProtocolStory(Session).Greet(0);
        story.Protocol.OnResumeSent();
        story.Receive(1, """{"t":"X","s":12,"op":0,"d":{}}""");
        Assert.Equal(10, story.Protocol.ResumeSequence);

        story.Receive(1, """{"t":"RESUMED","s":13,"op":0,"d":{}}""");

        Assert.Equal(13, story.Protocol.ResumeSequence);
    }

    [Fact]
    public void A_replay_that_is_cut_reports_what_it_repeated()
    {
        _story.Connect(0);
        Protocol.OnClosed(At(10), null, "cut");
        _story.Greet(20);
        Protocol.OnResumeSent();
        _story.Receive(21, """{"t":"X","s":1,"op":0,"d":{}}""");
        _story.Tell();

        Protocol.OnClosed(At(22), null, "cut");

        Assert.Equal(["disconnect 2 with nothing", "ReplaysDropped"], _story.Tell()[..2]);
    }

    [Fact]
    public void A_replay_that_ends_with_a_new_session_reports_what_it_repeated()
    {
        ProtocolStory story = new ProtocolStory(Session).Greet(0);
        story.Protocol.OnResumeSent();
        story.Receive(1, """{"t":"X","s":10,"op":0,"d":{}}""");
        story.Tell();

        story.Receive(2, """{"t":"READY","s":1,"op":0,"d":{"session_id":"t"}}""");

        Assert.Equal(["SessionLost", "ReplaysDropped", "Resuming to Connected: READY", "established, new: True"], story.Tell());
    }

    [Fact]
    public void Where_there_is_no_connection_none_can_break()
    {
        Protocol.OnBroken(At(0), "early");
        Assert.Empty(_story.Tell());

        _story.Connect(0);
        Protocol.OnClosed(At(10), null, "cut");
        _story.Tell();

        Protocol.OnBroken(At(10), "late");
        Assert.Empty(_story.Tell());
    }

    [Fact]
    public void An_oversize_event_reaches_the_consumer_and_the_session_goes_on_after_it()
    {
        _story.Connect(0);

        Assert.True(Protocol.OnOversize(At(10), sequence: 2, "too large"));

        Assert.Equal(["disconnect 1 with 4000", "Connected to Disconnected: too large", "Resume in 0.1 s, code none, failures 0: too large"], _story.Tell());
        Assert.Equal(2, Protocol.Sequence);
    }

    [Fact]
    public void An_oversize_payload_that_nobody_can_name_costs_the_session_when_it_comes_again()
    {
        _story.Connect(0);
        Assert.False(Protocol.OnOversize(At(10), sequence: null, "too large"));
        Assert.Equal("disconnect 1 with 4000", _story.Tell()[0]);
        _story.Greet(20);
        _story.Tell();

        Assert.False(Protocol.OnOversize(At(21), sequence: null, "too large"));

        Assert.Equal(["SessionLost", "disconnect 2 with 1000"], _story.Tell()[..2]);
        Assert.Equal(ReconnectType.Reidentify, Protocol.ReconnectType);
    }

    [Fact]
    public void An_oversize_payload_after_new_events_is_another_one()
    {
        _story.Connect(0);
        Protocol.OnOversize(At(10), sequence: null, "too large");
        _story.Greet(20);
        _story.Receive(21, """{"t":"X","s":2,"op":0,"d":{}}""");
        _story.Tell();

        Assert.False(Protocol.OnOversize(At(21), sequence: null, "too large"));

        Assert.Equal("disconnect 2 with 4000", _story.Tell()[0]);
        Assert.Equal(ReconnectType.Resume, Protocol.ReconnectType);
    }

    [Fact]
    public void An_oversize_event_that_is_new_begins_the_count_of_the_nameless_anew()
    {
        _story.Connect(0);
        Protocol.OnOversize(At(10), sequence: null, "too large");
        _story.Greet(20);
        Assert.True(Protocol.OnOversize(At(21), sequence: 2, "too large"));
        _story.Greet(30);

        Assert.False(Protocol.OnOversize(At(31), sequence: null, "too large"));

        Assert.Equal(ReconnectType.Resume, Protocol.ReconnectType);
    }

    [Fact]
    public void An_oversize_event_that_a_replay_repeats_is_not_for_the_consumer()
    {
        _story.Connect(0);
        Protocol.OnClosed(At(10), null, "cut");
        _story.Greet(20);
        Protocol.OnResumeSent();

        Assert.False(Protocol.OnOversize(At(21), sequence: 1, "too large"));
    }

    [Fact]
    public void Before_an_identify_an_oversize_event_is_for_nobody()
    {
        _story.Greet(0);
        _story.Tell();

        Assert.False(Protocol.OnOversize(At(1), sequence: 5, "too large"));

        Assert.Null(Protocol.Sequence);
    }

    [Fact]
    public void Sequences_that_make_no_sense_cost_the_session_with_the_connection()
    {
        _story.Connect(0);
        _story.Receive(1, """{"t":"X","s":1000,"op":0,"d":{}}""");
        Assert.True(_story.Receive(1, """{"t":"X","s":5,"op":0,"d":{}}"""));
        Assert.Equal(["SequenceJumped", "SequenceSenseless"], _story.Tell());
        Assert.Equal(ReconnectType.Reidentify, Protocol.ReconnectType);

        Protocol.OnClosed(At(10), null, "cut");

        Assert.Equal(["disconnect 1 with nothing", "SessionLost", "Connected to Disconnected: cut", "Reidentify in 0.5 s, code none, failures 0: cut"], _story.Tell());
    }

    [Fact]
    public void An_event_without_a_sequence_is_delivered()
    {
        _story.Connect(0);
        Assert.True(_story.Receive(1, """{"t":"X","s":null,"op":0,"d":{}}"""));

        ProtocolStory resuming = new ProtocolStory(Session).Greet(0);
        Assert.True(resuming.Receive(30, """{"t":"X","s":null,"op":0,"d":{}}"""));

        Assert.Equal(At(90), resuming.Protocol.Deadline);
    }

    [Fact]
    public void A_session_that_is_continued_begins_where_it_was() => Assert.Equal(10, new ProtocolStory(Session).Protocol.FirstSequence);

    [Fact]
    public void A_second_ready_is_a_second_session()
    {
        _story.Connect(0);
        _story.Receive(1, """{"t":"READY","s":7,"op":0,"d":{"session_id":"t"}}""");

        Assert.Equal(["SessionLost", "established, new: True"], _story.Tell());
        Assert.Equal((2, 7L, "t"), (Protocol.SessionNumber, Protocol.FirstSequence, Protocol.Session!.Id));
    }

    [Fact]
    public void A_ready_without_a_session_says_so()
    {
        _story.Greet(0);
        Protocol.OnGateOpened(At(0));
        _story.Tell();

        _story.Receive(1, """{"t":"READY","s":-3,"op":0,"d":{}}""");

        Assert.Equal("Identifying to Connected: READY without a session id: it cannot be resumed", _story.Tell()[0]);
        Assert.Equal(0, Protocol.FirstSequence);
    }

    private static void FailOnce(ProtocolStory story)
    {
        story.Greet(0);
        story.Protocol.OnBroken(At(0), "broken");
        Assert.Contains("failures 1: broken", story.Tell()[^1], StringComparison.Ordinal);
    }
}
