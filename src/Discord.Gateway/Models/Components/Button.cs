using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A button in an <see cref="ActionRow"/>, or beside the text of a <see cref="Section"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#button">Components › Button</see>.</summary>
/// <example>
/// <code>
/// var row = new ActionRow
/// {
///     Components =
///     [
///         new Button { Style = ButtonStyle.Danger, CustomId = "delete", Label = "Delete" },
///         new Button { Style = ButtonStyle.Link, Url = "https://example.com/rules", Label = "Rules" },
///     ],
/// };
/// InteractionResponse response = InteractionResponse.Message("Are you sure?", row);
/// </code>
/// </example>
[JsonModel]
public sealed partial record Button : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Button;

    /// <summary>The style, which decides whether the button sends an interaction, opens a link or starts a purchase.</summary>
    public ButtonStyle Style { get; init; }

    /// <summary>The text; up to 80 characters. Null if the button shows only an emoji, or sells something.</summary>
    public string? Label { get; init; }

    /// <summary>The emoji, with id, name and animation only; null if none.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>
    /// The custom id, by which the bot recognises the interaction; 1–100 characters. Null for <see cref="ButtonStyle.Link"/> and <see cref="ButtonStyle.Premium"/>.
    /// </summary>
    public string? CustomId { get; init; }

    /// <summary>The SKU that the button sells, for <see cref="ButtonStyle.Premium"/>; null otherwise.</summary>
    public Id<SkuTag>? SkuId { get; init; }

    /// <summary>The address that the button opens, for <see cref="ButtonStyle.Link"/>; up to 512 characters. Null otherwise.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the button is disabled.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }
}

/// <summary>The style of a button. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#button-button-styles">Components › Button Styles</see>.</summary>
public enum ButtonStyle : long
{
    /// <summary>PRIMARY: the recommended action of a group; blurple. Needs <see cref="Button.CustomId"/>.</summary>
    Primary = 1,

    /// <summary>SECONDARY: an alternative action; grey. Needs <see cref="Button.CustomId"/>.</summary>
    Secondary = 2,

    /// <summary>SUCCESS: confirms or completes something; green. Needs <see cref="Button.CustomId"/>.</summary>
    Success = 3,

    /// <summary>DANGER: an action that cannot be undone; red. Needs <see cref="Button.CustomId"/>.</summary>
    Danger = 4,

    /// <summary>LINK: opens <see cref="Button.Url"/>; the bot receives no interaction.</summary>
    Link = 5,

    /// <summary>PREMIUM: sells <see cref="Button.SkuId"/>; the bot receives no interaction.</summary>
    Premium = 6,
}
