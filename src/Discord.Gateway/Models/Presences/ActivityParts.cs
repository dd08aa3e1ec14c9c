using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>When an activity began and will end. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-timestamps">Gateway Events › Activity Timestamps</see>.</summary>
[JsonModel]
public sealed partial record ActivityTimestamps
{
    /// <summary>When it began.</summary>
    [UnixMilliseconds]
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it will end.</summary>
    [UnixMilliseconds]
    public DateTimeOffset? End { get; init; }
}

/// <summary>The emoji of a custom status. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-emoji">Gateway Events › Activity Emoji</see>.</summary>
[JsonModel]
public sealed partial record ActivityEmoji
{
    /// <summary>The name, or the Unicode emoji.</summary>
    public string? Name { get; init; }

    /// <summary>The id; null for Unicode emojis.</summary>
    public Id<Emoji>? Id { get; init; }

    /// <summary>Whether it is animated.</summary>
    [MayBeAbsent]
    public bool Animated { get; init; }
}

/// <summary>The party of an activity. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-party">Gateway Events › Activity Party</see>.</summary>
[JsonModel]
public sealed partial record ActivityParty
{
    /// <summary>The party's id.</summary>
    public string? Id { get; init; }

    /// <summary>How many are in it, and how many can be: two numbers, or none.</summary>
    [MayBeAbsent]
    public IReadOnlyList<long> Size { get; init; } = [];
}

/// <summary>
/// The images of an activity: ids of an application's images, or paths of the media proxy that begin with <c>mp:</c>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-assets">Gateway Events › Activity Assets</see>.
/// </summary>
[JsonModel]
public sealed partial record ActivityAssets
{
    /// <summary>The large image.</summary>
    public string? LargeImage { get; init; }

    /// <summary>The text over it.</summary>
    public string? LargeText { get; init; }

    /// <summary>Where it links.</summary>
    public string? LargeUrl { get; init; }

    /// <summary>The small image.</summary>
    public string? SmallImage { get; init; }

    /// <summary>The text over it.</summary>
    public string? SmallText { get; init; }

    /// <summary>Where it links.</summary>
    public string? SmallUrl { get; init; }

    /// <summary>The image of invitations to the game.</summary>
    public string? InviteCoverImage { get; init; }
}

/// <summary>What joining and watching an activity need. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-secrets">Gateway Events › Activity Secrets</see>.</summary>
[JsonModel]
public sealed partial record ActivitySecrets
{
    /// <summary>For joining its party.</summary>
    [Secret]
    public string? Join { get; init; }

    /// <summary>For watching it.</summary>
    [Secret]
    public string? Spectate { get; init; }

    /// <summary>For a match of its own.</summary>
    [Secret]
    public string? Match { get; init; }
}
