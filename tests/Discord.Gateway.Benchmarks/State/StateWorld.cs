using System.Globalization;
using System.Text;
using Discord.Gateway.Events;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>
/// Guilds as Discord sends them, made up from a fixed seed: 20 channels with up to 3 overwrites, 11 roles, 5 emojis. 30 % of the members are users who are in several guilds;
/// 60 % have an avatar, 70 % a global name, 25 % a nickname, and each has 1 to 6 roles. 1 % are in a voice channel, one at least.
/// </summary>
internal sealed class StateWorld
{
    internal const int Channels = 20;
    internal const int Roles = 11;
    internal const int Emojis = 5;
    private const int VoiceChannel = 17;

    private readonly WorldText _text;

    /// <summary>For presences alone, so that the rest of the world is the same without them.</summary>
    private readonly WorldText _presenceText = new(seed: 13);

    private readonly (ulong Id, string Json)[] _popular;
    private readonly WorldPresences _presences;

    /// <param name="guilds">The number of guilds.</param>
    /// <param name="members">The members of each.</param>
    /// <param name="presences">What a fifth of the members say of themselves; the others are offline.</param>
    internal StateWorld(int guilds, int members, WorldPresences presences)
    {
        Guilds = guilds;
        Members = members;
        _presences = presences;
        _text = new WorldText(seed: 11);
        _popular = [.. Enumerable.Range(0, Math.Max(100, guilds * members / 20)).Select(_ => NewUser())];
    }

    internal int Guilds { get; }

    internal int Members { get; }

    /// <summary>Presences in the guilds made so far.</summary>
    internal int PresenceCount { get; private set; }

    /// <summary>The guilds one after the other; none is kept.</summary>
    internal IEnumerable<WorldGuild> MakeGuilds() => Enumerable.Range(0, Guilds).Select(_ => MakeGuild());

    /// <summary>The presence of a user, as in a GUILD_CREATE.</summary>
    internal string MakePresence(ulong userId, bool hasActivities)
    {
        string status = _presenceText.OneOf("online", "idle", "dnd");
        string custom = hasActivities && _presenceText.Chance(0.4) ? $$"""{"type":4,"state":"{{_presenceText.Sentence(5, 40)}}","name":"Custom Status","id":"custom","created_at":1790000000123}""" : "";
        string game = hasActivities && _presenceText.Chance(0.3) ? $$"""
            {"type":0,"timestamps":{"start":1790000000000},"name":"{{_presenceText.Title(5, 18)}}","id":"{{_presenceText.Hex()}}","details":"{{_presenceText.Sentence(8, 30)}}","created_at":1790000000123,"assets":{"large_text":"{{_presenceText.Sentence(5, 20)}}","large_image":"{{_presenceText.Id()}}"},"application_id":"{{_presenceText.Id()}}"}
            """ : "";
        return $$"""
            {"user":{"id":"{{userId}}"},"status":"{{status}}","client_status":{"{{(_presenceText.Chance(0.6) ? "desktop" : "mobile")}}":"{{status}}"},"activities":[{{string.Join(',', new[] { custom, game }.Where(activity => activity.Length > 0))}}]}
            """;
    }

    /// <summary>An event as a shard decodes it by default: without the fields that there are no properties for, which some of what Discord sends has.</summary>
    internal static GatewayEvent Decode(string name, byte[] data) =>
        GatewayEvent.Decode(EventTable.Rows.Single(row => row.Name == name), name, data, keepsUnknown: false);

    internal bool Chance(double probability) => _text.Chance(probability);

    internal string MakeSentence(int min, int max) => _text.Sentence(min, max);

    private WorldGuild MakeGuild()
    {
        ulong id = _text.Id();
        ulong[] roles = [id, .. Enumerable.Range(1, Roles - 1).Select(_ => _text.Id())];
        ulong[] channels = [.. Enumerable.Range(0, Channels).Select(_ => _text.Id())];
        WorldMember[] members = MakeMembers(roles);
        string[] presences = _presences == WorldPresences.None
            ? []
            : [.. members.Where(_ => _presenceText.Chance(0.2)).Select(member => MakePresence(member.UserId, _presences == WorldPresences.WithActivities))];
        PresenceCount += presences.Length;
        string[] channelJson = [.. channels.Select((_, place) => MakeChannel(channels, place, roles))];
        string[] roleJson = [.. roles.Select(MakeRole)];
        string json = $$"""
            {"voice_states":[{{Join(members.Take(Math.Max(1, Members / 100)), member => MakeVoiceState(member.UserId, channels[VoiceChannel]))}}],"verification_level":1,"vanity_url_code":null,"unavailable":false,"threads":[],"system_channel_id":"{{channels[2]}}","system_channel_flags":0,"stickers":[],"stage_instances":[],"splash":null,"soundboard_sounds":[],"safety_alerts_channel_id":null,"rules_channel_id":{{(_text.Chance(0.4) ? $"\"{channels[3]}\"" : "null")}},"roles":[{{string.Join(',', roleJson)}}],"region":"us-east","public_updates_channel_id":null,"presences":[{{string.Join(',', presences)}}],"premium_tier":{{_text.Below(3)}},"premium_subscription_count":{{_text.Below(20)}},"premium_progress_bar_enabled":false,"preferred_locale":"en-US","owner_id":"{{members[0].UserId}}","nsfw_level":0,"nsfw":false,"name":"{{_text.Title(6, 24)}}","mfa_level":0,"members":[{{Join(members, member => member.ToJson())}}],"member_count":{{Members}},"max_video_channel_users":25,"max_stage_video_channel_users":50,"max_members":25000000,"lazy":true,"large":{{(Members > 50 ? "true" : "false")}},"joined_at":"{{_text.Time()}}","incidents_data":null,"id":"{{id}}","icon":{{_text.HashOr(0.8)}},"guild_scheduled_events":[],"features":[{{(_text.Chance(0.4) ? "\"COMMUNITY\",\"NEWS\",\"SOUNDBOARD\",\"ANIMATED_ICON\",\"INVITE_SPLASH\"" : "\"SOUNDBOARD\"")}}],"explicit_content_filter":2,"emojis":[{{Join(Enumerable.Range(0, Emojis), _ => MakeEmoji())}}],"discovery_splash":null,"description":{{_text.SentenceOr(0.2, 20, 100)}},"default_message_notifications":1,"channels":[{{string.Join(',', channelJson)}}],"banner":null,"application_id":null,"afk_timeout":300,"afk_channel_id":null}
            """;
        return new WorldGuild(id, members, channels, channelJson, roles, roleJson, Encoding.UTF8.GetBytes(json));
    }

    private WorldMember[] MakeMembers(ulong[] roles)
    {
        var seen = new HashSet<ulong>();
        var members = new WorldMember[Members];
        for (int i = 0; i < members.Length; i++)
        {
            (ulong Id, string Json) user = _text.Chance(0.3) ? _popular[_text.Below(_popular.Length)] : NewUser();
            while (!seen.Add(user.Id))
            {
                user = NewUser();
            }

            members[i] = MakeMember(roles[0], roles, user);
        }

        return members;
    }

    private (ulong Id, string Json) NewUser()
    {
        ulong id = _text.Id();
        string tag = _text.Chance(0.1) ? $$"""{"tag":"{{_text.Name(3, 4)}}","identity_guild_id":"{{_text.Id()}}","identity_enabled":true,"badge":"{{_text.Hex()}}"}""" : "null";
        string decoration = _text.Chance(0.06) ? $$"""{"sku_id":"{{_text.Id()}}","expires_at":null,"asset":"a_{{_text.Hex()}}"}""" : "null";
        return (id, $$"""
            {"username":"{{_text.Name(5, 14)}}","public_flags":{{(_text.Chance(0.2) ? 64 << _text.Below(3) : 0)}},"primary_guild":{{tag}},"id":"{{id}}","global_name":{{_text.TitleOr(0.7, 4, 16)}},"display_name_styles":null,"discriminator":"0","collectibles":null,"bot":false,"avatar_decoration_data":{{decoration}},"avatar":{{_text.HashOr(0.6)}}}
            """);
    }

    private WorldMember MakeMember(ulong guildId, ulong[] roles, (ulong Id, string Json) user)
    {
        // Most members have the same few roles: those of levels, colours and access.
        var own = new SortedSet<ulong>();
        int count = 1 + _text.Below(6);
        while (own.Count < count)
        {
            own.Add(roles[1 + _text.BelowOftenSmall(roles.Length - 1)]);
        }

        string rest = $$"""
            "roles":[{{Join(own, role => $"\"{role}\"")}}],"premium_since":{{(_text.Chance(0.04) ? $"\"{_text.Time()}\"" : "null")}},"pending":{{(_text.Chance(0.05) ? "true" : "false")}},"mute":false,"joined_at":"{{_text.Time()}}","flags":{{(_text.Chance(0.3) ? 2 : 0)}},"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":{{_text.HashOr(0.03)}}
            """;
        return new WorldMember(guildId, user.Id, user.Json, _text.TitleOr(0.25, 4, 18), rest);
    }

    private string MakeChannel(ulong[] channels, int place, ulong[] roles)
    {
        bool isCategory = place % 6 == 0;
        bool isVoice = !isCategory && place > 15;
        string overwrites = Join(Enumerable.Range(0, _text.Below(4)), i =>
            $$"""{"type":0,"id":"{{roles[i * 3]}}","deny":"{{(i == 0 ? 1024 : 2048)}}","allow":"{{(i == 0 ? 0 : 1024)}}"}""");
        string own = isCategory ? ""
            : isVoice ? ""","user_limit":0,"rtc_region":null,"rate_limit_per_user":0,"nsfw":false,"last_message_id":null,"bitrate":64000"""
            : $$"""
            ,"topic":{{_text.SentenceOr(0.3, 15, 90)}},"theme_color":null,"rate_limit_per_user":0,"nsfw":false,"last_pin_timestamp":{{(_text.Chance(0.3) ? $"\"{_text.Time()}\"" : "null")}},"last_message_id":"{{_text.Id()}}","icon_emoji":{"name":"💬","id":null}
            """;
        return $$"""
            {"type":{{(isCategory ? 4 : isVoice ? 2 : 0)}},"position":{{place}},"permission_overwrites":[{{overwrites}}],"parent_id":{{(isCategory ? "null" : $"\"{channels[place / 6 * 6]}\"")}},"name":"{{_text.Name(4, 16)}}","id":"{{channels[place]}}","flags":0{{own}}}
            """;
    }

    private string MakeRole(ulong id, int place)
    {
        int color = place % 2 == 0 ? 0 : _text.Below(0xFFFFFF);
        long permissions = place == 0 ? 1_071_698_660_929 : _text.Bits(42) & ~8L;
        string tags = place == Roles - 2 ? $$""","tags":{"bot_id":"{{_text.Id()}}"}""" : "";
        return $$"""
            {"unicode_emoji":null,"position":{{place}},"permissions":"{{permissions}}","name":"{{(place == 0 ? "@everyone" : _text.Title(3, 16))}}","mentionable":false,"managed":{{(tags.Length > 0 ? "true" : "false")}},"id":"{{id}}","icon":null,"hoist":{{(place % 3 == 1 ? "true" : "false")}},"flags":0,"colors":{"tertiary_color":null,"secondary_color":null,"primary_color":{{color}}},"color":{{color}}{{tags}}}
            """;
    }

    private string MakeEmoji() => $$"""
        {"version":0,"roles":[],"require_colons":true,"name":"{{_text.Name(3, 12)}}","managed":false,"id":"{{_text.Id()}}","available":true,"animated":{{(_text.Chance(0.2) ? "true" : "false")}}}
        """;

    private string MakeVoiceState(ulong userId, ulong channelId) => $$"""
        {"user_id":"{{userId}}","suppress":false,"session_id":"{{_text.Hex()}}","self_video":false,"self_mute":true,"self_deaf":false,"request_to_speak_timestamp":null,"mute":false,"deaf":false,"channel_id":"{{channelId}}"}
        """;

    private static string Join<T>(IEnumerable<T> items, Func<T, string> toJson) => string.Join(',', items.Select(toJson));
}

/// <summary>What a world says of who is online.</summary>
internal enum WorldPresences
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A fifth of the members are.</summary>
    WithoutActivities,

    /// <summary>A fifth of the members are; 40 % of those have a custom status, 30 % play a game.</summary>
    WithActivities,
}

/// <summary>A guild, with the JSON of its parts.</summary>
internal sealed record WorldGuild(ulong Id, WorldMember[] Members, ulong[] Channels, string[] ChannelJson, ulong[] Roles, string[] RoleJson, byte[] Json);

/// <summary>A member.</summary>
/// <param name="GuildId">The guild.</param>
/// <param name="UserId">The user.</param>
/// <param name="UserJson">The user, as JSON.</param>
/// <param name="Nick">The nickname, as JSON.</param>
/// <param name="Rest">All other properties, as JSON.</param>
internal sealed record WorldMember(ulong GuildId, ulong UserId, string UserJson, string Nick, string Rest)
{
    internal string ToJson() => $$"""{"user":{{UserJson}},"nick":{{Nick}},{{Rest}}}""";

    /// <summary>As in a message, which has the user beside it.</summary>
    internal string ToJsonWithoutUser() => $$"""{"nick":{{Nick}},{{Rest}}}""";

    /// <summary>The data of a GUILD_MEMBER_UPDATE.</summary>
    internal byte[] ToUpdate() => Encoding.UTF8.GetBytes($$"""{"user":{{UserJson}},"nick":{{Nick}},{{Rest}},"guild_id":"{{GuildId.ToString(CultureInfo.InvariantCulture)}}"}""");
}
