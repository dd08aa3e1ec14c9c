using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A box in a message, made by a bot or for a link. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object">Message › Embed Object</see>.</summary>
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
    /// <summary>The title; up to 256 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The kind of embed; always <c>rich</c> for those of bots.</summary>
    public EmbedType? Type { get; init; }

    /// <summary>The text; up to 4,096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>What the title links to.</summary>
    public string? Url { get; init; }

    /// <summary>The time of what it is about.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The colour of its edge.</summary>
    public Color? Color { get; init; }

    /// <summary>The footer.</summary>
    public EmbedFooter? Footer { get; init; }

    /// <summary>The image.</summary>
    public EmbedImage? Image { get; init; }

    /// <summary>The small image.</summary>
    public EmbedImage? Thumbnail { get; init; }

    /// <summary>The video.</summary>
    public EmbedVideo? Video { get; init; }

    /// <summary>Where it comes from.</summary>
    public EmbedProvider? Provider { get; init; }

    /// <summary>Who it comes from.</summary>
    public EmbedAuthor? Author { get; init; }

    /// <summary>The fields; up to 25.</summary>
    [MayBeAbsent]
    public IReadOnlyList<EmbedField> Fields { get; init; } = [];

    /// <summary>The embed's flags.</summary>
    public EmbedFlags? Flags { get; init; }
}

/// <summary>The kind of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-types">Message › Embed Types</see>.</summary>
[StringEnum]
public readonly partial record struct EmbedType
{
    /// <summary>rich: made by a bot.</summary>
    public static EmbedType Rich { get; } = new("rich");

    /// <summary>image.</summary>
    public static EmbedType Image { get; } = new("image");

    /// <summary>video.</summary>
    public static EmbedType Video { get; } = new("video");

    /// <summary>gifv: an animation as a video.</summary>
    public static EmbedType Gifv { get; } = new("gifv");

    /// <summary>article.</summary>
    public static EmbedType Article { get; } = new("article");

    /// <summary>link.</summary>
    public static EmbedType Link { get; } = new("link");

    /// <summary>poll_result: the result of a poll, in its fields.</summary>
    public static EmbedType PollResult { get; } = new("poll_result");

    /// <summary>auto_moderation_message: undocumented.</summary>
    public static EmbedType AutoModerationMessage { get; } = new("auto_moderation_message");
}

/// <summary>Marks of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-flags">Message › Embed Flags</see>.</summary>
[Flags]
public enum EmbedFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IS_CONTENT_INVENTORY_ENTRY: stands for an entry of an activity feed.</summary>
    IsContentInventoryEntry = 1 << 5,
}
