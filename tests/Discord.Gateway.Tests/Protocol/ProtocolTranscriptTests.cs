using Discord.Gateway.Protocol;
using static Discord.Gateway.Tests.Protocol.ProtocolStory;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>All that the protocol decides, step by step.</summary>
public sealed class ProtocolTranscriptTests
{
    private readonly ProtocolStory _story = new();

    private GatewayProtocol Protocol => _story.Protocol;

    [Fact]
    public void A_first_connection_identifies_when_the_gate_lets_it()
    {
        Protocol.Start(At(0));
        Protocol.Start(At(0));
        Assert.Equal(["connect 1 to gateway.test", "Disconnected to Connecting: connecting to gateway.test"], _story.Tell());

        Protocol.OnOpened(At(1));
        Assert.Equal(["Connecting to Handshake: WebSocket open"], _story.Tell());

        Assert.False(_story.Receive(2, """{"op":10,"d":{"heartbeat_interval":40000}}"""));
        Assert.Equal(["enter the gate 1", "Handshake to Identifying: waiting for the identify gate"], _story.Tell());
        Assert.True(Protocol.IsWaitingForGate);
        Assert.Equal(At(22), Protocol.Deadline);

        Protocol.OnGateOpened(At(3));
        Protocol.OnGateOpened(At(3));
        Assert.Equal(["SendIdentify"], _story.Tell());
        Assert.False(Protocol.IsWaitingForGate);

        Assert.True(_story.Receive(4, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}"""));
        Assert.Equal(["Identifying to Connected: READY", "established, new: True"], _story.Tell());
        Assert.Equal((1, 1, 1L), (Protocol.SessionNumber, (int)Protocol.FirstSequence, Protocol.Sequence!.Value));
    }

    [Fact]
    public void A_lost_connection_is_resumed_where_discord_says()
    {
        _story.Connect(0);

        Protocol.OnClosed(At(10), null, "cut");
        Assert.Equal(["disconnect 1 with nothing", "Connected to Disconnected: cut", "Resume in 0.1 s, code none, failures 0: cut"], _story.Tell());
        Assert.Equal((0, At(10.1)), (Protocol.Connection, Protocol.Deadline));

        Protocol.OnTimer(At(10.05));
        Assert.Empty(_story.Tell());
        Protocol.OnTimer(At(10.1));
        Assert.Equal(["connect 2 to resume.test", "Disconnected to Connecting: connecting to resume.test"], _story.Tell());

        Protocol.OnOpened(At(11));
        _story.Receive(12, """{"op":10,"d":{"heartbeat_interval":3600000}}""");
        Assert.Equal(["Connecting to Handshake: WebSocket open", "SendResume", "Handshake to Resuming: resuming"], _story.Tell());

        Protocol.OnResumeSent();
        Assert.False(_story.Receive(13, """{"t":"X","s":1,"op":0,"d":{}}"""));
        Assert.True(_story.Receive(13, """{"t":"X","s":2,"op":0,"d":{}}"""));
        Assert.True(_story.Receive(14, """{"t":"RESUMED","s":2,"op":0,"d":{}}"""));
        Assert.Equal(["ReplaysDropped", "Resuming to Connected: RESUMED", "established, new: False"], _story.Tell());
        Assert.Equal(At(12 + 1800), Protocol.Deadline);
    }

    [Fact]
    public void A_connection_that_is_not_made_in_time_is_left()
    {
        Protocol.Start(At(0));
        _story.Tell();
        Assert.Equal(At(15), Protocol.Deadline);
        Protocol.OnTimer(At(14.9));
        Assert.Empty(_story.Tell());

        Protocol.OnTimer(At(15));

        Assert.Equal(
            ["disconnect 1 with nothing", "Connecting to Disconnected: no connection within 15 s", "Reidentify in 1.5 s, code none, failures 1: no connection within 15 s"],
            _story.Tell());
    }

    [Fact]
    public void A_gateway_that_says_no_hello_in_time_is_left()
    {
        Protocol.Start(At(0));
        Protocol.OnOpened(At(5));
        _story.Tell();
        Assert.Equal(At(25), Protocol.Deadline);

        Protocol.OnTimer(At(25));

        Assert.Equal(
            ["disconnect 1 with 4000", "Handshake to Disconnected: no Hello within 20 s", "Reidentify in 1.5 s, code none, failures 1: no Hello within 20 s"], _story.Tell());
    }

    [Fact]
    public void A_gateway_that_says_no_ready_in_time_is_left()
    {
        _story.Greet(0);
        Protocol.OnGateOpened(At(5));
        _story.Tell();
        Assert.Equal(At(305), Protocol.Deadline);

        Protocol.OnTimer(At(305));

        Assert.Equal(
            ["disconnect 1 with 4000", "Identifying to Disconnected: no READY within 300 s", "Reidentify in 1.5 s, code none, failures 1: no READY within 300 s"],
            _story.Tell());
    }

    [Fact]
    public void A_replay_that_does_not_go_on_is_left()
    {
        var story = new ProtocolStory(Session);
        story.Greet(0);
        Assert.Equal(At(60), story.Protocol.Deadline);
        story.Receive(50, """{"t":"X","s":11,"op":0,"d":{}}""");
        Assert.Equal(At(110), story.Protocol.Deadline);
        story.Tell();

        story.Protocol.OnTimer(At(110));

        Assert.Equal(
            ["disconnect 1 with 4000", "Resuming to Disconnected: no RESUMED within 60 s", "Resume in 0.1 s, code none, failures 0: no RESUMED within 60 s"], story.Tell());
    }

    [Fact]
    public void A_connection_that_works_has_no_deadline_but_that_of_its_heartbeat()
    {
        _story.Connect(0, intervalInMilliseconds: 40_000);
        Assert.Equal(At(20), Protocol.Deadline);

        Protocol.OnTimer(At(20));
        Assert.Equal(["SendHeartbeat"], _story.Tell());
        Protocol.OnHeartbeatSent(At(20));
        Assert.False(_story.Receive(21, """{"op":11}"""));
        Assert.Equal(["acknowledged after 1 s"], _story.Tell());

        Protocol.OnTimer(At(60));
        Protocol.OnTimer(At(100));

        Assert.Equal(
            ["SendHeartbeat", "disconnect 1 with 4000", "Connected to Disconnected: heartbeat not acknowledged", "Resume in 0.1 s, code none, failures 0: heartbeat not acknowledged"],
            _story.Tell());
    }

    [Fact]
    public void Bytes_give_a_heartbeat_one_more_interval()
    {
        _story.Connect(0, intervalInMilliseconds: 40_000);
        Protocol.OnTimer(At(20));
        Protocol.OnBytes();
        _story.Tell();

        Protocol.OnTimer(At(60));

        Assert.Equal(["SendHeartbeat"], _story.Tell());
    }

    [Fact]
    public void A_heartbeat_that_discord_asks_for_is_answered()
    {
        _story.Connect(0);

        Assert.False(_story.Receive(1, """{"op":1,"d":null}"""));

        Assert.Equal(["AnswerHeartbeat"], _story.Tell());
    }

    [Fact]
    public void A_reconnect_that_discord_asks_for_is_a_resume()
    {
        _story.Connect(0);

        Assert.False(_story.Receive(10, """{"op":7,"d":null}"""));

        const string reason = "Discord requested a reconnect (op 7)";
        Assert.Equal(["disconnect 1 with 4000", $"Connected to Disconnected: {reason}", $"Resume in 0.1 s, code none, failures 0: {reason}"], _story.Tell());
    }

    [Theory]
    [InlineData(true, "disconnect 1 with 4000", "Resume in 0.1 s", "invalid session (op 9), resumable")]
    [InlineData(false, "disconnect 1 with 1000", "Reidentify in 3 s", "invalid session (op 9)")]
    public void An_invalid_session_on_a_connection_that_worked(bool isResumable, string disconnect, string next, string reason)
    {
        _story.Connect(0);

        Assert.False(_story.Receive(10, $$"""{"op":9,"d":{{(isResumable ? "true" : "false")}}}"""));

        Assert.Equal(
            [.. isResumable ? [] : (string[])["SessionLost"], disconnect, $"Connected to Disconnected: {reason}", $"{next}, code none, failures 0: {reason}"], _story.Tell());
    }

    [Theory]
    [InlineData(true, "disconnect 1 with 4000", "Resume in 3 s", "invalid session (op 9), resumable")]
    [InlineData(false, "disconnect 1 with 1000", "Reidentify in 3 s", "invalid session (op 9)")]
    public void An_invalid_session_as_the_answer_to_a_resume_is_followed_by_a_pause(bool isResumable, string disconnect, string next, string reason)
    {
        ProtocolStory story = new ProtocolStory(Session).Greet(0);
        story.Tell();

        story.Receive(1, $$"""{"op":9,"d":{{(isResumable ? "true" : "false")}}}""");

        Assert.Equal(
            [.. isResumable ? [] : (string[])["SessionLost"], disconnect, $"Resuming to Disconnected: {reason}", $"{next}, code none, failures 1: {reason}"], story.Tell());
    }

    [Fact]
    public void A_resumable_session_that_there_is_none_of_is_not_resumed()
    {
        _story.Greet(0);
        Protocol.OnGateOpened(At(0));
        _story.Tell();

        _story.Receive(1, """{"op":9,"d":true}""");

        Assert.Equal(
            ["disconnect 1 with 1000", "Identifying to Disconnected: invalid session (op 9)", "Reidentify in 3 s, code none, failures 1: invalid session (op 9)"],
            _story.Tell());
    }

    [Fact]
    public void A_hello_without_an_interval_is_no_hello()
    {
        Protocol.Start(At(0));
        Protocol.OnOpened(At(0));
        _story.Tell();

        Assert.False(_story.Receive(1, """{"op":10,"d":{}}"""));

        const string reason = "Hello without a usable heartbeat interval";
        Assert.Equal(["disconnect 1 with 4000", $"Handshake to Disconnected: {reason}", $"Reidentify in 1.5 s, code none, failures 1: {reason}"], _story.Tell());
        Assert.Null(Protocol.Heartbeat);
    }

    [Theory]
    [InlineData("""{"t":"READY","s":1,"op":0,"d":{}}""", "READY before the shard identified")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{}}""", "an event before the shard identified")]
    [InlineData("""{"op":99}""", "an unknown opcode before Hello")]
    public void What_comes_before_its_time_ends_the_connection(string payload, string reason)
    {
        Protocol.Start(At(0));
        Protocol.OnOpened(At(0));
        _story.Tell();

        Assert.False(_story.Receive(1, payload));

        Assert.Equal(["disconnect 1 with 4000", $"Handshake to Disconnected: {reason}", $"Reidentify in 1.5 s, code none, failures 1: {reason}"], _story.Tell());
    }

    [Fact]
    public void An_unknown_opcode_is_for_the_consumer_after_hello()
    {
        _story.Greet(0);
        _story.Tell();

        Assert.True(_story.Receive(1, """{"op":99}"""));

        Assert.Empty(_story.Tell());
    }

    [Theory]
    [InlineData(ReconnectType.Resume, "disconnect 1 with 4000", "Resume in 0.1 s")]
    [InlineData(ReconnectType.Reidentify, "disconnect 1 with 1000", "Reidentify in 0.5 s")]
    public void The_bot_may_ask_for_a_new_connection(ReconnectType type, string disconnect, string next)
    {
        _story.Connect(0);

        Protocol.Reconnect(At(10), type);

        string reason = $"the bot requested a reconnect ({type})";
        Assert.Equal(
            [.. type == ReconnectType.Resume ? [] : (string[])["SessionLost"], disconnect, $"Connected to Disconnected: {reason}", $"{next}, code none, failures 0: {reason}"],
            _story.Tell());
    }

    [Fact]
    public void A_new_connection_that_the_bot_asks_for_before_the_first_is_the_first()
    {
        Protocol.Reconnect(At(0), ReconnectType.Reidentify);
        Assert.Equal(["connect 1 to gateway.test", "Disconnected to Connecting: connecting to gateway.test"], _story.Tell());

        Protocol.Reconnect(At(1), ReconnectType.Reidentify);
        Assert.Empty(_story.Tell());
    }

    [Fact]
    public void A_close_that_says_the_bot_sent_too_much_is_followed_by_a_pause()
    {
        _story.Connect(0);

        Protocol.OnClosed(At(10), 4008, "4008");

        Assert.Equal(["disconnect 1 with nothing", "Connected to Disconnected: 4008", "Resume in 5 s, code 4008, failures 0: 4008"], _story.Tell());
    }

    [Fact]
    public void A_close_that_says_the_session_is_gone_is_followed_by_an_identify()
    {
        _story.Connect(0);

        Protocol.OnClosed(At(10), 4009, "4009");

        Assert.Equal(["SessionLost", "disconnect 1 with nothing", "Connected to Disconnected: 4009", "Reidentify in 0.5 s, code 4009, failures 0: 4009"], _story.Tell());
    }

    [Fact]
    public void A_fatal_close_is_the_end()
    {
        _story.Connect(0);

        Protocol.OnClosed(At(10), 4004, "4004");

        string[] lines = _story.Tell();
        Assert.Equal(["SessionLost", "disconnect 1 with nothing"], lines[..2]);
        Assert.StartsWith("Connected to Disconnected: ", lines[2], StringComparison.Ordinal);
        Assert.Equal("end by Discord with AuthenticationFailedException", lines[3]);
        Assert.Equal((0, TimeSpan.MaxValue), (Protocol.Connection, Protocol.Deadline));
        Protocol.OnTimer(At(10_000));
        Protocol.OnBroken(At(10_000), "late");
        Assert.Empty(_story.Tell());
    }

    [Fact]
    public void A_shutdown_is_the_end()
    {
        _story.Connect(0);

        Protocol.Shutdown("enough");

        Assert.Equal(["Connected to Disconnected: enough"], _story.Tell());
        Assert.Equal((0, TimeSpan.MaxValue), (Protocol.Connection, Protocol.Deadline));
        Protocol.OnConnectFailed(At(1), "late");
        Protocol.Start(At(1));
        Assert.Empty(_story.Tell());
    }
}
