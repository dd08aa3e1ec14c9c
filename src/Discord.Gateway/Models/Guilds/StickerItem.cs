using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The properties of a sticker that are needed to show it. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-item-object">Sticker › Sticker Item Object</see>.</summary>
[JsonModel]
public sealed partial record StickerItem
{
    /// <summary>The sticker's id.</summary>
    public Id<Sticker> Id { get; init; }

    /// <summary>The name of the sticker.</summary>
    public string Name { get; init; } = "";

    /// <summary>The format of the image.</summary>
    public StickerFormatType FormatType { get; init; }

    /// <summary>The address of the image.</summary>
    public Uri GetUrl() => Cdn.GetSticker(Id, FormatType);
}
