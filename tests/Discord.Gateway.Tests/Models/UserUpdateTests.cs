using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Partial users: absent properties stay as they are, null ones are removed.</summary>
public sealed class UserUpdateTests
{
    private const string Known = """
        {
            "id": "1", "username": "ann", "discriminator": "1234", "global_name": "Ann", "avatar": "a_1", "bot": true, "system": true, "mfa_enabled": true, "banner": "b",
            "accent_color": 5, "locale": "de", "verified": true, "email": "a@example.org", "flags": 1, "premium_type": 1, "public_flags": 2,
            "avatar_decoration_data": { "asset": "x", "sku_id": "1" }, "collectibles": {}, "primary_guild": { "identity_guild_id": "9", "identity_enabled": true, "tag": "TAG", "badge": "c" }
        }
        """;

    private static readonly User User = JsonAssert.Read<User>(Known);

    public static TheoryData<string, Func<User, object?>> Removed => new()
    {
        { "global_name", user => user.GlobalName },
        { "avatar", user => user.Avatar },
        { "banner", user => user.Banner },
        { "accent_color", user => user.AccentColor },
        { "email", user => user.Email },
        { "avatar_decoration_data", user => user.AvatarDecorationData },
        { "collectibles", user => user.Collectibles },
        { "primary_guild", user => user.PrimaryGuild },
    };

    public static TheoryData<string, string, Func<User, object?>, object> Changed => new()
    {
        { "username", "\"bob\"", user => user.Username, "bob" },
        { "discriminator", "\"0\"", user => user.Discriminator, "0" },
        { "global_name", "\"Bob\"", user => user.GlobalName, "Bob" },
        { "avatar", "\"z\"", user => user.Avatar, new ImageHash("z") },
        { "banner", "\"z\"", user => user.Banner, new ImageHash("z") },
        { "accent_color", "6", user => user.AccentColor, new Color(6) },
        { "mfa_enabled", "false", user => user.MfaEnabled, false },
        { "locale", "\"fr\"", user => user.Locale, Locale.French },
        { "verified", "false", user => user.Verified, false },
        { "email", "\"b@example.org\"", user => user.Email, "b@example.org" },
        { "flags", "0", user => user.Flags, (UserFlags)0 },
        { "premium_type", "0", user => user.PremiumType, (PremiumType)0 },
        { "public_flags", "0", user => user.PublicFlags, (UserFlags)0 },
    };

    [Fact]
    public void A_presence_with_the_id_alone_changes_nothing()
    {
        Assert.Equal(User, PresenceOf("""{ "id": "1" }""").ApplyTo(User));
        Assert.Equal(User, new PresenceUpdateEvent { Presence = new Presence { User = new User { Id = 1 } } }.ApplyTo(User));
    }

    [Theory]
    [MemberData(nameof(Removed), DisableDiscoveryEnumeration = true)]
    public void A_property_that_is_null_in_a_presence_is_removed_and_nothing_else(string key, Func<User, object?> read)
    {
        Assert.NotNull(read(User));

        User updated = PresenceOf($$"""{ "id": "1", "{{key}}": null }""").ApplyTo(User);

        Assert.Null(read(updated));
        Assert.Equal(Removed.Count - 1, Removed.Count(row => row.Data.Item2(updated) is not null));
        Assert.Equal((User.Username, User.Discriminator, User.Bot, User.PublicFlags), (updated.Username, updated.Discriminator, updated.Bot, updated.PublicFlags));
    }

    [Theory]
    [MemberData(nameof(Changed), DisableDiscoveryEnumeration = true)]
    public void A_property_in_a_presence_is_changed_and_nothing_else(string key, string value, Func<User, object?> read, object expected)
    {
        User updated = PresenceOf($$"""{ "id": "1", "{{key}}": {{value}} }""").ApplyTo(User);

        Assert.Equal(expected, read(updated));
        Assert.Equal(Changed.Count - 1, Changed.Count(row => Equals(row.Data.Item3(updated), row.Data.Item3(User))));
    }

    [Fact]
    public void A_user_made_by_hand_changes_the_properties_that_are_set()
    {
        User updated = new PresenceUpdateEvent { Presence = new Presence { User = new User { Id = 1, GlobalName = "New" } } }.ApplyTo(User);

        Assert.Equal(User with { GlobalName = "New" }, updated);
    }

    [Fact]
    public void The_bots_user_keeps_the_properties_that_the_event_lacks()
    {
        User updated = Decode<UserUpdateEvent>("USER_UPDATE", """{ "id": "1", "username": "new", "discriminator": "0", "global_name": null, "avatar": null }""").ApplyTo(User);

        Assert.Equal(User with { Username = "new", Discriminator = "0", GlobalName = null, Avatar = null }, updated);
    }

    [Fact]
    public void An_update_of_another_user_is_refused_and_names_both()
    {
        var other = new User { Id = 2 };

        var thrown = Assert.Throws<ArgumentException>("user", () => PresenceOf("""{ "id": "1" }""").ApplyTo(other));

        Assert.Contains("User 1", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("User 2", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("user", () => new UserUpdateEvent { User = User }.ApplyTo(other));
        Assert.Throws<ArgumentNullException>(() => PresenceOf("""{ "id": "1" }""").ApplyTo(null!));
        Assert.Throws<ArgumentNullException>(() => new UserUpdateEvent { User = User }.ApplyTo(null!));
    }

    private static PresenceUpdateEvent PresenceOf(string user) =>
        Decode<PresenceUpdateEvent>("PRESENCE_UPDATE", $$"""{ "user": {{user}}, "guild_id": "9", "status": "online", "activities": [], "client_status": {} }""");

    private static T Decode<T>(string name, string json) => Assert.IsType<T>(GatewayEvent.Decode(name, System.Text.Encoding.UTF8.GetBytes(json)));
}
