using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <content>Rules, and sessions that are over.</content>
public sealed partial class HostileClientTests
{
    [Fact]
    public async Task Without_the_voice_states_intent_no_voice_state_is_told()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: 1));
        await client.ReadToEventAsync("GUILD_CREATE");
        await client.SendAsync("""{"op":4,"d":{"guild_id":"4194304","channel_id":"77","self_mute":false,"self_deaf":false}}""");

        Assert.Equal("VOICE_SERVER_UPDATE", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Fact]
    public async Task A_guild_that_is_joined_is_told_as_the_intents_allow()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: 1));
        await client.ReadToEventAsync("GUILD_CREATE");
        var guild = new SimulatedGuild(8_388_608, "New");
        guild.SetPresence(guild.GetMemberId(0), UserStatus.Online);

        await _gateway.JoinGuildAsync(guild);

        JsonElement created = await client.ReadToEventAsync("GUILD_CREATE");
        Assert.Equal((1, 0), (created.GetProperty("members").GetArrayLength(), created.GetProperty("presences").GetArrayLength()));
    }

    [Fact]
    public async Task Nothing_of_a_guild_is_told_before_its_GUILD_CREATE()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: 1));
        await client.ReadToEventAsync("GUILD_CREATE");
        var guild = new SimulatedGuild(8_388_608, "New");

        _gateway.Guilds.Add(guild);
        guild.AddRole("keeper");
        await _gateway.JoinGuildAsync(guild);

        Assert.Equal("GUILD_CREATE", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Fact]
    public async Task A_guild_joined_twice_is_in_READY_once()
    {
        var guild = new SimulatedGuild(8_388_608, "New");
        _gateway.Guilds.Add(guild);
        await _gateway.JoinGuildAsync(guild);

        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: 1));

        Assert.Equal(2, (await client.ReadToEventAsync("READY")).GetProperty("guilds").GetArrayLength());
    }

    [Fact]
    public async Task Of_a_guild_of_more_than_75000_members_only_those_in_voice_are_told()
    {
        _gateway.Guilds.Clear();
        var guild = new SimulatedGuild(8_388_608, "Huge", memberCount: 75_001);
        guild.SetPresence(guild.GetMemberId(0), UserStatus.Online);
        _gateway.Guilds.Add(guild);

        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token, intents: (long)GatewayIntents.All));

        JsonElement created = await client.ReadToEventAsync("GUILD_CREATE");
        Assert.Equal((1, 0), (created.GetProperty("members").GetArrayLength(), created.GetProperty("presences").GetArrayLength()));
    }

    [Fact]
    public async Task A_session_with_an_invalid_sequence_cannot_be_resumed_again()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string session = (await client.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
        _gateway.Connections[0].Cut();
        using RawClient wrong = await RawClient.IdentifyAsync(_gateway, Resume(session, 999));
        Assert.Equal(4007, await wrong.ReadToCloseAsync());

        using RawClient resumed = await RawClient.IdentifyAsync(_gateway, Resume(session, 1));

        await resumed.ReceiveAsync();
        Assert.Equal(9, (await resumed.ReceiveAsync())!.Value.GetProperty("op").GetInt32());
    }

    [Fact]
    public async Task A_nonce_is_measured_in_bytes()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string nonce = new('é', 17);
        await client.SendAsync($$"""{"op":8,"d":{"guild_id":"4194304","query":"member1","limit":1,"nonce":"{{nonce}}"} }""");

        Assert.False((await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).TryGetProperty("nonce", out _));
    }

    [Fact]
    public async Task A_role_that_is_removed_is_taken_from_the_bot_too()
    {
        Role role = _guild.AddRole("keeper");
        _guild.UpdateBot(bot => bot with { Roles = [role.Id] });
        _guild.RemoveRole(role.Id);

        using RawClient client = await RawClient.IdentifyAsync(_gateway);

        Assert.Equal(0, (await client.ReadToEventAsync("GUILD_CREATE")).GetProperty("members")[0].GetProperty("roles").GetArrayLength());
    }

    [Fact]
    public void Ids_of_a_guild_are_given_once()
    {
        var guild = new SimulatedGuild(4_194_304, "Huge", memberCount: 1_100_000);

        Id<User> added = guild.AddMember("ann").User!.Id;

        Assert.Equal(1, Enumerable.Range(0, guild.MemberCount).Count(number => guild.GetMemberId(number) == added));
    }

    [Fact]
    public void Ids_of_two_guilds_are_not_the_same()
    {
        var one = new SimulatedGuild(1, "One");
        var two = new SimulatedGuild(2, "Two");
        Id<Channel>[] channels = [one.AddChannel("a").Id, one.AddChannel("b").Id, two.AddChannel("c").Id, two.AddChannel("d").Id];

        Assert.Equal(4, channels.Distinct().Count());
    }

    [Fact]
    public async Task Ids_are_snowflakes_on_a_fake_clock_of_its_own_date()
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = new FakeTimeProvider(), Guilds = [new(4_194_304, "Home")] });
        using RawClient client = await RawClient.IdentifyAsync(gateway, RawClient.Identify(gateway.Options.Token, intents: 33281));

        await gateway.DispatchMessageAsync(gateway.Guilds[0], "x");

        ulong id = ulong.Parse((await client.ReadToEventAsync("MESSAGE_CREATE")).GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(id, 1UL, (ulong)long.MaxValue);
    }

    [Fact]
    public async Task An_event_does_not_go_to_a_session_that_is_over()
    {
        RawClient client = await RawClient.IdentifyAsync(_gateway);
        client.Dispose();
        _clock.Advance(_gateway.Options.SessionLifetime + TimeSpan.FromSeconds(1));

        Assert.Equal(0, await _gateway.DispatchAsync("USER_UPDATE", "{}"));
    }

    [Fact]
    public async Task A_hundred_sessions_that_are_over_are_forgotten()
    {
        for (int number = 0; number < 100; number++)
        {
            (await RawClient.IdentifyAsync(_gateway)).Dispose();
            _clock.Advance(TimeSpan.FromMinutes(5));
        }

        var sessions = (System.Collections.IDictionary)typeof(GatewaySimulator)
            .GetField("_sessions", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(_gateway)!;
        Assert.InRange(sessions.Count, 0, 1);
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_it_is_greeted_leaves_no_timer()
    {
        var clock = new CountingClock();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock });
        gateway.PayloadSent += (_, sent) => sent.Connection.Cut();

        using RawClient client = await RawClient.ConnectAsync(gateway);

        Assert.Equal(0, clock.Timers);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_counted()
    {
        _gateway.HangConnections = true;
        using var cancellation = new CancellationTokenSource();
        using var socket = _gateway.CreateSocket();
        Task connecting = socket.ConnectAsync(new Uri(_gateway.GatewayUri + "?v=10&encoding=json"), cancellation.Token);

        Assert.Equal(1, _gateway.ConnectAttempts);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }
}
