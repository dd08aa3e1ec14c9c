using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>Sessions: when they begin, what they are told of, when they end.</summary>
public sealed class SessionRuleTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SimulatedGuild _guild = new(4_194_304, "Home");
    private readonly GatewaySimulator _gateway;

    public SessionRuleTests() => _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [_guild], SessionStartsRemaining = 2 });

    private string Token => _gateway.Options.Token;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_heartbeat_with_a_sequence_that_was_never_sent_is_answered_with_4007()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        await client.SendAsync("""{"op":1,"d":999}""");

        Assert.Equal(4007, Assert.Single(_gateway.Violations).CloseCode);
        Assert.Equal(4007, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task A_session_whose_heartbeat_was_answered_with_4007_cannot_be_resumed()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string session = await ReadSessionAsync(client);
        await client.SendAsync("""{"op":1,"d":999}""");

        using RawClient again = await RawClient.IdentifyAsync(_gateway, Resume(session, 1));

        Assert.Equal(9, (await again.ReadToAsync(0, 9)).GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task A_heartbeat_may_be_late_by_less_than_half_an_interval()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        _clock.Advance(_gateway.Options.HeartbeatInterval * 1.4);
        await client.SendAsync("""{"op":1,"d":1}""");
        _clock.Advance(_gateway.Options.HeartbeatInterval * 1.4);

        Assert.Empty(_gateway.Violations);
    }

    [Fact]
    public async Task An_identify_without_session_starts_left_is_answered_with_4004()
    {
        for (int start = 0; start < 2; start++)
        {
            (await RawClient.IdentifyAsync(_gateway)).Dispose();
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Empty(_gateway.Violations);
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        Assert.Equal(4004, Assert.Single(_gateway.Violations).CloseCode);
        Assert.Equal(0, _gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task The_API_tells_how_many_session_starts_are_left()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        JsonElement limit = JsonElement.Parse(_gateway.GetGatewayBotJson()).GetProperty("session_start_limit");

        Assert.Equal((1000, 1), (limit.GetProperty("total").GetInt32(), limit.GetProperty("remaining").GetInt32()));
    }

    [Fact]
    public async Task A_resume_cuts_the_connection_that_the_session_was_on()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string session = await ReadSessionAsync(client);

        using RawClient again = await RawClient.IdentifyAsync(_gateway, Resume(session, 1));

        await again.ReadToEventAsync("RESUMED");
        Assert.Equal([false, true], _gateway.Connections.Select(connection => connection.IsOpen));
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(4, 0)]
    public async Task A_resume_that_misses_one_event_of_those_that_are_kept_is_refused(int sequence, int opcode)
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, ReplayLimit = 2 });
        RawClient client = await RawClient.IdentifyAsync(gateway);
        string session = await ReadSessionAsync(client);
        client.Dispose();
        for (int number = 0; number < 5; number++)
        {
            await gateway.DispatchAsync("USER_UPDATE", "{}");
        }

        using RawClient again = await RawClient.IdentifyAsync(gateway, Resume(session, sequence));

        Assert.Equal(opcode, (await again.ReadToAsync(0, 9)).GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task As_many_shards_identify_at_once_as_the_options_say()
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, MaxConcurrency = 2 });
        using RawClient first = await RawClient.IdentifyAsync(gateway, RawClient.Identify(Token, "[0,3]"));
        using RawClient second = await RawClient.IdentifyAsync(gateway, RawClient.Identify(Token, "[1,3]"));
        Assert.Empty(gateway.Violations);

        using RawClient third = await RawClient.IdentifyAsync(gateway, RawClient.Identify(Token, "[2,3]"));

        Assert.Contains("for key 0", Assert.Single(gateway.Violations).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identify_without_a_shard_is_of_the_only_one()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token).Replace(",\"shard\":[0,1]", "", StringComparison.Ordinal));

        Assert.Empty(_gateway.Violations);
        Assert.Equal(ShardId.Single, _gateway.Connections[0].ShardId);
    }

    [Theory]
    [InlineData(false, 9)]
    [InlineData(true, 0)]
    public async Task A_session_that_was_declared_invalid_may_be_resumed_only_if_that_was_said(bool resumable, int opcode)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string session = await ReadSessionAsync(client);
        _gateway.Connections[0].InvalidateSession(resumable);

        using RawClient again = await RawClient.IdentifyAsync(_gateway, Resume(session, 1));

        Assert.Equal(opcode, (await again.ReadToAsync(0, 9)).GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task Sessions_that_have_a_connection_do_not_expire()
    {
        RawClient over = await RawClient.IdentifyAsync(_gateway);
        string session = await ReadSessionAsync(over);
        over.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        _gateway.ExpireSessions();

        Assert.Equal(1, await _gateway.DispatchAsync("USER_UPDATE", "{}"));
        using RawClient again = await RawClient.IdentifyAsync(_gateway, Resume(session, 1));
        Assert.Equal(9, (await again.ReadToAsync(0, 9)).GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task The_resume_address_alone_may_be_dead()
    {
        _gateway.AcceptResumeConnections = false;
        using IGatewaySocket socket = _gateway.CreateSocket();

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => socket.ConnectAsync(new Uri(_gateway.ResumeUri, "?v=10&encoding=json"), TestContext.Current.CancellationToken));

        using RawClient client = await RawClient.ConnectAsync(_gateway);
        Assert.False(Assert.Single(_gateway.Connections).IsResumeUrl);
    }

    [Theory]
    [InlineData(48, false)]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public async Task A_guild_is_large_with_more_members_than_50_the_bot_among_them(int members, bool isLarge)
    {
        _gateway.Guilds.Add(new SimulatedGuild(8_388_608, "Other", members));
        _gateway.Guilds.Remove(_guild);
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        Assert.Equal(isLarge, (await client.ReadToEventAsync("GUILD_CREATE")).GetProperty("large").GetBoolean());
    }

    [Fact]
    public async Task An_identify_says_from_how_many_members_on_a_guild_is_large()
    {
        _gateway.Guilds.Remove(_guild);
        _gateway.Guilds.Add(new SimulatedGuild(8_388_608, "Other", memberCount: 60));
        using RawClient client = await RawClient.IdentifyAsync(_gateway, WithThreshold(250));

        Assert.False((await client.ReadToEventAsync("GUILD_CREATE")).GetProperty("large").GetBoolean());
    }

    [Fact]
    public async Task Of_a_guild_that_is_joined_too_it_counts_what_the_identify_said()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, WithThreshold(250));
        await client.ReadToEventAsync("GUILD_CREATE");

        await _gateway.JoinGuildAsync(new SimulatedGuild(8_388_608, "Other", memberCount: 60));

        Assert.False((await client.ReadToEventAsync("GUILD_CREATE")).GetProperty("large").GetBoolean());
    }

    [Fact]
    public async Task A_guild_is_left_once()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        Assert.Equal((1, 0), (await _gateway.LeaveGuildAsync(_guild), await _gateway.LeaveGuildAsync(_guild)));
    }

    [Fact]
    public async Task A_guild_that_was_left_and_added_again_is_shown_only_to_sessions_that_start_later()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        await client.ReadToEventAsync("GUILD_CREATE");
        await _gateway.LeaveGuildAsync(_guild);
        await client.ReadToEventAsync("GUILD_DELETE");

        _gateway.Guilds.Add(_guild);
        _guild.AddRole("keeper");
        await _gateway.DispatchAsync("USER_UPDATE", "{}");

        Assert.Equal("USER_UPDATE", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Fact]
    public async Task Of_a_guild_that_was_taken_out_no_change_is_told()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        await client.ReadToEventAsync("GUILD_CREATE");

        _gateway.Guilds.Remove(_guild);
        _guild.AddRole("keeper");
        await _gateway.DispatchAsync("USER_UPDATE", "{}");

        Assert.Equal("USER_UPDATE", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Theory]
    [InlineData("GUILD_CREATE")]
    [InlineData("GUILD_UPDATE")]
    [InlineData("GUILD_DELETE")]
    public async Task An_event_of_a_guild_itself_goes_to_the_shard_of_its_id(string name)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, "[1,2]"));

        Assert.Equal((1, 0), (await _gateway.DispatchAsync(name, """{"id":"4194304"}"""), await _gateway.DispatchAsync(name, """{"id":"8388608"}""")));
    }

    private string WithThreshold(int threshold) => RawClient.Identify(Token).Replace("\"intents\"", $"\"large_threshold\":{threshold},\"intents\"", StringComparison.Ordinal);

    private string Resume(string session, long sequence) => $$"""{"op":6,"d":{"token":"{{Token}}","session_id":"{{session}}","seq":{{sequence}} } }""";

    private static async Task<string> ReadSessionAsync(RawClient client) => (await client.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
}
