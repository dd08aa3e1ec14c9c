using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A nameplate: the background of a user's name. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#nameplate">User › Nameplate</see>.</summary>
[JsonModel]
public sealed partial record Nameplate
{
    /// <summary>The SKU of the nameplate.</summary>
    public Id<SkuTag> SkuId { get; init; }

    /// <summary>The path of the image.</summary>
    public string Asset { get; init; } = "";

    /// <summary>The label; not used at present.</summary>
    public string Label { get; init; } = "";

    /// <summary>The background colour.</summary>
    public NameplatePalette Palette { get; init; }
}

/// <summary>The background colour of a nameplate; colours that Discord adds later are kept by name. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#nameplate">User › Nameplate</see>.</summary>
[StringEnum]
public readonly partial record struct NameplatePalette
{
    /// <summary>crimson.</summary>
    public static NameplatePalette Crimson { get; } = new("crimson");

    /// <summary>berry.</summary>
    public static NameplatePalette Berry { get; } = new("berry");

    /// <summary>sky.</summary>
    public static NameplatePalette Sky { get; } = new("sky");

    /// <summary>teal.</summary>
    public static NameplatePalette Teal { get; } = new("teal");

    /// <summary>forest.</summary>
    public static NameplatePalette Forest { get; } = new("forest");

    /// <summary>bubble_gum.</summary>
    public static NameplatePalette BubbleGum { get; } = new("bubble_gum");

    /// <summary>violet.</summary>
    public static NameplatePalette Violet { get; } = new("violet");

    /// <summary>cobalt.</summary>
    public static NameplatePalette Cobalt { get; } = new("cobalt");

    /// <summary>clover.</summary>
    public static NameplatePalette Clover { get; } = new("clover");

    /// <summary>lemon.</summary>
    public static NameplatePalette Lemon { get; } = new("lemon");

    /// <summary>white.</summary>
    public static NameplatePalette White { get; } = new("white");
}
