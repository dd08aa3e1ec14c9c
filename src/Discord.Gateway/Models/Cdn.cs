using System.Globalization;

namespace Discord.Gateway.Models;

/// <summary>Addresses of what Discord keeps. Discord's documentation: <see href="https://discord.com/developers/docs/reference#image-formatting-cdn-endpoints">Reference › CDN Endpoints</see>.</summary>
internal static class Cdn
{
    private const string Host = "https://cdn.discordapp.com/";

    internal static Uri GetFile(string path) => new(Host + path);

    /// <summary>The address of an image that is never animated; null if there is none.</summary>
    internal static Uri? GetStill(string folder, ImageHash? hash, int size, ImageFormat format)
    {
        Check(size, format);
        return hash is { Value.Length: > 0 } image ? GetFormatted($"{folder}/{image}", isAnimated: false, size, format) : null;
    }

    /// <summary>The address of an image that is animated if its hash says so; null if there is none.</summary>
    internal static Uri? GetImage(string folder, ImageHash? hash, int size, ImageFormat format)
    {
        Check(size, format);
        return hash is { Value.Length: > 0 } image ? GetFormatted($"{folder}/{image}", image.IsAnimated, size, format) : null;
    }

    /// <summary>The address of a custom emoji, as WebP unless another format is wanted: all emojis exist as WebP. Null if the emoji has no id.</summary>
    internal static Uri? GetEmoji(Id<Emoji>? id, bool isAnimated, int size, ImageFormat format)
    {
        Check(size, format);
        return id is { Value: not 0 } ? GetFormatted($"emojis/{id}", isAnimated, size, format == ImageFormat.Auto ? ImageFormat.WebP : format) : null;
    }

    /// <summary>Checks the arguments. Called also where there is no image, so that exceptions do not depend on it.</summary>
    internal static void Check(int size, ImageFormat format)
    {
        if (size is < 16 or > 4096 || !int.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of an image must be a power of two from 16 to 4,096.");
        }

        if (format is < ImageFormat.Auto or > ImageFormat.Gif)
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "Not an image format that Discord supports.");
        }
    }

    private static Uri GetFormatted(string path, bool isAnimated, int size, ImageFormat format)
    {
        string extension = format switch
        {
            ImageFormat.Auto => isAnimated ? "webp" : "png",
            ImageFormat.Gif when !isAnimated => "png",
            _ => GetExtension(format),
        };
        string animated = isAnimated && extension == "webp" ? "&animated=true" : "";
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{Host}{path}.{extension}?size={size}{animated}"));
    }

    internal static Uri GetSticker(Id<Sticker> id, StickerFormatType format) => format switch
    {
        StickerFormatType.Lottie => GetFile($"stickers/{id}.json"),
        StickerFormatType.Gif => new Uri($"https://media.discordapp.net/stickers/{id}.gif"),
        _ => GetFile($"stickers/{id}.png"),
    };

    /// <summary>An address of the media proxy, with width, height and format added; it is signed, so the rest stays as it is.</summary>
    internal static Uri GetScaled(string proxyUrl, int width, int height, ImageFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        char separator = !proxyUrl.Contains('?', StringComparison.Ordinal) ? '?' : proxyUrl[^1] is '?' or '&' ? '\0' : '&';
        string query = string.Create(CultureInfo.InvariantCulture, $"width={width}&height={height}{(format == ImageFormat.Auto ? "" : $"&format={GetExtension(format)}")}");
        return new Uri(separator == '\0' ? proxyUrl + query : proxyUrl + separator + query);
    }

    private static string GetExtension(ImageFormat format) => format switch
    {
        ImageFormat.Png => "png",
        ImageFormat.Jpeg => "jpeg",
        ImageFormat.WebP => "webp",
        ImageFormat.Gif => "gif",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not an image format that Discord supports."),
    };
}
