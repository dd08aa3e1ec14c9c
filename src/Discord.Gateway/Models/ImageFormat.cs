namespace Discord.Gateway.Models;

/// <summary>The format of an image at Discord's CDN. Discord's documentation: <see href="https://discord.com/developers/docs/reference#image-formatting-image-formats">Reference › Image Formats</see>.</summary>
public enum ImageFormat
{
    /// <summary>WebP for animated images and emojis, PNG for other images; for scaled attachments, the original format.</summary>
    Auto = 0,

    /// <summary>PNG, never animated.</summary>
    Png,

    /// <summary>JPEG, never animated.</summary>
    Jpeg,

    /// <summary>WebP, animated if the image is.</summary>
    WebP,

    /// <summary>GIF for animated images, PNG for others.</summary>
    Gif,
}
