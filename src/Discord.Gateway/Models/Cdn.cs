using System.Globalization;

namespace Discord.Gateway.Models;

/// <summary>Addresses of what Discord keeps. Discord's documentation: <i>Reference › CDN Endpoints</i>.</summary>
internal static class Cdn
{
    private const string Host = "https://cdn.discordapp.com/";

    internal static Uri GetFile(string path) => new(Host + path);

    internal static Uri GetImage(string path, bool isAnimated, int size, ImageFormat format)
    {
        if (size is < 16 or > 4096 || !int.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "Discord has images whose width is a power of two from 16 to 4,096.");
        }

        if (format == ImageFormat.Gif && !isAnimated)
        {
            throw new ArgumentException("The image is not animated, and only animated ones exist as GIF.", nameof(format));
        }

        string extension = format switch
        {
            ImageFormat.Auto => isAnimated ? "webp" : "png",
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
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format that Discord has."),
    };
}
