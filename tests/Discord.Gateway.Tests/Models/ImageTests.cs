using System.Reflection;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Where images are: the rows of the documentation's table of CDN endpoints, as far as records have the hash.</summary>
public sealed class ImageTests
{
    private const string Cdn = "https://cdn.discordapp.com/";

    private static readonly ImageHash Still = new("1269e74af4df7417b13759eae50c83dc");
    private static readonly ImageHash Animated = new("a_1269e74af4df7417b13759eae50c83dc");

    [Fact]
    public void Images_are_where_the_documentation_says()
    {
        string hash = Still.Value;

        Assert.Equal($"{Cdn}icons/1/{hash}.png?size=128", Url(new Guild { Id = 1, Icon = Still }.GetIconUrl()));
        Assert.Equal($"{Cdn}splashes/1/{hash}.png?size=512", Url(new Guild { Id = 1, Splash = Still }.GetSplashUrl()));
        Assert.Equal($"{Cdn}discovery-splashes/1/{hash}.png?size=512", Url(new Guild { Id = 1, DiscoverySplash = Still }.GetDiscoverySplashUrl()));
        Assert.Equal($"{Cdn}banners/1/{hash}.png?size=512", Url(new Guild { Id = 1, Banner = Still }.GetBannerUrl()));
        Assert.Equal($"{Cdn}banners/2/{hash}.png?size=512", Url(new User { Id = 2, Banner = Still }.GetBannerUrl()));
        Assert.Equal($"{Cdn}avatars/2/{hash}.png?size=128", Url(new User { Id = 2, Avatar = Still }.GetAvatarUrl()));
        Assert.Equal($"{Cdn}guilds/1/users/2/avatars/{hash}.png?size=128", Url(new GuildMember { Avatar = Still }.GetAvatarUrl(1, 2)));
        Assert.Equal($"{Cdn}guilds/1/users/2/banners/{hash}.png?size=512", Url(new GuildMember { Banner = Still }.GetBannerUrl(1, 2)));
        Assert.Equal($"{Cdn}avatar-decoration-presets/{hash}.png", Url(new AvatarDecoration { Asset = Still }.GetUrl()));
        Assert.Equal($"{Cdn}app-icons/3/{hash}.png?size=128", Url(new Application { Id = 3, Icon = Still }.GetIconUrl()));
        Assert.Equal($"{Cdn}app-icons/3/{hash}.png?size=128", Url(new IntegrationApplication { Id = 3, Icon = Still }.GetIconUrl()));
        Assert.Equal($"{Cdn}app-icons/3/{hash}.png?size=512", Url(new Application { Id = 3, CoverImage = Still }.GetCoverImageUrl()));
        Assert.Equal($"{Cdn}team-icons/4/{hash}.png?size=128", Url(new Team { Id = 4, Icon = Still }.GetIconUrl()));
        Assert.Equal($"{Cdn}role-icons/5/{hash}.png?size=64", Url(new Role { Id = 5, Icon = Still }.GetIconUrl()));
        Assert.Equal($"{Cdn}guild-events/6/{hash}.png?size=512", Url(new GuildScheduledEvent { Id = 6, Image = Still }.GetImageUrl()));
        Assert.Equal($"{Cdn}guild-tag-badges/1/{hash}.png?size=16", Url(new UserPrimaryGuild { IdentityGuildId = 1, Badge = Still }.GetBadgeUrl()));
        Assert.Equal($"{Cdn}stickers/7.png", Url(new Sticker { Id = 7, FormatType = StickerFormatType.Apng }.GetUrl()));
        Assert.Equal($"{Cdn}stickers/7.json", Url(new StickerItem { Id = 7, FormatType = StickerFormatType.Lottie }.GetUrl()));
        Assert.Equal("https://media.discordapp.net/stickers/7.gif", Url(new Sticker { Id = 7, FormatType = StickerFormatType.Gif }.GetUrl()));
    }

    [Theory]
    [InlineData(ImageFormat.Auto, "webp?size=64&animated=true", "png?size=64")]
    [InlineData(ImageFormat.Png, "png?size=64", "png?size=64")]
    [InlineData(ImageFormat.Jpeg, "jpeg?size=64", "jpeg?size=64")]
    [InlineData(ImageFormat.WebP, "webp?size=64&animated=true", "webp?size=64")]
    [InlineData(ImageFormat.Gif, "gif?size=64", "png?size=64")]
    public void Every_format_exists_for_animated_and_for_still_images(ImageFormat format, string animated, string still)
    {
        Assert.Equal($"{Cdn}icons/1/{Animated}.{animated}", Url(new Guild { Id = 1, Icon = Animated }.GetIconUrl(64, format)));
        Assert.Equal($"{Cdn}icons/1/{Still}.{still}", Url(new Guild { Id = 1, Icon = Still }.GetIconUrl(64, format)));
        Assert.Equal($"{Cdn}role-icons/1/{Animated}.{still}", Url(new Role { Id = 1, Icon = Animated }.GetIconUrl(64, format)));
        Assert.Equal($"{Cdn}splashes/1/{Animated}.{still}", Url(new Guild { Id = 1, Splash = Animated }.GetSplashUrl(64, format)));
    }

    [Theory]
    [InlineData(ImageFormat.Auto, "webp?size=64&animated=true", "webp?size=64")]
    [InlineData(ImageFormat.WebP, "webp?size=64&animated=true", "webp?size=64")]
    [InlineData(ImageFormat.Gif, "gif?size=64", "png?size=64")]
    [InlineData(ImageFormat.Png, "png?size=64", "png?size=64")]
    public void Emojis_are_webp_unless_another_format_is_wanted(ImageFormat format, string animated, string still)
    {
        Assert.Equal($"{Cdn}emojis/5.{animated}", Url(new Emoji { Id = 5, Animated = true }.GetUrl(64, format)));
        Assert.Equal($"{Cdn}emojis/5.{still}", Url(new Emoji { Id = 5 }.GetUrl(64, format)));
        Assert.Null(new Emoji { Name = "👋" }.GetUrl(64, format));
    }

    [Fact]
    public void The_avatar_shown_in_a_guild_is_the_members_then_the_users_then_the_default_one()
    {
        var user = new User { Id = 80351110224678912, Avatar = Still };

        Assert.Equal(
            $"{Cdn}guilds/1/users/80351110224678912/avatars/{Animated}.webp?size=128&animated=true",
            Url(new GuildMember { User = user, Avatar = Animated }.GetDisplayAvatarUrl(1)));
        Assert.Equal($"{Cdn}avatars/80351110224678912/{Still}.png?size=32", Url(new GuildMember { User = user }.GetDisplayAvatarUrl(1, 32, ImageFormat.Gif)));
        Assert.Equal($"{Cdn}embed/avatars/5.png", Url(new GuildMember { User = user with { Avatar = null } }.GetDisplayAvatarUrl(1)));
        Assert.Equal($"{Cdn}embed/avatars/2.png", Url(new GuildMember { User = new User { Id = 1, Discriminator = "1337" } }.GetDisplayAvatarUrl(1)));
    }

    [Fact]
    public void The_avatar_of_a_member_without_its_user_is_known_with_the_user_beside_it()
    {
        var user = new User { Id = 2, Avatar = Still };

        Assert.Equal(
            $"{Cdn}guilds/1/users/2/avatars/{Animated}.gif?size=128",
            Url(new GuildMember { Avatar = Animated }.GetDisplayAvatarUrl(1, user, format: ImageFormat.Gif)));
        Assert.Equal($"{Cdn}avatars/2/{Still}.png?size=128", Url(new GuildMember().GetDisplayAvatarUrl(1, user)));
        Assert.Equal($"{Cdn}embed/avatars/0.png", Url(new GuildMember { Avatar = Animated }.GetDisplayAvatarUrl(1)));
    }

    [Fact]
    public void Arguments_are_refused_whosever_image_it_is()
    {
        (string Name, Func<int, ImageFormat, Uri?> Get)[] calls =
        [
            .. Images(new User()), .. Images(new User { Id = 1, Avatar = Still, Banner = Animated }),
            .. Images(new Guild()), .. Images(new Guild { Id = 1, Icon = Still }),
            .. Images(new Role()), .. Images(new Channel()), .. Images(new Emoji()), .. Images(new Emoji { Id = 1 }), .. Images(new Team()),
            .. Images(new Application()), .. Images(new IntegrationApplication()), .. Images(new GuildScheduledEvent()), .. Images(new UserPrimaryGuild()),
            .. Images(new Activity()), .. Images(new Activity { Assets = new ActivityAssets { LargeImage = "mp:a" } }),
            ("member", (size, format) => new GuildMember().GetAvatarUrl(1, 2, size, format)),
            ("member", (size, format) => new GuildMember().GetBannerUrl(1, 2, size, format)),
            ("member", (size, format) => new GuildMember().GetDisplayAvatarUrl(1, size, format)),
            ("member", (size, format) => new GuildMember { Avatar = Still, User = new User { Id = 1 } }.GetDisplayAvatarUrl(1, size, format)),
        ];

        Assert.InRange(calls.Length, 25, 60);
        Assert.All(calls, call =>
        {
            Assert.Throws<ArgumentOutOfRangeException>("size", () => call.Get(100, ImageFormat.Auto));
            Assert.Throws<ArgumentOutOfRangeException>("size", () => call.Get(8192, ImageFormat.Auto));
            Assert.Throws<ArgumentOutOfRangeException>("format", () => call.Get(64, (ImageFormat)9));
            Assert.All(Enum.GetValues<ImageFormat>(), format => call.Get(64, format));
        });
    }

    [Fact]
    public void A_hash_that_is_empty_is_no_image()
    {
        User user = JsonSerializer.Deserialize<User>("""{"id":"1","avatar":"","banner":""}""")!;

        Assert.Equal(user.GetDefaultAvatarUrl(), user.GetAvatarUrl());
        Assert.Null(user.GetBannerUrl());
    }

    [Theory]
    [InlineData("383226320970055681", "https://cdn.discordapp.com/app-assets/9/383226320970055681.png?size=64")]
    [InlineData("mp:external/0g8mla/https/a.example/b%20c.gif", "https://media.discordapp.net/external/0g8mla/https/a.example/b%20c.gif")]
    [InlineData("spotify:ab67616d0000b273", "https://i.scdn.co/image/ab67616d0000b273")]
    [InlineData("youtube:dQw4w9WgXcQ", "https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault_live.jpg")]
    [InlineData("twitch:some_one", "https://static-cdn.jtvnw.net/previews-ttv/live_user_some_one-64x36.jpg")]
    [InlineData("mp:@evil.example/a", "https://media.discordapp.net/@evil.example/a")]
    [InlineData("", null)]
    [InlineData("mp:", null)]
    [InlineData("goofy-icon", null)]
    [InlineData("https://evil.example/a.png", null)]
    [InlineData("spotify:../../evil", null)]
    [InlineData("twitch:", null)]
    [InlineData("other:abc", null)]
    [InlineData("1/../2", null)]
    public void Images_of_activities_have_addresses_if_their_form_is_known(string image, string? expected)
    {
        var activity = new Activity { ApplicationId = 9, Assets = new ActivityAssets { LargeImage = image, SmallImage = image, InviteCoverImage = image } };

        Assert.Equal(expected, activity.GetLargeImageUrl(64)?.AbsoluteUri);
        Assert.Equal(expected, activity.GetSmallImageUrl(64)?.AbsoluteUri);
        Assert.Equal(expected, activity.GetInviteCoverImageUrl(64)?.AbsoluteUri);
    }

    [Fact]
    public void An_image_of_an_unknown_application_has_no_address()
    {
        Assert.Null(new Activity { Assets = new ActivityAssets { LargeImage = "383226320970055681" } }.GetLargeImageUrl());
        Assert.Null(new Activity { ApplicationId = 9 }.GetLargeImageUrl());
    }

    private static string? Url(Uri? uri) => uri?.AbsoluteUri;

    /// <summary>All methods of a record that give the address of an image of some size.</summary>
    private static IEnumerable<(string Name, Func<int, ImageFormat, Uri?> Get)> Images(object record) => record.GetType().GetMethods()
        .Where(method => method.ReturnType == typeof(Uri)
            && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual([typeof(int), typeof(ImageFormat)]))
        .Select(method => ($"{record.GetType().Name}.{method.Name}", method.CreateDelegate<Func<int, ImageFormat, Uri?>>(record)));
}
