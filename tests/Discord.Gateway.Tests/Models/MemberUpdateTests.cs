using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>GUILD_MEMBER_UPDATE applied to a member.</summary>
public sealed class MemberUpdateTests
{
    private const string Always = """
        "guild_id": "9", "roles": ["5"], "user": { "id": "1", "username": "ann2", "discriminator": "0", "global_name": null, "avatar": null }, "avatar": null, "banner": "n",
        "joined_at": "2024-01-01T00:00:00+00:00"
        """;

    private static readonly DateTimeOffset Past = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly GuildMember Member = new()
    {
        User = new User { Id = 1, Username = "ann", GlobalName = "Ann", Banner = new ImageHash("userbanner") },
        Nick = "Annie",
        Avatar = new ImageHash("a"),
        Banner = new ImageHash("b"),
        Roles = [3, 4],
        JoinedAt = Past,
        PremiumSince = Past,
        Deaf = true,
        Mute = true,
        Pending = true,
        Flags = GuildMemberFlags.DidRejoin,
        CommunicationDisabledUntil = Past,
        AvatarDecorationData = new AvatarDecoration { Asset = new ImageHash("x") },
        Collectibles = new Collectibles(),
        Permissions = Permissions.Administrator,
    };

    public static TheoryData<string, Func<GuildMember, object?>> Removed => new()
    {
        { "nick", member => member.Nick },
        { "premium_since", member => member.PremiumSince },
        { "communication_disabled_until", member => member.CommunicationDisabledUntil },
        { "avatar_decoration_data", member => member.AvatarDecorationData },
        { "collectibles", member => member.Collectibles },
    };

    public static TheoryData<string, string, Func<GuildMember, object?>, object> Changed => new()
    {
        { "nick", "\"New\"", member => member.Nick, "New" },
        { "premium_since", "\"2024-01-01T00:00:00+00:00\"", member => member.PremiumSince, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "communication_disabled_until", "\"2024-01-01T00:00:00+00:00\"", member => member.CommunicationDisabledUntil, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "deaf", "false", member => member.Deaf, false },
        { "mute", "false", member => member.Mute, false },
        { "pending", "false", member => member.Pending, false },
        { "flags", "0", member => member.Flags, GuildMemberFlags.None },
    };

    [Fact]
    public void Properties_that_are_always_there_replace_and_absent_ones_stay()
    {
        GuildMember updated = Update().ApplyTo(Member);

        Assert.Equal(
            Member with
            {
                User = Member.User! with { Username = "ann2", GlobalName = null },
                Roles = [5],
                Avatar = null,
                Banner = new ImageHash("n"),
                JoinedAt = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Permissions = null,
            },
            updated);
    }

    [Theory]
    [MemberData(nameof(Removed), DisableDiscoveryEnumeration = true)]
    public void A_property_that_is_null_is_removed_and_the_others_stay(string key, Func<GuildMember, object?> read)
    {
        GuildMember updated = Update($", \"{key}\": null").ApplyTo(Member);

        Assert.Null(read(updated));
        Assert.Equal(Removed.Count - 1, Removed.Count(row => row.Data.Item2(updated) is not null));
    }

    [Theory]
    [MemberData(nameof(Changed), DisableDiscoveryEnumeration = true)]
    public void A_property_that_is_there_is_changed_and_the_others_stay(string key, string value, Func<GuildMember, object?> read, object expected)
    {
        GuildMember updated = Update($", \"{key}\": {value}").ApplyTo(Member);

        Assert.Equal(expected, read(updated));
        Assert.Equal(Changed.Count - 1, Changed.Count(row => Equals(row.Data.Item3(updated), row.Data.Item3(Member))));
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("avatar")]
    [InlineData("banner")]
    [InlineData("joined_at")]
    public void A_property_that_discord_always_sends_stays_if_it_is_absent(string key)
    {
        JsonObject data = JsonNode.Parse($$"""{ {{Always}} }""")!.AsObject();
        Assert.True(data.Remove(key));

        GuildMember updated = Decode(data.ToJsonString()).ApplyTo(Member);

        GuildMember whole = Update().ApplyTo(Member);
        Assert.Equal(key == "roles" ? Member.Roles : whole.Roles, updated.Roles);
        Assert.Equal(key == "avatar" ? Member.Avatar : whole.Avatar, updated.Avatar);
        Assert.Equal(key == "banner" ? Member.Banner : whole.Banner, updated.Banner);
        Assert.Equal(key == "joined_at" ? Member.JoinedAt : whole.JoinedAt, updated.JoinedAt);
    }

    [Fact]
    public void An_update_made_by_hand_changes_what_it_says_and_nothing_else()
    {
        GuildMember updated = new GuildMemberUpdateEvent { User = new User { Id = 1 }, Nick = "New" }.ApplyTo(Member);

        Assert.Equal(("New", Member.Avatar, Member.JoinedAt, Member.Roles), (updated.Nick, updated.Avatar, updated.JoinedAt, updated.Roles));
        Assert.Empty(new GuildMemberUpdateEvent { User = new User { Id = 1 }, Roles = new List<Id<Role>>() }.ApplyTo(Member).Roles);
    }

    [Fact]
    public void What_is_added_to_an_update_that_was_read_counts()
    {
        GuildMemberUpdateEvent update = JsonAssert.Read<GuildMemberUpdateEvent>("""{ "guild_id": "2", "user": { "id": "1" } }""") with { Avatar = new ImageHash("new") };

        Assert.Equal("new", update.ApplyTo(Member).Avatar?.Value);
    }

    [Fact]
    public void A_member_without_user_gets_the_events()
    {
        Assert.Equal("ann2", Update().ApplyTo(Member with { User = null }).User?.Username);
    }

    [Fact]
    public void A_removed_nickname_is_removed_from_json_too()
    {
        var read = JsonAssert.Read<GuildMember>("""{ "user": { "id": "1" }, "nick": "Annie", "roles": [], "joined_at": null, "deaf": false, "mute": false, "flags": 0 }""");

        GuildMember updated = Update(", \"nick\": null").ApplyTo(read);

        Assert.Null(JsonAssert.Read<GuildMember>(JsonSerializer.Serialize(updated)).Nick);
        Assert.Equal(updated, JsonAssert.Read<GuildMember>(JsonSerializer.Serialize(updated)));
    }

    [Fact]
    public void An_update_of_another_member_is_refused()
    {
        Assert.Throws<ArgumentException>("member", () => Update().ApplyTo(Member with { User = new User { Id = 2 } }));
        Assert.Throws<ArgumentNullException>(() => Update().ApplyTo(null!));
    }

    private static GuildMemberUpdateEvent Update(string more = "") => Decode($$"""{ {{Always}}{{more}} }""");

    private static GuildMemberUpdateEvent Decode(string json) =>
        Assert.IsType<GuildMemberUpdateEvent>(GatewayEvent.Decode("GUILD_MEMBER_UPDATE", Encoding.UTF8.GetBytes(json)));
}
