using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>Commands are answered as Discord answers them.</summary>
public sealed class CommandAnswerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SimulatedGuild _guild = new(4_194_304, "Home", memberCount: 150);
    private readonly GatewaySimulator _gateway;

    public CommandAnswerTests() => _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [_guild] });

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Users_who_are_no_members_are_told_as_not_found()
    {
        using RawClient client = await IdentifyAsync();
        await client.SendAsync("""{"op":8,"d":{"guild_id":"4194304","user_ids":["4194305","77"]}}""");

        JsonElement chunk = await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK");

        Assert.Equal("77", Assert.Single(chunk.GetProperty("not_found").EnumerateArray()).GetString());
        Assert.Equal(1, chunk.GetProperty("members").GetArrayLength());
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(7, 7)]
    [InlineData(100, 100)]
    [InlineData(150, 100)]
    public async Task A_prefix_finds_a_hundred_members_at_most(int limit, int found)
    {
        using RawClient client = await IdentifyAsync();
        await client.SendAsync($$"""{"op":8,"d":{"guild_id":"4194304","query":"member","limit":{{limit}} } }""");

        Assert.Equal(found, (await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Of_more_than_a_hundred_ids_the_first_hundred_are_looked_up()
    {
        using RawClient client = await IdentifyAsync();
        string ids = string.Join(',', Enumerable.Range(0, 120).Select(number => $"\"{_guild.GetMemberId(number)}\""));
        await client.SendAsync($$"""{"op":8,"d":{"guild_id":"4194304","user_ids":[{{ids}}]} }""");

        Assert.Equal(100, (await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Presences_are_told_of_the_members_in_the_chunk()
    {
        _guild.SetPresence(_guild.GetMemberId(0), UserStatus.Idle);
        _guild.SetPresence(_guild.GetMemberId(1), UserStatus.Online);
        using RawClient client = await IdentifyAsync();
        await client.SendAsync($$"""{"op":8,"d":{"guild_id":"4194304","user_ids":["{{_guild.GetMemberId(1)}}"],"presences":true} }""");

        JsonElement presence = Assert.Single((await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("presences").EnumerateArray());

        Assert.Equal(_guild.GetMemberId(1).ToString(), presence.GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Members_are_found_by_their_nicknames_too()
    {
        _guild.UpdateMember(_guild.GetMemberId(3), member => member with { Nick = "Lamplighter" });
        using RawClient client = await IdentifyAsync();
        await client.SendAsync("""{"op":8,"d":{"guild_id":"4194304","query":"lamp","limit":5}}""");

        JsonElement member = Assert.Single((await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("members").EnumerateArray());

        Assert.Equal("member3", member.GetProperty("user").GetProperty("username").GetString());
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1000, 2)]
    public async Task A_chunk_holds_a_thousand_members_the_bot_among_them(int members, int chunks)
    {
        _gateway.Guilds.Clear();
        _gateway.Guilds.Add(new SimulatedGuild(8_388_608, "Other", members));
        using RawClient client = await IdentifyAsync();
        await client.SendAsync("""{"op":8,"d":{"guild_id":"8388608","query":"","limit":0}}""");

        Assert.Equal(chunks, (await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK")).GetProperty("chunk_count").GetInt32());
    }

    [Fact]
    public async Task All_members_may_be_asked_for_every_30_s_and_a_refused_request_does_not_count()
    {
        const string Request = """{"op":8,"d":{"guild_id":"4194304","query":"","limit":0}}""";
        using RawClient client = await IdentifyAsync();
        await client.SendAsync(Request);
        await client.ReadToEventAsync("GUILD_MEMBERS_CHUNK");
        _clock.Advance(TimeSpan.FromSeconds(20));

        await client.SendAsync(Request);
        Assert.Equal(10, (await client.ReadToEventAsync("RATE_LIMITED")).GetProperty("retry_after").GetDouble());
        _clock.Advance(TimeSpan.FromSeconds(10));
        await client.SendAsync(Request);

        Assert.Equal("GUILD_MEMBERS_CHUNK", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Fact]
    public async Task Of_guilds_of_other_shards_no_sounds_are_told()
    {
        _gateway.Guilds.Add(new SimulatedGuild(8_388_608, "Other"));
        using RawClient client = await IdentifyAsync("[0,2]");

        await client.SendAsync("""{"op":31,"d":{"guild_ids":["4194304","8388608"]}}""");

        Assert.Equal("8388608", (await client.ReadToEventAsync("SOUNDBOARD_SOUNDS")).GetProperty("guild_id").GetString());
    }

    [Fact]
    public async Task A_bot_that_leaves_its_voice_channel_is_given_no_voice_server()
    {
        using RawClient client = await IdentifyAsync();
        await client.SendAsync("""{"op":4,"d":{"guild_id":"4194304","channel_id":null,"self_mute":false,"self_deaf":false}}""");
        await _gateway.DispatchAsync("USER_UPDATE", "{}");

        await client.ReadToEventAsync("VOICE_STATE_UPDATE");

        Assert.Equal("USER_UPDATE", (await client.ReadToAsync(0)).GetProperty("t").GetString());
    }

    [Fact]
    public async Task Channel_info_holds_status_and_start_of_the_channels_there_are()
    {
        Channel lounge = _guild.AddChannel("lounge", ChannelType.GuildVoice);
        Channel gone = _guild.AddChannel("gone", ChannelType.GuildVoice);
        _guild.SetVoiceStartTime(lounge.Id, _clock.GetUtcNow());
        _guild.SetVoiceStatus(lounge.Id, "singing");
        _guild.SetVoiceStatus(gone.Id, "dancing");
        _guild.RemoveChannel(gone.Id);
        using RawClient client = await IdentifyAsync();

        await client.SendAsync("""{"op":43,"d":{"guild_id":"4194304","fields":["status","voice_start_time"]}}""");

        JsonElement channel = Assert.Single((await client.ReadToEventAsync("CHANNEL_INFO")).GetProperty("channels").EnumerateArray());
        Assert.Equal((lounge.Id.ToString(), "singing"), (channel.GetProperty("id").GetString(), channel.GetProperty("status").GetString()));
        Assert.NotEqual(JsonValueKind.Null, channel.GetProperty("voice_start_time").ValueKind);
    }

    private async Task<RawClient> IdentifyAsync(string shard = "[0,1]")
    {
        RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(_gateway.Options.Token, shard, (long)GatewayIntents.All));
        await client.ReadToEventAsync("GUILD_CREATE");
        return client;
    }
}
