using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>What models are besides data: ids, colours, hashes, addresses, absent and null, printing.</summary>
public sealed partial class ModelTests
{
    [Fact]
    public void Ids_tell_when_they_were_made_parse_and_turn_into_others()
    {
        Id<User> id = 175928847299117063;

        Assert.Equal(new DateTimeOffset(2016, 4, 30, 11, 18, 25, 796, TimeSpan.Zero), id.CreatedAt);
        Assert.Equal(id, Id<User>.Parse("175928847299117063"));
        Assert.False(Id<User>.TryParse("-1", null, out _));
        Assert.True(id > new Id<User>(5));
        Assert.Equal(id.Value, id.As<Role>().Value);
    }

    [Fact]
    public void Every_kind_of_id_that_a_record_has_can_be_in_a_users_own_json()
    {
        var converters = new IdConverterFactory();

        Type[] ids = [.. typeof(Shard).Assembly.GetTypes().Where(PlainResolver.IsRecord).SelectMany(type => type.GetProperties()).SelectMany(property => IdsIn(property.PropertyType)).Distinct()];

        Assert.InRange(ids.Length, 20, 100);
        Assert.All(ids, id => Assert.True(converters.CanConvert(id), id.ToString()));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("12345678", 12345678)]
    [InlineData("1234567890123456789", 1234567890123456789)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    public void Ids_are_read_from_strings_and_numbers_of_any_length(string digits, ulong expected)
    {
        Assert.Equal(expected, ReadId($"\"{digits}\""));
        Assert.Equal(expected, ReadId(digits));
        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(new Id<User>(expected)));
    }

    [Theory]
    [InlineData("\"18446744073709551616\"")]
    [InlineData("\"123456789012345678901234567890\"")]
    [InlineData("\"\"")]
    [InlineData("\"1234567a\"")]
    [InlineData("\"12345678/0\"")]
    [InlineData("\"-1\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("{}")]
    public void What_is_no_id_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => ReadId(json));
    }

    [Theory]
    [InlineData("2026-08-01T12:34:56.789000+00:00", "2026-08-01T12:34:56.789000+00:00")]
    [InlineData("2026-08-01T12:34:56+00:00", "2026-08-01T12:34:56+00:00")]
    [InlineData("2024-02-29T23:59:59.000001+00:00", "2024-02-29T23:59:59.000001+00:00")]
    [InlineData("2026-08-01T12:34:56.789Z", "2026-08-01T12:34:56.789000+00:00")]
    [InlineData("2026-08-01T12:34:56.1234567+02:00", "2026-08-01T12:34:56.1234567+02:00")]
    [InlineData("2026-08-01", "2026-08-01T00:00:00+00:00")]
    public void Timestamps_are_read_and_written_as_discord_does(string text, string expected)
    {
        var member = JsonSerializer.Deserialize<GuildMember>($$"""{"roles":[],"joined_at":"{{text}}","deaf":false,"mute":false,"flags":0}""")!;

        Assert.Equal(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal), member.JoinedAt);
        Assert.Contains($"\"{expected}\"", JsonSerializer.Serialize(member), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-02-29T12:34:56.789000+00:00")]
    [InlineData("2026-13-01T12:34:56+00:00")]
    [InlineData("2026-08-01T24:34:56+00:00")]
    [InlineData("0000-08-01T12:34:56+00:00")]
    [InlineData("2026-08-01T12:34:56,789000+00:00")]
    [InlineData("soon")]
    public void What_is_no_time_is_left_out(string text)
    {
        var added = Assert.IsType<GuildMemberAddEvent>(
            GatewayEvent.Decode("GUILD_MEMBER_ADD", Encoding.UTF8.GetBytes($$"""{"guild_id":"1","joined_at":"{{text}}"}""")));

        Assert.Equal("joined_at", Assert.Single(added.Problems).Path);
        Assert.Null(added.Member.JoinedAt);
    }

    [Fact]
    public void Permissions_are_strings_of_any_length_and_unknown_bits_are_kept()
    {
        Overwrite overwrite = JsonSerializer.Deserialize<Overwrite>("""{"id":"1","type":0,"allow":"9007199254741056","deny":1024}""")!;

        Assert.Equal(Permissions.AddReactions | (Permissions)(1UL << 53), overwrite.Allow);
        Assert.Equal(Permissions.ViewChannel, overwrite.Deny);
        Assert.Equal("""{"id":"1","type":0,"allow":"9007199254741056","deny":"1024"}""", JsonSerializer.Serialize(overwrite));
        Assert.Equal(Permissions.KickMembers, JsonSerializer.Deserialize<Overwrite>("""{"allow":"36893488147419103234"}""")!.Allow);
    }

    [Fact]
    public void A_nickname_removed_is_not_a_nickname_absent()
    {
        var removed = (GuildMemberUpdateEvent)GatewayEvent.Decode("GUILD_MEMBER_UPDATE", """{"guild_id":"1","user":{"id":"2"},"nick":null}"""u8);
        var absent = (GuildMemberUpdateEvent)GatewayEvent.Decode("GUILD_MEMBER_UPDATE", """{"guild_id":"1","user":{"id":"2"}}"""u8);
        var set = (GuildMemberUpdateEvent)GatewayEvent.Decode("GUILD_MEMBER_UPDATE", """{"guild_id":"1","user":{"id":"2"},"nick":"n"}"""u8);

        Assert.Equal((true, null), (removed.Nick.IsSpecified, removed.Nick.Value));
        Assert.False(absent.Nick.IsSpecified);
        Assert.Equal("n", set.Nick);
        Assert.Equal("""{"guild_id":"1","user":{"id":"2"},"nick":null}""", EventJsonText.Write(removed));
        Assert.Equal("""{"guild_id":"1","user":{"id":"2"}}""", EventJsonText.Write(absent));
        Assert.Equal(("null", "absent", "n"), (removed.Nick.ToString(), absent.Nick.ToString(), set.Nick.ToString()));
    }

    [Fact]
    public void What_is_changed_of_a_partial_record_is_written_and_the_rest_stays_absent()
    {
        User partial = JsonSerializer.Deserialize<User>("""{"id":"1","avatar":null}""")!;

        Assert.Equal("""{"id":"1","avatar":null}""", JsonSerializer.Serialize(partial));
        Assert.Equal("""{"id":"1","username":"new","avatar":null,"bot":true}""", JsonSerializer.Serialize(partial with { Username = "new", Bot = true }));
        Assert.Equal("""{"id":"1","username":"","discriminator":"0","global_name":null,"avatar":null}""", JsonSerializer.Serialize(new User { Id = 1 }));
    }

    [Fact]
    public void Records_are_equal_by_value_whether_read_or_made()
    {
        var read = JsonSerializer.Deserialize<Emoji>("""{"id":"5","name":"wave","animated":true,"roles":[]}""");

        Assert.Equal(new Emoji { Id = 5, Name = "wave", Animated = true }, read);
        Assert.Equal(read!.GetHashCode(), new Emoji { Id = 5, Name = "wave", Animated = true }.GetHashCode());
        Assert.NotEqual(read, read with { Name = "bye" });
    }

    [Fact]
    public void Records_print_what_they_have_and_no_secret()
    {
        var interaction = GatewayEvent.Decode("INTERACTION_CREATE", """{"id":"1","type":2,"token":"secret","data":{"id":"2","name":"ping","type":1}}"""u8);
        var ready = GatewayEvent.Decode("READY", """{"v":10,"session_id":"secret","user":{"id":"1","username":"bot"}}"""u8);
        var voice = GatewayEvent.Decode("VOICE_SERVER_UPDATE", """{"token":"secret","guild_id":"1","endpoint":"e"}"""u8);

        Assert.Contains("ApplicationCommandData { Id = 2, Name = ping, Type = ChatInput }", interaction.ToString(), StringComparison.Ordinal);
        Assert.Contains("Token = ***", interaction.ToString(), StringComparison.Ordinal);
        Assert.All([interaction, ready, voice], printed => Assert.DoesNotContain("secret", printed.ToString(), StringComparison.Ordinal));
        Assert.Contains("User = <@1>", ready.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_have_addresses()
    {
        var user = new User { Id = 80351110224678912, Avatar = new ImageHash("a_8342729096ea3675442027381ff50dfe"), Discriminator = "1337" };

        Assert.Equal("https://cdn.discordapp.com/avatars/80351110224678912/a_8342729096ea3675442027381ff50dfe.webp?size=128&animated=true", user.GetAvatarUrl().AbsoluteUri);
        Assert.Equal("https://cdn.discordapp.com/avatars/80351110224678912/a_8342729096ea3675442027381ff50dfe.gif?size=64", user.GetAvatarUrl(64, ImageFormat.Gif).AbsoluteUri);
        Assert.Equal("https://cdn.discordapp.com/embed/avatars/2.png", (user with { Avatar = null }).GetAvatarUrl().AbsoluteUri);
        Assert.Equal("https://cdn.discordapp.com/embed/avatars/5.png", (user with { Avatar = null, Discriminator = "0" }).GetAvatarUrl().AbsoluteUri);
        Assert.Null(user.GetBannerUrl());
        Assert.Equal("https://cdn.discordapp.com/icons/1/ff.png?size=128", new Guild { Id = 1, Icon = new ImageHash("ff") }.GetIconUrl()!.AbsoluteUri);
        Assert.Equal("https://cdn.discordapp.com/emojis/5.webp?size=64", new Emoji { Id = 5 }.GetUrl()!.AbsoluteUri);
        Assert.Null(new Emoji { Name = "👋" }.GetUrl());
        Assert.Equal("https://cdn.discordapp.com/stickers/7.json", new Sticker { Id = 7, FormatType = StickerFormatType.Lottie }.GetUrl().AbsoluteUri);
        Assert.Equal("https://media.discordapp.net/stickers/7.gif", new Sticker { Id = 7, FormatType = StickerFormatType.Gif }.GetUrl().AbsoluteUri);
        Assert.Equal(
            "https://media.discordapp.net/a/b.png?ex=1&hm=2&width=100&height=50&format=webp",
            new Attachment { ProxyUrl = "https://media.discordapp.net/a/b.png?ex=1&hm=2&" }.GetProxyUrl(100, 50, ImageFormat.WebP).AbsoluteUri);
        Assert.Throws<ArgumentOutOfRangeException>(() => user.GetAvatarUrl(size: 100));
        Assert.Equal("https://cdn.discordapp.com/avatars/80351110224678912/ff.png?size=128", (user with { Avatar = new ImageHash("ff") }).GetAvatarUrl(format: ImageFormat.Gif).AbsoluteUri);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Attachment { ProxyUrl = "https://x.example/" }.GetProxyUrl(0, 1));
    }

    [Fact]
    public void Colours_are_numbers_with_parts()
    {
        var color = new Color(0x12, 0xAB, 0xFF);

        Assert.Equal(new Color(0x12ABFF), color);
        Assert.Equal((0x12, 0xAB, 0xFF, "#12abff"), (color.Red, color.Green, color.Blue, color.ToString()));
        Assert.Equal("1223679", JsonSerializer.Serialize(color));
        Assert.Equal(color, JsonSerializer.Deserialize<Color>("1223679"));
    }

    [Fact]
    public void Names_that_are_not_documented_are_kept()
    {
        Assert.Equal("\"shiny\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<UserStatus>("\"shiny\"")));
        Assert.Equal(UserStatus.Offline, default);
        Assert.Equal(UserStatus.Idle, JsonSerializer.Deserialize<UserStatus>("\"idle\""));
        Assert.Equal(UserStatus.Idle, new UserStatus("idle"));
        Assert.Equal("EXTRA", new GuildFeature("EXTRA").ToString());
        Assert.Equal(Locale.EnglishUS, new Guild().PreferredLocale);
    }

    [Fact]
    public void Options_of_commands_have_values_of_several_types()
    {
        var data = (ApplicationCommandData)((InteractionCreateEvent)GatewayEvent.Decode("INTERACTION_CREATE", """
            {"id":"1","data":{"id":"2","name":"set","type":1,"options":[{"name":"a","type":2,"options":[{"name":"b","type":1,"options":[
            {"name":"text","type":3,"value":"x"},{"name":"count","type":4,"value":5},{"name":"share","type":10,"value":0.5},{"name":"on","type":5,"value":true},
            {"name":"who","type":6,"value":"42"}]}]}]},"type":2,"token":"t"}
            """u8)).Interaction.Data!;

        Assert.Equal("x", data.GetOption("text")?.Value?.AsString());
        Assert.Equal(5, data.GetOption("count")?.Value?.AsInteger());
        Assert.Equal((0.5, 5.0), (data.GetOption("share")!.Value!.Value.AsNumber(), data.GetOption("count")!.Value!.Value.AsNumber()));
        Assert.True(data.GetOption("on")?.Value?.AsBoolean());
        Assert.Equal(42UL, data.GetOption("who")?.Value?.AsId<User>()?.Value);
        Assert.Null(data.GetOption("none"));
        Assert.Null(data.GetOption("on")!.Value!.Value.AsInteger());
        Assert.Null(data.GetOption("text")!.Value!.Value.AsId<User>());
        Assert.Equal("5", data.GetOption("count")!.Value.ToString());
    }

    [Fact]
    public void Presences_are_not_validated_by_discord_and_what_is_wrong_in_them_is_passed_over()
    {
        Presence presence = ((PresenceUpdateEvent)GatewayEvent.Decode("PRESENCE_UPDATE", """
            {"user":{"id":"1","username":7,"avatar":[]},"guild_id":{},"status":[1],"client_status":"none","activities":[
            {"name":null,"type":"4","created_at":"soon","application_id":"none"},{"name":"n","type":0,"created_at":99999999999999999,"timestamps":[],"party":{"size":["1","2"]},"buttons":["a",{"label":"b","url":"u"}]}]}
            """u8)).Presence;

        Assert.Equal(new Id<User>(1), presence.User.Id);
        Assert.Null(presence.GuildId);
        Assert.Equal(UserStatus.Offline, presence.Status);
        Assert.Equal([ActivityType.Custom, ActivityType.Playing], presence.Activities.Select(activity => activity.Type));
        Assert.Equal([1, 2], presence.Activities[1].Party!.Size);
        Assert.Equal([new ActivityButton("a"), new ActivityButton("b", "u")], presence.Activities[1].Buttons);
    }

    [Fact]
    public void Channels_of_an_unknown_kind_keep_all_that_was_sent()
    {
        const string Json = """{"id":"1","type":99,"name":"n","portal":{"to":[1,2]}}""";

        var created = (ChannelCreateEvent)GatewayEvent.Decode("CHANNEL_CREATE", Encoding.UTF8.GetBytes(Json));

        Assert.Equal(("n", 99), (created.Channel.Name, (int)created.Channel.Type));
        Assert.Equal("[1,2]", created.Channel.Raw!.Value.GetProperty("portal").GetProperty("to").GetRawText());
        Assert.Equal(Json, EventJsonText.Write(created));
        Assert.Null(((ChannelCreateEvent)GatewayEvent.Decode("CHANNEL_CREATE", """{"id":"1","type":0}"""u8)).Channel.Raw);
    }

    [Fact]
    public void Components_are_told_apart_wherever_their_type_stands()
    {
        var message = JsonSerializer.Deserialize<Message>("""
            {"components":[{"components":[{"custom_id":"buy","style":1,"type":2}],"type":1},{"mystery":1,"type":99},{"type":14,"divider":false}]}
            """)!;

        Assert.Equal("buy", Assert.IsType<Button>(Assert.IsType<ActionRow>(message.Components[0]).Components[0]).CustomId);
        var unknown = Assert.IsType<UnknownComponent>(message.Components[1]);
        Assert.Equal((99, 1), ((int)unknown.Type, unknown.Raw.GetProperty("mystery").GetInt32()));
        Assert.False(Assert.IsType<Separator>(message.Components[2]).Divider);
    }

    [Fact]
    public void Users_can_serialize_our_records_in_their_own_contexts()
    {
        var kept = new KeptMessage(new Message { Id = 1, Author = new User { Id = 2 }, Content = "c" }, GuildId: 3, Permissions.BanMembers, UserStatus.Idle, new Color(7));

        string json = JsonSerializer.Serialize(kept, OwnContext.Default.KeptMessage);
        KeptMessage read = JsonSerializer.Deserialize(json, OwnContext.Default.KeptMessage)!;

        Assert.Contains("\"mention_everyone\":false", json, StringComparison.Ordinal);
        Assert.Equal((kept.Message.Id, kept.Message.Content, kept.GuildId, kept.Allowed, kept.Status, kept.Color), (read.Message.Id, read.Message.Content, read.GuildId, read.Allowed, read.Status, read.Color));
        Assert.Equal("{\"t\":\"GUILD_DELETE\",\"d\":{\"id\":\"1\"}}", JsonSerializer.Serialize(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = 1 } }, OwnContext.Default.GatewayEvent));
        Assert.IsType<GuildDeleteEvent>(JsonSerializer.Deserialize("{\"d\":{\"id\":\"1\"},\"t\":\"GUILD_DELETE\"}", OwnContext.Default.GatewayEvent));
    }

    private static ulong ReadId(string json) => JsonSerializer.Deserialize<Id<User>>(json).Value;

    private static IEnumerable<Type> IdsIn(Type type) => !type.IsGenericType ? []
        : type.GetGenericTypeDefinition() == typeof(Id<>) ? [type]
        : type.GetGenericArguments().SelectMany(IdsIn);

    internal sealed record KeptMessage(Message Message, Id<Guild> GuildId, Permissions Allowed, UserStatus Status, Color Color);

    [JsonSerializable(typeof(KeptMessage))]
    [JsonSerializable(typeof(GatewayEvent))]
    private sealed partial class OwnContext : JsonSerializerContext;
}
