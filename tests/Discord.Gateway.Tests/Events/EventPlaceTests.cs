using System.Text;
using System.Text.Json;
using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

/// <summary>Every event says which guild, channel and user it belongs to.</summary>
public sealed class EventPlaceTests
{
    /// <summary>Guild, channel and user, by the names of what the data calls them; a dash for none.</summary>
    private const string Places = """
        APPLICATION_COMMAND_PERMISSIONS_UPDATE   guild_id - -
        AUTO_MODERATION_ACTION_EXECUTION         guild_id channel_id user_id
        AUTO_MODERATION_RULE_CREATE              guild_id - -
        AUTO_MODERATION_RULE_DELETE              guild_id - -
        AUTO_MODERATION_RULE_UPDATE              guild_id - -
        CHANNEL_CREATE                           guild_id id -
        CHANNEL_DELETE                           guild_id id -
        CHANNEL_INFO                             guild_id - -
        CHANNEL_PINS_UPDATE                      guild_id channel_id -
        CHANNEL_UPDATE                           guild_id id -
        ENTITLEMENT_CREATE                       guild_id - user_id
        ENTITLEMENT_DELETE                       guild_id - user_id
        ENTITLEMENT_UPDATE                       guild_id - user_id
        GUILD_AUDIT_LOG_ENTRY_CREATE             guild_id - user_id
        GUILD_BAN_ADD                            guild_id - user.id
        GUILD_BAN_REMOVE                         guild_id - user.id
        GUILD_CREATE                             id - -
        GUILD_DELETE                             id - -
        GUILD_EMOJIS_UPDATE                      guild_id - -
        GUILD_INTEGRATIONS_UPDATE                guild_id - -
        GUILD_JOIN_REQUEST_CREATE                guild_id - request.user_id
        GUILD_JOIN_REQUEST_DELETE                guild_id - user_id
        GUILD_JOIN_REQUEST_UPDATE                guild_id - request.user_id
        GUILD_MEMBERS_CHUNK                      guild_id - -
        GUILD_MEMBER_ADD                         guild_id - user.id
        GUILD_MEMBER_REMOVE                      guild_id - user.id
        GUILD_MEMBER_UPDATE                      guild_id - user.id
        GUILD_ROLE_CREATE                        guild_id - -
        GUILD_ROLE_DELETE                        guild_id - -
        GUILD_ROLE_UPDATE                        guild_id - -
        GUILD_SCHEDULED_EVENT_CREATE             guild_id channel_id -
        GUILD_SCHEDULED_EVENT_DELETE             guild_id channel_id -
        GUILD_SCHEDULED_EVENT_UPDATE             guild_id channel_id -
        GUILD_SCHEDULED_EVENT_USER_ADD           guild_id - user_id
        GUILD_SCHEDULED_EVENT_USER_REMOVE        guild_id - user_id
        GUILD_SOUNDBOARD_SOUNDS_UPDATE           guild_id - -
        GUILD_SOUNDBOARD_SOUND_CREATE            guild_id - user_id
        GUILD_SOUNDBOARD_SOUND_DELETE            guild_id - -
        GUILD_SOUNDBOARD_SOUND_UPDATE            guild_id - user.id
        GUILD_STICKERS_UPDATE                    guild_id - -
        GUILD_UPDATE                             id - -
        INTEGRATION_CREATE                       guild_id - user.id
        INTEGRATION_DELETE                       guild_id - -
        INTEGRATION_UPDATE                       guild_id - user.id
        INTERACTION_CREATE                       guild_id channel_id member.user.id
        INVITE_CREATE                            guild_id channel_id inviter.id
        INVITE_DELETE                            guild_id channel_id -
        MESSAGE_CREATE                           guild_id channel_id author.id
        MESSAGE_DELETE                           guild_id channel_id -
        MESSAGE_DELETE_BULK                      guild_id channel_id -
        MESSAGE_POLL_VOTE_ADD                    guild_id channel_id user_id
        MESSAGE_POLL_VOTE_REMOVE                 guild_id channel_id user_id
        MESSAGE_REACTION_ADD                     guild_id channel_id user_id
        MESSAGE_REACTION_REMOVE                  guild_id channel_id user_id
        MESSAGE_REACTION_REMOVE_ALL              guild_id channel_id -
        MESSAGE_REACTION_REMOVE_EMOJI            guild_id channel_id -
        MESSAGE_UPDATE                           guild_id channel_id author.id
        PRESENCE_UPDATE                          guild_id - user.id
        RATE_LIMITED                             meta.guild_id - -
        READY                                    - - -
        RESUMED                                  - - -
        SOUNDBOARD_SOUNDS                        guild_id - -
        STAGE_INSTANCE_CREATE                    guild_id channel_id -
        STAGE_INSTANCE_DELETE                    guild_id channel_id -
        STAGE_INSTANCE_UPDATE                    guild_id channel_id -
        SUBSCRIPTION_CREATE                      - - user_id
        SUBSCRIPTION_DELETE                      - - user_id
        SUBSCRIPTION_UPDATE                      - - user_id
        THREAD_CREATE                            guild_id id -
        THREAD_DELETE                            guild_id id -
        THREAD_LIST_SYNC                         guild_id - -
        THREAD_MEMBERS_UPDATE                    guild_id id -
        THREAD_MEMBER_UPDATE                     guild_id id user_id
        THREAD_UPDATE                            guild_id id -
        TYPING_START                             guild_id channel_id user_id
        USER_UPDATE                              - - id
        VOICE_CHANNEL_EFFECT_SEND                guild_id channel_id user_id
        VOICE_CHANNEL_START_TIME_UPDATE          guild_id id -
        VOICE_CHANNEL_STATUS_UPDATE              guild_id id -
        VOICE_SERVER_UPDATE                      guild_id - -
        VOICE_STATE_UPDATE                       guild_id channel_id user_id
        WEBHOOKS_UPDATE                          guild_id channel_id -
        """;

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (string line in Places.Split('\n'))
            {
                string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                rows.Add(words[0], words[1], words[2], words[3]);
            }

            return rows;
        }
    }

    [Fact]
    public void Every_event_has_its_place() => Assert.Equal(EventTable.Rows.Select(row => row.Name).Order(StringComparer.Ordinal), Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Guild_channel_and_user_are_those_of_the_data(string name, string guild, string channel, string user)
    {
        JsonElement data = EventCases.Of(name)["full"];

        var decoded = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data.GetRawText()));

        Assert.Equal(
            (At(data, guild), At(data, channel), At(data, user)), (decoded.GuildId?.ToString(), decoded.ChannelId?.ToString(), decoded.UserId?.ToString()));
    }

    [Fact]
    public void An_id_that_Discord_did_not_send_is_none()
    {
        var decoded = GatewayEvent.Decode("MESSAGE_CREATE", """{"id":"1"}"""u8);

        Assert.Equal((null, null, null), (decoded.GuildId, decoded.ChannelId, decoded.UserId));
    }

    [Fact]
    public void The_user_of_an_interaction_in_a_guild_is_its_member()
    {
        var decoded = GatewayEvent.Decode("INTERACTION_CREATE", """{"id":"1","type":1,"member":{"user":{"id":"5"}}}"""u8);

        Assert.Equal("5", decoded.UserId?.ToString());
    }

    private static string? At(JsonElement data, string path)
    {
        foreach (string key in path == "-" ? [] : path.Split('.'))
        {
            data = data.GetProperty(key);
        }

        return path == "-" ? null : data.GetString();
    }
}
