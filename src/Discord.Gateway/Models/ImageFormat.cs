namespace Discord.Gateway.Models;

/// <summary>The format of an image. Discord's documentation: <see href="https://discord.com/developers/docs/reference">Reference › Image Formats</see>.</summary>
public enum ImageFormat
{
    /// <summary>WebP for animated images and for emojis, PNG for others; for scaled attachments, the format they have.</summary>
    Auto = 0,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP, animated if the image is.</summary>
    WebP,

    /// <summary>GIF for animated images, PNG for others.</summary>
    Gif,
}
