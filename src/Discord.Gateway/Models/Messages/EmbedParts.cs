using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Where an embed comes from. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-provider-structure">Message › Embed Provider Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedProvider
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The address.</summary>
    public string? Url { get; init; }
}

/// <summary>Who an embed comes from. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-author-structure">Message › Embed Author Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedAuthor
{
    /// <summary>The name; up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address.</summary>
    public string? Url { get; init; }

    /// <summary>Where the icon is.</summary>
    public string? IconUrl { get; init; }

    /// <summary>Where Discord's copy of the icon is.</summary>
    public string? ProxyIconUrl { get; init; }
}

/// <summary>An embed's footer. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-footer-structure">Message › Embed Footer Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedFooter
{
    /// <summary>The text; up to 2,048 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where the icon is.</summary>
    public string? IconUrl { get; init; }

    /// <summary>Where Discord's copy of the icon is.</summary>
    public string? ProxyIconUrl { get; init; }
}

/// <summary>A field of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-field-structure">Message › Embed Field Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedField
{
    /// <summary>The name; up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The text; up to 1,024 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>Whether it stands beside others.</summary>
    [MayBeAbsent]
    public bool Inline { get; init; }
}
