using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The site that an embed's content comes from. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-provider-structure">Message › Embed Provider Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedProvider
{
    /// <summary>The name of the site; null if unknown.</summary>
    public string? Name { get; init; }

    /// <summary>The address of the site; null if unknown.</summary>
    public string? Url { get; init; }
}

/// <summary>The author shown in an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-author-structure">Message › Embed Author Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedAuthor
{
    /// <summary>The name; up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address that the name links to; null if none.</summary>
    public string? Url { get; init; }

    /// <summary>The address of the icon, or <c>attachment://</c> and the name of a file uploaded with the message; null if none.</summary>
    public string? IconUrl { get; init; }

    /// <summary>The address of Discord's proxied copy of the icon. Set by Discord.</summary>
    public string? ProxyIconUrl { get; init; }
}

/// <summary>The footer of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-footer-structure">Message › Embed Footer Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedFooter
{
    /// <summary>The text; up to 2,048 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>The address of the icon, or <c>attachment://</c> and the name of a file uploaded with the message; null if none.</summary>
    public string? IconUrl { get; init; }

    /// <summary>The address of Discord's proxied copy of the icon. Set by Discord.</summary>
    public string? ProxyIconUrl { get; init; }
}

/// <summary>A field of an embed: a name with a text below. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-field-structure">Message › Embed Field Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedField
{
    /// <summary>The name; up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The text; up to 1,024 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>Whether the field is shown inline, beside other inline fields.</summary>
    [MayBeAbsent]
    public bool Inline { get; init; }
}
