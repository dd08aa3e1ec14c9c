using System.Buffers;
using System.Globalization;

namespace Discord.Gateway.Models;

public sealed partial record Activity
{
    // Users choose the text of these fields, and Discord does not check it.
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    /// <summary>The address of the large image; null if there is none, or if its text has no known form. Size and format apply to images of the application; images from elsewhere (<c>mp:</c>) have their own. The forms for Spotify, YouTube and Twitch are undocumented. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-asset-image">Gateway Events › Activity Asset Image</see>.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetLargeImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => GetAssetUrl(Assets?.LargeImage, size, format);

    /// <summary>The address of the small image; null if there is none, or if its text has no known form.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetSmallImageUrl(int size = 128, ImageFormat format = ImageFormat.Auto) => GetAssetUrl(Assets?.SmallImage, size, format);

    /// <summary>The address of the image of game invites; null if there is none, or if its text has no known form.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetInviteCoverImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => GetAssetUrl(Assets?.InviteCoverImage, size, format);

    private Uri? GetAssetUrl(string? image, int size, ImageFormat format)
    {
        Cdn.Check(size, format);
        if (image is null)
        {
            return null;
        }

        int colon = image.IndexOf(':', StringComparison.Ordinal);
        string id = image[(colon + 1)..];
        if (colon < 0)
        {
            return ApplicationId is { Value: not 0 } application && Id<Application>.TryParse(id, null, out _)
                ? Cdn.GetStill($"app-assets/{application}", new ImageHash(id), size, format) : null;
        }

        if (image.StartsWith("mp:", StringComparison.Ordinal))
        {
            return id.Length > 0 && Uri.TryCreate("https://media.discordapp.net/" + id, UriKind.Absolute, out Uri? proxied) ? proxied : null;
        }

        if (id.Length == 0 || id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            return null;
        }

        return image[..colon] switch
        {
            "spotify" => new Uri($"https://i.scdn.co/image/{id}"),
            "youtube" => new Uri($"https://i.ytimg.com/vi/{id}/hqdefault_live.jpg"),
            "twitch" => new Uri(string.Create(CultureInfo.InvariantCulture, $"https://static-cdn.jtvnw.net/previews-ttv/live_user_{id}-{size}x{size * 9 / 16}.jpg")),
            _ => null,
        };
    }
}
