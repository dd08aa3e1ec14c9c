using System.Text;
using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

public sealed class EventTableTests
{
    [Fact]
    public void Every_documented_event_has_one_row_and_is_found_by_name_and_type()
    {
        Assert.Equal(Enum.GetValues<GatewayEventType>().Length - 1, EventTable.Rows.Length);
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

    // The plain list of names that the documentation and its typings have in common.
    [Fact]
    public void The_table_has_every_name_that_is_documented_and_no_other()
    {
        string[] documented = """
            APPLICATION_COMMAND_PERMISSIONS_UPDATE AUTO_MODERATION_ACTION_EXECUTION AUTO_MODERATION_RULE_CREATE AUTO_MODERATION_RULE_DELETE
            AUTO_MODERATION_RULE_UPDATE CHANNEL_CREATE CHANNEL_DELETE CHANNEL_INFO
            CHANNEL_PINS_UPDATE CHANNEL_UPDATE ENTITLEMENT_CREATE ENTITLEMENT_DELETE
            ENTITLEMENT_UPDATE GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_ADD GUILD_BAN_REMOVE
            GUILD_JOIN_REQUEST_CREATE GUILD_JOIN_REQUEST_DELETE GUILD_JOIN_REQUEST_UPDATE
            GUILD_CREATE GUILD_DELETE GUILD_EMOJIS_UPDATE GUILD_INTEGRATIONS_UPDATE
            GUILD_MEMBERS_CHUNK GUILD_MEMBER_ADD GUILD_MEMBER_REMOVE GUILD_MEMBER_UPDATE
            GUILD_ROLE_CREATE GUILD_ROLE_DELETE GUILD_ROLE_UPDATE GUILD_SCHEDULED_EVENT_CREATE
            GUILD_SCHEDULED_EVENT_DELETE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_USER_ADD GUILD_SCHEDULED_EVENT_USER_REMOVE
            GUILD_SOUNDBOARD_SOUNDS_UPDATE GUILD_SOUNDBOARD_SOUND_CREATE GUILD_SOUNDBOARD_SOUND_DELETE GUILD_SOUNDBOARD_SOUND_UPDATE
            GUILD_STICKERS_UPDATE GUILD_UPDATE INTEGRATION_CREATE INTEGRATION_DELETE
            INTEGRATION_UPDATE INTERACTION_CREATE INVITE_CREATE INVITE_DELETE
            MESSAGE_CREATE MESSAGE_DELETE MESSAGE_DELETE_BULK MESSAGE_POLL_VOTE_ADD
            MESSAGE_POLL_VOTE_REMOVE MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
            MESSAGE_REACTION_REMOVE_EMOJI MESSAGE_UPDATE PRESENCE_UPDATE RATE_LIMITED
            READY RESUMED SOUNDBOARD_SOUNDS STAGE_INSTANCE_CREATE
            STAGE_INSTANCE_DELETE STAGE_INSTANCE_UPDATE SUBSCRIPTION_CREATE SUBSCRIPTION_DELETE
            SUBSCRIPTION_UPDATE THREAD_CREATE THREAD_DELETE THREAD_LIST_SYNC
            THREAD_MEMBERS_UPDATE THREAD_MEMBER_UPDATE THREAD_UPDATE TYPING_START
            USER_UPDATE VOICE_CHANNEL_EFFECT_SEND VOICE_CHANNEL_START_TIME_UPDATE VOICE_CHANNEL_STATUS_UPDATE
            VOICE_SERVER_UPDATE VOICE_STATE_UPDATE WEBHOOKS_UPDATE
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(documented.Order(), EventTable.Rows.Select(row => row.Name).Order());
    }

    [Fact]
    public void Every_row_has_a_record_of_its_own_named_after_the_event()
    {
        Assert.Equal(EventTable.Rows.Length, EventTable.Rows.Select(row => row.RecordType).Distinct().Count());
        foreach (EventRow row in EventTable.Rows)
        {
            Assert.Equal($"{row.Type}Event", row.RecordType.Name);
            Assert.Equal(row.RecordType, row.Type.GetRecordType());
            var made = (GatewayEvent)Activator.CreateInstance(row.RecordType)!;
            Assert.Equal((row.Type, row.Name), (made.Type, made.Name));
        }
    }

    [Fact]
    public void Intents_for_events_are_the_least_that_make_discord_send_them()
    {
        Assert.Equal(GatewayIntents.GuildMessages | GatewayIntents.DirectMessages, GatewayIntents.For(GatewayEventType.MessageCreate));
        Assert.Equal(GatewayIntents.Guilds, GatewayIntents.For(GatewayEventType.GuildCreate, GatewayEventType.ChannelUpdate));
        Assert.Equal(GatewayIntents.Guilds, GatewayIntents.For(GatewayEventType.ThreadMembersUpdate));
        Assert.Equal(GatewayIntents.GuildMembers, GatewayIntents.For(GatewayEventType.GuildMemberAdd));
        Assert.Equal(GatewayIntents.None, GatewayIntents.For(GatewayEventType.InteractionCreate, GatewayEventType.Ready));
        Assert.Equal(GatewayIntents.None, GatewayIntents.For());
        Assert.Throws<ArgumentOutOfRangeException>(() => GatewayIntents.For(GatewayEventType.Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => GatewayIntents.For((GatewayEventType)500));
        foreach (EventRow row in EventTable.Rows.Where(row => row.Intents != 0))
        {
            Assert.NotEqual(GatewayIntents.None, GatewayIntents.For(row.Type) & row.Intents);
        }
    }

    [Fact]
    public void A_guild_that_left_is_told_from_an_outage()
    {
        var left = (GuildDeleteEvent)GatewayEvent.Decode("GUILD_DELETE", """{"id":"10"}"""u8);
        var outage = (GuildDeleteEvent)GatewayEvent.Decode("GUILD_DELETE", """{"id":"10","unavailable":true}"""u8);

        Assert.Null(left.Guild.Unavailable);
        Assert.True(outage.Guild.Unavailable);
    }
}
