using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Commands;

/// <summary>What commands look like on the wire, and which are refused before they get there.</summary>
public sealed class GatewayCommandTests
{
    private const GatewayIntents Intents = GatewayIntents.Guilds;

    public static TheoryData<GatewayCommand, string> Encoded => new()
    {
        { new UpdateVoiceState(1, 2), """{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":false,"self_deaf":false}}""" },
        { new UpdateVoiceState(1, null, SelfMute: true), """{"op":4,"d":{"guild_id":"1","channel_id":null,"self_mute":true,"self_deaf":false}}""" },
        { new UpdateVoiceState(1, null, SelfDeaf: true), """{"op":4,"d":{"guild_id":"1","channel_id":null,"self_mute":false,"self_deaf":true}}""" },
        { new RequestSoundboardSounds([1, 2]), """{"op":31,"d":{"guild_ids":["1","2"]}}""" },
        { new RequestChannelInfo(1), """{"op":43,"d":{"guild_id":"1","fields":["status","voice_start_time"]}}""" },
        { new RequestChannelInfo(1, ChannelInfoFields.Status), """{"op":43,"d":{"guild_id":"1","fields":["status"]}}""" },
        { new RequestChannelInfo(1, ChannelInfoFields.VoiceStartTime), """{"op":43,"d":{"guild_id":"1","fields":["voice_start_time"]}}""" },
        { new RequestGuildMembers { GuildId = 1 }, """{"op":8,"d":{"guild_id":"1","query":"","limit":0}}""" },
        { new RequestGuildMembers { GuildId = 1, Query = "a", Limit = 5 }, """{"op":8,"d":{"guild_id":"1","query":"a","limit":5}}""" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [2, 3] }, """{"op":8,"d":{"guild_id":"1","user_ids":["2","3"]}}""" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [2], Limit = 1 }, """{"op":8,"d":{"guild_id":"1","user_ids":["2"],"limit":1}}""" },
        {
            new RequestGuildMembers { GuildId = 1, UserIds = [2], Presences = true, Nonce = "n" },
            """{"op":8,"d":{"guild_id":"1","user_ids":["2"],"presences":true,"nonce":"n"}}"""
        },
    };

    public static TheoryData<GatewayCommand, GatewayIntents> Valid => new()
    {
        { new UpdateVoiceState(1, null), Intents },
        { new RequestSoundboardSounds([1]), Intents },
        { new RequestChannelInfo(1, ChannelInfoFields.Status), Intents },
        { new RequestChannelInfo(1), Intents },
        { new RequestGuildMembers { GuildId = 1 }, GatewayIntents.GuildMembers },
        { new RequestGuildMembers { GuildId = 1, Query = "" }, GatewayIntents.GuildMembers },
        { new RequestGuildMembers { GuildId = 1, Limit = 1 }, Intents },
        { new RequestGuildMembers { GuildId = 1, Limit = 101 }, Intents },
        { new RequestGuildMembers { GuildId = 1, Query = "a", Limit = 1 }, Intents },
        { new RequestGuildMembers { GuildId = 1, Query = "a", Limit = 100 }, Intents },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1] }, Intents },
        { new RequestGuildMembers { GuildId = 1, UserIds = MakeIds(100) }, Intents },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Nonce = new string('n', 32) }, Intents },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Presences = true }, GatewayIntents.GuildPresences },
    };

    public static TheoryData<GatewayCommand, string> Invalid => new()
    {
        { new UpdateVoiceState(0, 1), "GuildId" },
        { new RequestSoundboardSounds([]), "GuildIds must have at least one guild. (Parameter 'GuildIds')" },
        { new RequestSoundboardSounds(null!), "GuildIds must have at least one guild. (Parameter 'GuildIds')" },
        { new RequestSoundboardSounds([1]) { GuildIds = null! }, "GuildIds must have at least one guild. (Parameter 'GuildIds')" },
        { new RequestSoundboardSounds([1, 0]), "GuildIds" },
        { new RequestChannelInfo(0), "GuildId" },
        { new RequestChannelInfo(1, ChannelInfoFields.None), "Fields must contain at least one field, and only members of ChannelInfoFields. (Parameter 'Fields')" },
        { new RequestChannelInfo(1, (ChannelInfoFields)4), "Fields must contain at least one field, and only members of ChannelInfoFields. (Parameter 'Fields')" },
        { new RequestChannelInfo(1, ChannelInfoFields.All | (ChannelInfoFields)4), "Fields must contain at least one field, and only members of ChannelInfoFields. (Parameter 'Fields')" },
        { new RequestGuildMembers { GuildId = 0, UserIds = [1] }, "GuildId" },
        { new RequestGuildMembers { GuildId = 1, Query = "", UserIds = [1] }, "Query and UserIds cannot be combined: set one of them. (Parameter 'UserIds')" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [] }, "UserIds must have 1 to 100 ids, not 0. (Parameter 'UserIds')" },
        { new RequestGuildMembers { GuildId = 1, UserIds = MakeIds(101) }, "UserIds must have 1 to 100 ids, not 101. (Parameter 'UserIds')" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Limit = -1 }, "Limit" },
        { new RequestGuildMembers { GuildId = 1, Query = "a" }, "With a Query, Limit must be 1 to 100. (Parameter 'Limit')" },
        { new RequestGuildMembers { GuildId = 1, Query = "a", Limit = 101 }, "With a Query, Limit must be 1 to 100. (Parameter 'Limit')" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Nonce = new string('n', 33) }, "Nonce has more than 32 bytes, and Discord would ignore it: use a shorter one. (Parameter 'Nonce')" },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Nonce = new string('ä', 17) }, "Nonce has more than 32 bytes, and Discord would ignore it: use a shorter one. (Parameter 'Nonce')" },
        { new RequestGuildMembers { GuildId = 1 }, "Requesting all members of guild 1 needs GatewayIntents.GuildMembers: add it to ShardOptions.Intents." },
        { new RequestGuildMembers { GuildId = 1, Query = "" }, "Requesting all members of guild 1 needs GatewayIntents.GuildMembers: add it to ShardOptions.Intents." },
        { new RequestGuildMembers { GuildId = 1, UserIds = [1], Presences = true }, "Requesting presences of guild 1 needs GatewayIntents.GuildPresences: add it to ShardOptions.Intents." },
    };

    [Theory]
    [MemberData(nameof(Encoded), DisableDiscoveryEnumeration = true)]
    public void A_command_has_the_documented_form(GatewayCommand command, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(GatewayPayload.Encode(command, ShardId.Single)));

    [Theory]
    [MemberData(nameof(Valid), DisableDiscoveryEnumeration = true)]
    public void What_discord_allows_is_allowed(GatewayCommand command, GatewayIntents intents) => command.Validate(intents);

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void What_discord_would_refuse_is_refused_with_the_reason(GatewayCommand command, string reason)
    {
        Exception? error = Record.Exception(() => command.Validate(Intents));

        Assert.True(error is ArgumentException or InvalidOperationException, $"{error}");
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_copied_so_that_later_changes_have_no_effect()
    {
        List<Id<User>> users = [1];
        List<Id<Guild>> guilds = [1];
        var members = new RequestGuildMembers { GuildId = 1, UserIds = users };
        var sounds = new RequestSoundboardSounds(guilds);
        RequestSoundboardSounds copy = sounds with { GuildIds = guilds };

        users.Add(2);
        guilds.Add(2);

        Assert.Equal([1], members.UserIds);
        Assert.Equal([1], sounds.GuildIds);
        Assert.Equal([1], copy.GuildIds);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void A_payload_may_have_4096_bytes(int size, bool fits)
    {
        var payload = new byte[size];

        if (fits)
        {
            Assert.Same(payload, GatewayPayload.CheckSize(payload, ShardId.Single));
        }
        else
        {
            Assert.Throws<PayloadTooLargeException>(() => GatewayPayload.CheckSize(payload, ShardId.Single));
        }
    }

    [Theory]
    [InlineData("""{"op":4}""", 4)]
    [InlineData("""{"d":{"op":1,"list":[{"op":2}]},"op":43,"more":[1]}""", 43)]
    [InlineData("""{"op":8,"op":null}""", 8)]
    [InlineData(""" { "op" : 99 } """, 99)]
    public void The_opcode_of_a_payload_of_the_callers_is_read_wherever_it_stands(string payload, int opcode) =>
        Assert.Equal(opcode, (int)GatewayPayload.ReadOpcode(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("""{"d":{"op":4}}""", "The payload must be a JSON object with an integer \"op\". (Parameter 'payload')")]
    [InlineData("""{"op":"4"}""", "The payload must be a JSON object with an integer \"op\". (Parameter 'payload')")]
    [InlineData("""{"op":4.5}""", "The payload must be a JSON object with an integer \"op\". (Parameter 'payload')")]
    [InlineData("""["op",4]""", "The payload must be a JSON object with an integer \"op\". (Parameter 'payload')")]
    [InlineData("4", "The payload must be a JSON object with an integer \"op\". (Parameter 'payload')")]
    [InlineData("", "The payload is not valid JSON at byte 0 of line 0. (Parameter 'payload')")]
    [InlineData("{\"op\":4", "The payload is not valid JSON at byte 7 of line 0. (Parameter 'payload')")]
    [InlineData("{\"op\":4}}", "The payload is not valid JSON at byte 8 of line 0. (Parameter 'payload')")]
    [InlineData("""{"op":1}""", "The payload has the opcode Heartbeat, which only the shard itself sends: a second one would break the connection. (Parameter 'payload')")]
    [InlineData("""{"op":2}""", "The payload has the opcode Identify, which only the shard itself sends: a second one would break the connection. (Parameter 'payload')")]
    [InlineData("""{"op":6}""", "The payload has the opcode Resume, which only the shard itself sends: a second one would break the connection. (Parameter 'payload')")]
    public void A_payload_of_the_callers_that_cannot_be_sent_is_refused_with_the_reason(string payload, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => GatewayPayload.ReadOpcode(Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(reason, error.Message);
    }

    private static Id<User>[] MakeIds(int count) => [.. Enumerable.Range(1, count).Select(id => (Id<User>)(ulong)id)];
}
