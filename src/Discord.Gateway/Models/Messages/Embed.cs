using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A box with text and media in a message, made by a bot, or by Discord for a link. All texts of a message's embeds together have up to 6,000 characters. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object">Message › Embed Object</see>.
/// </summary>
/// <example>
/// <code>
/// var embed = new Embed
/// {
///     Title = "Dice",
///     Description = "You rolled 6.",
///     Color = new Color(0x5865F2),
///     Fields = [new EmbedField { Name = "Sides", Value = "6", Inline = true }],
/// };
/// InteractionResponse response = InteractionResponse.Message(new MessageCallbackData { Embeds = [embed] });
/// </code>
/// </example>
[JsonModel]
public sealed partial record Embed
{
    /// <summary>The title; up to 256 characters. Null if none.</summary>
    public string? Title { get; init; }

    /// <summary>The kind of embed; always <c>rich</c> for embeds of bots and webhooks.</summary>
    public EmbedType? Type { get; init; }

    /// <summary>The text; up to 4,096 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The address that the title links to; null if none. Of several embeds with the same address, Discord shows only the first.</summary>
    public string? Url { get; init; }

    /// <summary>The time of the content; null if none.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The colour of the left edge; null if none.</summary>
    public Color? Color { get; init; }

    /// <summary>The footer; null if none.</summary>
    public EmbedFooter? Footer { get; init; }

    /// <summary>The large image; null if none.</summary>
    public EmbedImage? Image { get; init; }

    /// <summary>The small image; null if none.</summary>
    public EmbedImage? Thumbnail { get; init; }

    /// <summary>The video; null if none. Bots cannot send one.</summary>
    public EmbedVideo? Video { get; init; }

    /// <summary>The site that the content comes from; null if none. Bots cannot send one.</summary>
    public EmbedProvider? Provider { get; init; }

    /// <summary>The author shown above the title; null if none.</summary>
    public EmbedAuthor? Author { get; init; }

    /// <summary>The fields; up to 25.</summary>
    [MayBeAbsent]
    public IReadOnlyList<EmbedField> Fields { get; init; } = [];

    /// <summary>The flags; null if Discord did not send them.</summary>
    public EmbedFlags? Flags { get; init; }
}

/// <summary>The kind of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-types">Message › Embed Types</see>.</summary>
[StringEnum]
public readonly partial record struct EmbedType
{
    /// <summary>rich: made from the properties of the embed, by a bot for example.</summary>
    public static EmbedType Rich { get; } = new("rich");

    /// <summary>image: an image.</summary>
    public static EmbedType Image { get; } = new("image");

    /// <summary>video: a video.</summary>
    public static EmbedType Video { get; } = new("video");

    /// <summary>gifv: an animated image, shown as a video.</summary>
    public static EmbedType Gifv { get; } = new("gifv");

    /// <summary>article: an article.</summary>
    public static EmbedType Article { get; } = new("article");

    /// <summary>link: a link.</summary>
    public static EmbedType Link { get; } = new("link");

    /// <summary>poll_result: the result of a poll, in <see cref="Embed.Fields"/>.</summary>
    public static EmbedType PollResult { get; } = new("poll_result");

    /// <summary>auto_moderation_message: undocumented.</summary>
    public static EmbedType AutoModerationMessage { get; } = new("auto_moderation_message");
}

/// <summary>Flags of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-flags">Message › Embed Flags</see>.</summary>
[Flags]
public enum EmbedFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>IS_CONTENT_INVENTORY_ENTRY: is a fallback for a reply to an activity card.</summary>
    IsContentInventoryEntry = 1 << 5,
}
