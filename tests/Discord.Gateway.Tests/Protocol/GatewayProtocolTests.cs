using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>Single decisions of the protocol, without a shard.</summary>
public sealed class GatewayProtocolTests
{
    private static readonly GatewayEndpoint Endpoint = new(new Uri("wss://gateway.test"), "zlib-stream");

    [Fact]
    public void The_three_outcomes_of_a_heartbeat_check()
    {
        GatewayProtocol protocol = Connected();

        Assert.Equal(HeartbeatOutcome.NotDue, protocol.CheckHeartbeat(At(0.1)));
        Assert.Equal(HeartbeatOutcome.Due, protocol.CheckHeartbeat(At(41)));
        Assert.Contains(Actions(protocol), action => action is ShardAction.SendHeartbeat);
        Assert.Equal(HeartbeatOutcome.NotAcknowledged, protocol.CheckHeartbeat(At(82)));
        Assert.Contains(Actions(protocol), action => action is ShardAction.Disconnect { Code: 4000 });
        Assert.Equal(ReconnectType.Resume, protocol.ReconnectType);
    }

    [Fact]
    public void The_resume_url_gets_the_query_of_the_base_url()
    {
        GatewayProtocol protocol = Connected();
        protocol.OnClosed(At(1), null, "cut");
        protocol.OnTimer(At(10));

        ShardAction.Connect connect = Assert.Single(Actions(protocol).OfType<ShardAction.Connect>());
        Assert.Equal("wss://resume.test/?v=10&encoding=json&compress=zlib-stream", connect.Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("ws://resume.test")]
    [InlineData("https://resume.test")]
    [InlineData("not a url")]
    [InlineData("")]
    public void A_resume_url_that_is_not_as_safe_as_the_base_url_is_not_used(string resumeUrl)
    {
        GatewayProtocol protocol = Connected(resumeUrl);
        protocol.OnClosed(At(1), null, "cut");
        protocol.OnTimer(At(10));

        ShardAction.Connect connect = Assert.Single(Actions(protocol).OfType<ShardAction.Connect>());
        Assert.Equal("gateway.test", connect.Uri.Host);
        Assert.Equal(ReconnectType.Resume, protocol.ReconnectType);
    }

    [Theory]
    [InlineData("ws://127.0.0.1:1", "ws://127.0.0.1:2", false, true)]
    [InlineData("ws://127.0.0.1:1", "ws://elsewhere.test", false, false)]
    [InlineData("ws://127.0.0.1:1", "wss://elsewhere.test", false, true)]
    [InlineData("ws://gateway.test", "ws://elsewhere.test", true, true)]
    [InlineData("wss://gateway.test", "ws://127.0.0.1:2", true, false)]
    public void A_gateway_cannot_lead_the_token_to_another_machine_without_encryption(string baseUrl, string resumeUrl, bool mayBePlain, bool isUsed) =>
        Assert.Equal(isUsed, new GatewayEndpoint(new Uri(baseUrl), null, mayBePlain).TryResolve(new Uri(resumeUrl), out _));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ready_that_nobody_asked_for_is_no_connection(bool afterHello)
    {
        var protocol = new GatewayProtocol(ShardId.Single, Endpoint, new BackoffPolicy(), null, () => 0.5);
        protocol.Start(At(0));
        protocol.OnOpened(At(0));
        if (afterHello)
        {
            Receive(protocol, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        }

        Receive(protocol, """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""");

        Assert.Equal(ConnectionStage.Disconnected, protocol.Stage);
        Assert.True(protocol.Deadline < At(10));
        Assert.Null(protocol.Session);
        Assert.Contains(Actions(protocol), action => action is ShardAction.Disconnect);
    }

    [Fact]
    public void Ready_without_a_session_id_connects_but_cannot_be_resumed()
    {
        GatewayProtocol protocol = Greeted();
        Receive(protocol, """{"t":"READY","s":1,"op":0,"d":{"v":10}}""");

        Assert.Equal(ConnectionStage.Connected, protocol.Stage);
        Assert.Equal(ReconnectType.Reidentify, protocol.ReconnectType);
        protocol.OnClosed(At(1), null, "cut");
        Assert.Null(protocol.Sequence);
    }

    [Fact]
    public void A_resumed_shard_uses_the_session_it_was_given()
    {
        var session = new ShardSession("s", new Uri("wss://resume.test"), 77);
        var protocol = new GatewayProtocol(ShardId.Single, Endpoint, new BackoffPolicy(), session, () => 0.5);
        protocol.Start(At(0));
        protocol.OnOpened(At(0));
        Receive(protocol, """{"op":10,"d":{"heartbeat_interval":40000}}""");

        Assert.Equal(ConnectionStage.Resuming, protocol.Stage);
        Assert.Contains(Actions(protocol), action => action is ShardAction.SendResume);
        Assert.Equal(77, protocol.Sequence);
    }

    [Fact]
    public void A_second_hello_changes_nothing()
    {
        GatewayProtocol protocol = Connected();
        Receive(protocol, """{"op":10,"d":{"heartbeat_interval":1}}""");

        Assert.Empty(Actions(protocol));
        Assert.Equal(TimeSpan.FromSeconds(40), protocol.Heartbeat!.Interval);
    }

    [Fact]
    public void Back_off_doubles_with_jitter_up_to_its_maximum()
    {
        var policy = new BackoffPolicy();

        Assert.Equal(TimeSpan.FromSeconds(0.5), policy.GetDelay(0, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(1), policy.GetDelay(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(4), policy.GetDelay(3, 0));
        Assert.Equal(TimeSpan.FromSeconds(30), policy.GetDelay(10, 0));
        Assert.Equal(TimeSpan.FromSeconds(60), policy.GetDelay(int.MaxValue, 1));
    }

    [Fact]
    public void The_guilds_of_ready_are_kept()
    {
        GatewayProtocol protocol = Greeted(keepsGuilds: true);

        Receive(protocol, """{"t":"READY","s":1,"op":0,"d":{"guilds":[{"id":"5"}],"session_id":"s"}}""");

        Assert.Equal(new SessionGuilds([], [5], []), protocol.GuildsOfReady);
    }

    [Fact]
    public void The_guilds_of_ready_are_not_kept_for_nobody()
    {
        GatewayProtocol protocol = Greeted();

        Receive(protocol, """{"t":"READY","s":1,"op":0,"d":{"guilds":[{"id":"5"}],"session_id":"s"}}""");

        Assert.Null(protocol.GuildsOfReady);
    }

    private static GatewayProtocol Greeted(bool keepsGuilds = false)
    {
        var protocol = new GatewayProtocol(ShardId.Single, Endpoint, new BackoffPolicy(), null, () => 0.5, keepsGuilds: keepsGuilds);
        protocol.Start(At(0));
        protocol.OnOpened(At(0));
        Receive(protocol, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        protocol.OnGateOpened(At(0));
        return protocol;
    }

    private static GatewayProtocol Connected(string resumeUrl = "wss://resume.test")
    {
        GatewayProtocol protocol = Greeted();
        Receive(protocol, $$"""{"t":"READY","s":1,"op":0,"d":{"resume_gateway_url":"{{resumeUrl}}","session_id":"s"} }""");
        Assert.Equal(ConnectionStage.Connected, protocol.Stage);
        Actions(protocol);
        return protocol;
    }

    private static void Receive(GatewayProtocol protocol, string payload)
    {
        Assert.True(Envelope.TryRead(System.Text.Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        protocol.OnPayload(At(0), envelope);
    }

    private static List<ShardAction> Actions(GatewayProtocol protocol)
    {
        var actions = new List<ShardAction>();
        while (protocol.TryTakeAction(out ShardAction? action))
        {
            actions.Add(action);
        }

        return actions;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
