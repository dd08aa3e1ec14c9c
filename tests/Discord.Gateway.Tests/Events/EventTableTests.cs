using System.Text;
using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

public sealed class EventTableTests
{
    [Fact]
    public void Every_documented_event_has_one_row_and_is_found_by_name_and_type()
    {
        Assert.Equal(79, EventTable.Rows.Length);
        Assert.Equal(Enum.GetValues<GatewayEventType>().Length - 1, EventTable.Rows.Select(row => row.Type).Distinct().Count());
        foreach (EventRow row in EventTable.Rows)
        {
            Assert.Same(row, EventTable.Find(Encoding.UTF8.GetBytes(row.Name)));
            Assert.Same(row, EventTable.Find(row.Type));
            Assert.Equal(row.Name.Replace("_", "", StringComparison.Ordinal), row.Type.ToString(), ignoreCase: true);
            Assert.Equal(0, (int)(row.Intents & ~GatewayIntents.All));
        }

        Assert.Null(EventTable.Find("SOMETHING_NEW"u8));
        Assert.Null(EventTable.Find(""u8));
        Assert.Null(EventTable.Find([0xFF, 0xC3]));
        Assert.Null(EventTable.Find(GatewayEventType.Unknown));
    }

    [Fact]
    public void Names_types_and_intents_are_public()
    {
        Assert.Equal("GUILD_CREATE", GatewayEventType.GuildCreate.GetName());
        Assert.Equal(GatewayIntents.GuildMessages | GatewayIntents.DirectMessages, GatewayEventType.MessageCreate.GetIntents());
        Assert.Equal(GatewayIntents.None, GatewayEventType.InteractionCreate.GetIntents());
        Assert.Equal(GatewayEventType.TypingStart, GatewayEventTypeExtensions.ParseEventName("TYPING_START"));
        Assert.Equal(GatewayEventType.Unknown, GatewayEventTypeExtensions.ParseEventName("?"));
    }

    [Fact]
    public void A_filter_includes_what_it_names()
    {
        EventFilter only = EventFilter.Only(GatewayEventType.Ready, GatewayEventType.WebhooksUpdate);
        EventFilter except = EventFilter.AllExcept(GatewayEventType.Ready, GatewayEventType.Unknown);
        foreach (GatewayEventType type in Enum.GetValues<GatewayEventType>())
        {
            Assert.True(EventFilter.All.Includes(type));
            Assert.Equal(type is GatewayEventType.Ready or GatewayEventType.WebhooksUpdate, only.Includes(type));
            Assert.Equal(type is not (GatewayEventType.Ready or GatewayEventType.Unknown), except.Includes(type));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => EventFilter.Only((GatewayEventType)500));
    }

    [Theory]
    [InlineData("READY", """{"v":10,"user":{"id":"1","username":"bot","bot":true},"guilds":[{"id":"10","unavailable":true}],"session_id":"secret","application":{"id":"1","flags":0}}""")]
    [InlineData("RESUMED", "null")]
    [InlineData("RATE_LIMITED", """{"opcode":8,"retry_after":29.4,"meta":{"guild_id":"10","nonce":"n1"}}""")]
    [InlineData("GUILD_MEMBERS_CHUNK", """{"guild_id":"10","members":[],"chunk_index":0,"chunk_count":1,"not_found":[123123],"nonce":"n1"}""")]
    [InlineData("GUILD_CREATE", """{"id":"10","unavailable":true}""")]
    [InlineData("GUILD_CREATE", """{"id":"10","name":"g","member_count":3,"members":null,"channels":[{"id":"1","type":0}],"joined_at":"2026-08-01T12:34:56.789000+00:00"}""")]
    [InlineData("GUILD_DELETE", """{"id":"10"}""")]
    [InlineData("MESSAGE_CREATE", """{"id":1,"channel_id":"2","author":{"id":"3"},"content":"c","mentions":null,"timestamp":"2026-08-01T12:34:56.789000+00:00","edited_timestamp":null}""")]
    [InlineData("MESSAGE_UPDATE", """{"id":"1"}""")]
    [InlineData("MESSAGE_DELETE", """{"id":"1","channel_id":"2"}""")]
    [InlineData("VOICE_STATE_UPDATE", """{"channel_id":null,"user_id":"1","session_id":"s"}""")]
    [InlineData("VOICE_SERVER_UPDATE", """{"token":"secret","guild_id":"1","endpoint":null}""")]
    public void Events_decode_in_full_and_minimal_form_and_print_no_secret(string name, string data)
    {
        EventRow row = EventTable.Rows.Single(row => row.Name == name);

        GatewayEvent decoded = row.Decode(Encoding.UTF8.GetBytes(data));

        Assert.Equal(row.Type, decoded.Type);
        Assert.Equal(name, decoded.Name);
        Assert.DoesNotContain("secret", decoded.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guild_that_left_is_told_from_an_outage()
    {
        var left = (GuildDeleteEvent)GuildDeleteEvent.Decode("""{"id":"10"}"""u8);
        var outage = (GuildDeleteEvent)GuildDeleteEvent.Decode("""{"id":"10","unavailable":true}"""u8);

        Assert.Null(left.Guild.Unavailable);
        Assert.True(outage.Guild.Unavailable);
    }

    [Fact]
    public void Ids_tell_when_they_were_made_and_parse()
    {
        Id<User> id = 175928847299117063;

        Assert.Equal(new DateTimeOffset(2016, 4, 30, 11, 18, 25, 796, TimeSpan.Zero), id.CreatedAt);
        Assert.Equal(id, Id<User>.Parse("175928847299117063"));
        Assert.False(Id<User>.TryParse("-1", null, out _));
        Assert.True(id > new Id<User>(5));
    }
}
