using System.Text.Json;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>The simulator is strict: each breach is answered as Discord answers it, and listed.</summary>
public sealed class RuleTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly GatewaySimulator _simulator;

    public RuleTests()
    {
        _simulator = new GatewaySimulator(new GatewaySimulatorOptions
        {
            TimeProvider = _clock,
            AllowedIntents = GatewayIntents.AllUnprivileged,
            Guilds = [new(4_194_304, "One"), new(8_388_608, "Two")],
            MaxGuildsPerShard = 1,
        });
    }

    private string Token => _simulator.Options.Token;

    [Theory]
    [InlineData("""{"op":3,"d":{"since":null,"activities":[],"status":"online","afk":false}}""", 4003)]
    [InlineData("""{"op":8,"d":{"guild_id":"1","query":"","limit":0}}""", 4003)]
    [InlineData("""{"op":4,"d":{"guild_id":"1","channel_id":null,"self_mute":false,"self_deaf":false}}""", 4003)]
    [InlineData("""{"op":31,"d":{"guild_ids":["1"]}}""", 4003)]
    [InlineData("""{"op":43,"d":{"guild_id":"1","fields":["status"]}}""", 4003)]
    [InlineData("""{"op":5,"d":{}}""", 4001)]
    [InlineData("""{"op":77}""", 4001)]
    [InlineData("no json", 4002)]
    [InlineData("""{"d":1}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"x"}}""", 4002)]
    [InlineData("""{"op":6,"d":{"token":"x","session_id":"s"}}""", 4002)]
    [InlineData("""{"op":6,"d":{"token":"x","session_id":"s","seq":1} }""", 4004)]
    public async Task A_breach_before_identify_is_answered_with(string payload, int code)
    {
        using RawClient client = await RawClient.ConnectAsync(_simulator);

        await client.SendAsync(payload);

        Assert.Equal(code, Assert.Single(_simulator.Violations).CloseCode);
        Assert.Equal(code, await client.ReadToCloseAsync());
    }

    [Theory]
    [InlineData("wrong", "[0,2]", 1, 4004)]
    [InlineData(null, "[2,2]", 1, 4010)]
    [InlineData(null, "[-1,2]", 1, 4010)]
    [InlineData(null, "[0,0]", 1, 4010)]
    [InlineData(null, "\"0\"", 1, 4010)]
    [InlineData(null, "[0,1]", 1, 4011)]
    [InlineData(null, "[0,2]", 1 << 17, 4013)]
    [InlineData(null, "[0,2]", 1 << 1, 4014)]
    public async Task An_identify_that_is_not_allowed_is_answered_with(string? token, string shard, long intents, int code)
    {
        using RawClient client = await RawClient.IdentifyAsync(_simulator, RawClient.Identify(token ?? Token, shard, intents));

        Assert.Equal(code, Assert.Single(_simulator.Violations).CloseCode);
        Assert.Equal(code, await client.ReadToCloseAsync());
    }

    [Theory]
    [InlineData("?v=7&encoding=json")]
    [InlineData("?v=10&encoding=etf")]
    [InlineData("")]
    public async Task A_wrong_version_is_answered_with_4012(string query)
    {
        using RawClient client = await RawClient.ConnectAsync(_simulator, query);

        Assert.Equal(4012, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task The_bots_of_two_simulators_do_not_wait_for_each_other()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var one = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock });
        using var other = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock });
        await using var first = new Shard(one.CreateShardOptions());
        await using var second = new Shard(other.CreateShardOptions());

        await first.ConnectAsync(TestContext.Current.CancellationToken);
        await second.ConnectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ConnectionStage.Connected, second.Stage);
    }

    [Fact]
    public async Task A_second_identify_is_answered_with_4005()
    {
        using RawClient client = await IdentifiedAsync();

        await client.SendAsync(RawClient.Identify(Token, "[0,2]"));

        Assert.Equal(4005, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task The_121st_payload_within_a_minute_is_answered_with_4008()
    {
        using RawClient client = await IdentifiedAsync();
        for (int i = 0; i < 119; i++)
        {
            await client.SendAsync("""{"op":1,"d":1}""");
        }

        Assert.Empty(_simulator.Violations);
        await client.SendAsync("""{"op":1,"d":1}""");

        Assert.Equal(4008, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task After_a_minute_120_more_payloads_are_taken()
    {
        using RawClient client = await IdentifiedAsync();
        for (int i = 0; i < 119; i++)
        {
            await client.SendAsync("""{"op":1,"d":1}""");
        }

        _clock.Advance(TimeSpan.FromSeconds(60));
        for (int i = 0; i < 120; i++)
        {
            await client.SendAsync("""{"op":1,"d":1}""");
        }

        Assert.Empty(_simulator.Violations);
    }

    [Fact]
    public async Task A_payload_of_4096_bytes_is_taken()
    {
        using RawClient client = await IdentifiedAsync();

        await client.SendAsync("""{"op":1,"d":1}""".PadRight(4096));

        Assert.Empty(_simulator.Violations);
    }

    [Fact]
    public async Task A_payload_over_4096_bytes_is_answered_with_4002()
    {
        using RawClient client = await IdentifiedAsync();

        await client.SendAsync($$"""{"op":1,"d":null,"x":"{{new string('x', 4096)}}"}""");

        Assert.Equal(4002, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task Identifying_too_fast_is_answered_with_an_invalid_session()
    {
        using RawClient first = await IdentifiedAsync();
        using RawClient second = await RawClient.IdentifyAsync(_simulator, RawClient.Identify(Token, "[1,2]"));

        Assert.False((await second.ReadToAsync(9)).GetProperty("d").GetBoolean());
        Assert.Null(Assert.Single(_simulator.Violations).CloseCode);
        _clock.Advance(TimeSpan.FromSeconds(5));
        using RawClient third = await RawClient.IdentifyAsync(_simulator, RawClient.Identify(Token, "[1,2]"));
        await third.ReadToAsync(0);
    }

    [Fact]
    public async Task A_resume_with_a_sequence_that_was_never_sent_is_answered_with_4007_and_an_unknown_session_with_op_9()
    {
        using RawClient client = await RawClient.IdentifyAsync(_simulator, RawClient.Identify(Token, "[0,2]"));
        JsonElement ready = await client.ReadToAsync(0);
        string session = ready.GetProperty("d").GetProperty("session_id").GetString()!;

        using RawClient resumed = await RawClient.IdentifyAsync(_simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":999} }""");
        Assert.Equal(4007, await resumed.ReadToCloseAsync());
        using RawClient unknown = await RawClient.IdentifyAsync(_simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"?","seq":1} }""");
        Assert.False((await unknown.ReadToAsync(9)).GetProperty("d").GetBoolean());
        Assert.Single(_simulator.Violations);
    }

    [Fact]
    public async Task A_session_expires_and_its_replay_buffer_has_an_end()
    {
        using var simulator = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, ReplayLimit = 2 });
        RawClient client = await RawClient.IdentifyAsync(simulator);
        string session = (await client.ReadToAsync(0)).GetProperty("d").GetProperty("session_id").GetString()!;
        client.Dispose();
        for (int i = 0; i < 5; i++)
        {
            await simulator.DispatchAsync("USER_UPDATE", "{}");
        }

        using RawClient late = await RawClient.IdentifyAsync(simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":1} }""");
        await late.ReadToAsync(9);
        using RawClient inTime = await RawClient.IdentifyAsync(simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":4} }""");
        Assert.Equal(5, (await inTime.ReadToAsync(0)).GetProperty("s").GetInt64());
        inTime.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(4));
        using RawClient expired = await RawClient.IdentifyAsync(simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":6} }""");
        await expired.ReadToAsync(9);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    [InlineData(4000, true)]
    public async Task A_client_that_closes_with_1000_or_1001_ends_its_session(int code, bool mayResume)
    {
        using RawClient client = await IdentifiedAsync();
        string session = (await client.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
        await client.CloseAsync(code);

        using RawClient again = await RawClient.IdentifyAsync(_simulator, $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":1} }""");

        Assert.Equal(mayResume ? 0 : 9, (await again.ReadToAsync(0, 9)).GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task Missing_heartbeats_are_noticed()
    {
        using RawClient client = await IdentifiedAsync();

        _clock.Advance(_simulator.Options.HeartbeatInterval * 2);

        Assert.Equal(4009, await client.ReadToCloseAsync());
        Assert.Contains("no heartbeat", Assert.Single(_simulator.Violations).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_gateway_sends_can_be_delayed()
    {
        using RawClient client = await IdentifiedAsync();
        await client.ReadToAsync(0);
        _simulator.Connections[0].Delay = TimeSpan.FromSeconds(3);
        await client.SendAsync("""{"op":1,"d":1}""");
        Task<JsonElement> acknowledged = client.ReadToAsync(11);

        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(acknowledged.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        await acknowledged;
    }

    [Fact]
    public async Task What_is_delayed_keeps_its_order_even_when_the_delay_becomes_shorter()
    {
        using RawClient client = await IdentifiedAsync();
        await client.ReadToAsync(0);
        _simulator.Connections[0].Delay = TimeSpan.FromSeconds(3);
        int number = 0;
        for (; number < 20; number++)
        {
            _simulator.Connections[0].SendRaw($$"""{"op":100,"d":{{number}}}""");
        }

        _simulator.Connections[0].Delay = TimeSpan.Zero;
        _simulator.Connections[0].SendRaw($$"""{"op":100,"d":{{number}}}""");
        _clock.Advance(TimeSpan.FromSeconds(3));

        for (int i = 0; i <= number; i++)
        {
            Assert.Equal(i, (await client.ReadToAsync(100)).GetProperty("d").GetInt32());
        }
    }

    [Fact]
    public async Task Events_go_to_the_shard_of_their_guild_and_only_with_their_intent()
    {
        using RawClient client = await RawClient.IdentifyAsync(_simulator, RawClient.Identify(Token, "[1,2]", intents: 1));

        Assert.Equal(1, await _simulator.DispatchAsync("GUILD_UPDATE", """{"id":"4194304"}"""));
        Assert.Equal(0, await _simulator.DispatchAsync("GUILD_UPDATE", """{"id":"8388608"}"""));
        Assert.Equal(0, await _simulator.DispatchAsync("MESSAGE_CREATE", """{"guild_id":"4194304"}"""));
        Assert.Equal(0, await _simulator.DispatchAsync("USER_UPDATE", "{}"));
    }

    [Fact]
    public async Task An_expectation_that_is_not_met_tells_what_came_instead()
    {
        using RawClient client = await IdentifiedAsync();
        SimulatedConnection connection = _simulator.Connections[0];

        var error = await Assert.ThrowsAsync<SimulatorExpectationException>(() => connection.ExpectAsync(GatewayOpcode.Resume, TestContext.Current.CancellationToken));

        Assert.Contains("Expected Resume", error.Message, StringComparison.Ordinal);
        Assert.Contains("Identify", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.Message, StringComparison.Ordinal);
    }

    private Task<RawClient> IdentifiedAsync() => RawClient.IdentifyAsync(_simulator, RawClient.Identify(Token, "[0,2]"));
}
