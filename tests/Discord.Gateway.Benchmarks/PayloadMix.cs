using System.Globalization;
using System.Text;

namespace Discord.Gateway.Benchmarks;

/// <summary>Data of events as a busy bot gets them, made up from a fixed seed: 60 % presences, 15 % typing, 25 % messages, a fifth of those with an embed.</summary>
internal sealed class PayloadMix(int seed)
{
    private static readonly string[] Words =
        "a gateway carries every word that people say to each other while bots listen and answer in kind as fast as they can".Split(' ');

    private readonly Random _random = new(seed);

    /// <summary>Name and data of each event.</summary>
    internal (string Name, byte[] Data)[] Make(int count) => [.. Enumerable.Range(0, count).Select(_ => MakeOne())];

    /// <summary>A GUILD_CREATE of so many members, with channels, roles and presences to match.</summary>
    internal byte[] MakeGuildCreate(int members)
    {
        string[] ids = [.. Enumerable.Range(0, members).Select(_ => Id())];
        string roles = Join(40, i => $$"""
            {"version":17,"unicode_emoji":null,"tags":{},"position":{{i}},"permissions":"2248473465835073","name":"{{Text(2)}}","mentionable":false,"managed":false,"id":"{{Id()}}","icon":null,"hoist":false,"flags":0,"colors":{"tertiary_color":null,"secondary_color":null,"primary_color":0},"color":0}
            """);
        string channels = Join(100, i => $$"""
            {"version":17,"type":0,"topic":"{{Text(6)}}","rate_limit_per_user":0,"position":{{i}},"permission_overwrites":[{"type":0,"id":"{{Id()}}","deny":"1024","allow":"0"}],"parent_id":"{{Id()}}","name":"{{Words[i % Words.Length]}}-{{i}}","last_message_id":"{{Id()}}","id":"{{Id()}}","flags":0}
            """);
        string people = Join(members, i => $$"""{"user":{{User(ids[i])}},{{Member()}}}""");
        string presences = Join(members / 4, i => $$"""
            {"user":{"id":"{{ids[i]}}"},"status":"idle","client_status":{"desktop":"idle"},"activities":[]}
            """);
        string emojis = Join(50, _ => $$"""
            {"version":0,"roles":[],"require_colons":true,"name":"{{Words[_random.Next(Words.Length)]}}","managed":false,"id":"{{Id()}}","available":true,"animated":false}
            """);
        return Utf8($$"""
            {"voice_states":[],"verification_level":1,"vanity_url_code":null,"threads":[],"system_channel_id":null,"system_channel_flags":0,"stickers":[],"stage_instances":[],"splash":null,"soundboard_sounds":[],"safety_alerts_channel_id":null,"rules_channel_id":null,"roles":[{{roles}}],"region":"deprecated","public_updates_channel_id":null,"presences":[{{presences}}],"premium_tier":0,"premium_subscription_count":0,"premium_progress_bar_enabled":false,"preferred_locale":"en-US","owner_id":"{{ids[0]}}","nsfw_level":0,"nsfw":false,"name":"{{Text(3)}}","mfa_level":0,"members":[{{people}}],"member_count":{{members}},"max_video_channel_users":25,"max_members":500000,"large":false,"joined_at":"{{Time()}}","incidents_data":null,"id":"{{Id()}}","icon":"{{Hash()}}","guild_scheduled_events":[],"features":["COMMUNITY","NEWS","SOUNDBOARD"],"explicit_content_filter":0,"emojis":[{{emojis}}],"discovery_splash":null,"description":null,"default_message_notifications":0,"channels":[{{channels}}],"banner":null,"application_id":null,"afk_timeout":300,"afk_channel_id":null}
            """);
    }

    private (string Name, byte[] Data) MakeOne() => _random.NextDouble() switch
    {
        < 0.60 => ("PRESENCE_UPDATE", Utf8($$"""
            {"user":{"id":"{{Id()}}"},"status":"online","processed_at_timestamp":1790000000000,"guild_id":"{{Id()}}","client_status":{"desktop":"online"},"broadcast":null,"activities":[{"type":0,"timestamps":{"start":1790000000000},"name":"{{Text(2)}}","id":"{{Hash()}}","created_at":1790000000123,"application_id":"{{Id()}}"}]}
            """)),
        < 0.75 => ("TYPING_START", Utf8($$"""
            {"user_id":"{{Id()}}","timestamp":1790000000,"member":{"user":{{User(Id())}},{{Member()}}},"channel_id":"{{Id()}}","guild_id":"{{Id()}}"}
            """)),
        _ => ("MESSAGE_CREATE", Utf8($$"""
            {"type":0,"tts":false,"timestamp":"{{Time()}}","pinned":false,"nonce":"{{Id()}}","mentions":[],"mention_roles":[],"mention_everyone":false,"member":{{{Member()}}},"id":"{{Id()}}","flags":0,"embeds":[{{Embed()}}],"edited_timestamp":null,"content":"{{Text(_random.Next(3, 25))}}","components":[],"channel_type":0,"channel_id":"{{Id()}}","author":{{User(Id())}},"attachments":[],"guild_id":"{{Id()}}"}
            """)),
    };

    private string User(string id) => $$"""
        {"username":"user{{_random.Next(100_000)}}","public_flags":0,"primary_guild":null,"id":"{{id}}","global_name":"{{Text(2)}}","display_name_styles":null,"discriminator":"0","collectibles":null,"clan":null,"avatar_decoration_data":null,"avatar":"{{Hash()}}"}
        """;

    private string Member() => $$"""
        "roles":["{{Id()}}","{{Id()}}","{{Id()}}"],"premium_since":null,"pending":false,"nick":null,"mute":false,"joined_at":"{{Time()}}","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null
        """;

    private string Embed() => _random.Next(5) != 0 ? "" : $$"""
        {"type":"rich","title":"{{Text(5)}}","description":"{{Text(20)}}","color":1234567,"fields":[{"name":"a","value":"{{Text(6)}}","inline":true}]}
        """;

    private string Id() => _random.NextInt64(100_000_000_000_000_000, 1_400_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);

    private string Hash() => Convert.ToHexStringLower(BitConverter.GetBytes(_random.NextInt64())) + Convert.ToHexStringLower(BitConverter.GetBytes(_random.NextInt64()));

    private string Time() => DateTimeOffset.FromUnixTimeSeconds(_random.Next(1_500_000_000, 1_790_000_000)).AddMicroseconds(_random.Next(1000) * 1000)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));

    private static string Join(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(i => item(i).Trim()));

    // Discord sends no space between tokens; the line breaks of the literals above are not sent either.
    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json.ReplaceLineEndings(""));
}
