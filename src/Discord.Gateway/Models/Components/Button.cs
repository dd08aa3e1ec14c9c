using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A button. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#button">Components › Button</see>.</summary>
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

    /// <summary>How it looks, and whether it links.</summary>
    public ButtonStyle Style { get; init; }

    /// <summary>The text; up to 80 characters.</summary>
    public string? Label { get; init; }

    /// <summary>The emoji; id, name and animation.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>What an interaction with it is recognised by; 1–100 characters. Null for links and purchases.</summary>
    public string? CustomId { get; init; }

    /// <summary>What it sells, for <see cref="ButtonStyle.Premium"/>.</summary>
    public Id<Sku>? SkuId { get; init; }

    /// <summary>Where it links, for <see cref="ButtonStyle.Link"/>; up to 512 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Whether it cannot be used.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }
}

/// <summary>How a button looks. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#button-button-styles">Components › Button Styles</see>.</summary>
public enum ButtonStyle : long
{
    /// <summary>PRIMARY: blurple.</summary>
    Primary = 1,

    /// <summary>SECONDARY: grey.</summary>
    Secondary = 2,

    /// <summary>SUCCESS: green.</summary>
    Success = 3,

    /// <summary>DANGER: red.</summary>
    Danger = 4,

    /// <summary>LINK: opens an address.</summary>
    Link = 5,

    /// <summary>PREMIUM: sells something.</summary>
    Premium = 6,
}
