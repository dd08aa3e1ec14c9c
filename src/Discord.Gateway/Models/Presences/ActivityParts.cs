using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>When an activity started and ends. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-timestamps">Gateway Events › Activity Timestamps</see>.</summary>
[JsonModel]
public sealed partial record ActivityTimestamps
{
    /// <summary>When the activity started; null if not known.</summary>
    [UnixMilliseconds]
    public DateTimeOffset? Start { get; init; }

    /// <summary>When the activity ends; null if not known.</summary>
    [UnixMilliseconds]
    public DateTimeOffset? End { get; init; }
}

/// <summary>The emoji of a custom status. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-emoji">Gateway Events › Activity Emoji</see>.</summary>
[JsonModel]
public sealed partial record ActivityEmoji
{
    /// <summary>The name of a custom emoji, or the Unicode emoji itself.</summary>
    public string? Name { get; init; }

    /// <summary>The id; null for Unicode emojis.</summary>
    public Id<Emoji>? Id { get; init; }

    /// <summary>Whether the emoji is animated.</summary>
    [MayBeAbsent]
    public bool Animated { get; init; }
}

/// <summary>The party of an activity. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-party">Gateway Events › Activity Party</see>.</summary>
[JsonModel]
public sealed partial record ActivityParty
{
    /// <summary>The party's id; null if none.</summary>
    public string? Id { get; init; }

    /// <summary>The current size and the maximum size: two numbers; empty if not known.</summary>
    [MayBeAbsent]
    public IReadOnlyList<long> Size { get; init; } = [];
}

/// <summary>The images of an activity: ids of images of the application, or paths of the media proxy that start with <c>mp:</c>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-assets">Gateway Events › Activity Assets</see>.</summary>
[JsonModel]
public sealed partial record ActivityAssets
{
    /// <summary>The large image; null if none. <see cref="Activity.GetLargeImageUrl"/> returns its address.</summary>
    public string? LargeImage { get; init; }

    /// <summary>The hover text of the large image; null if none.</summary>
    public string? LargeText { get; init; }

    /// <summary>The address that the large image links to; null if none.</summary>
    public string? LargeUrl { get; init; }

    /// <summary>The small image; null if none. <see cref="Activity.GetSmallImageUrl"/> returns its address.</summary>
    public string? SmallImage { get; init; }

    /// <summary>The hover text of the small image; null if none.</summary>
    public string? SmallText { get; init; }

    /// <summary>The address that the small image links to; null if none.</summary>
    public string? SmallUrl { get; init; }

    /// <summary>The banner of game invites; null if none. <see cref="Activity.GetInviteCoverImageUrl"/> returns its address.</summary>
    public string? InviteCoverImage { get; init; }
}

/// <summary>The secrets to join or watch an activity. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-secrets">Gateway Events › Activity Secrets</see>.</summary>
[JsonModel]
public sealed partial record ActivitySecrets
{
    /// <summary>The secret to join the party; null if none.</summary>
    [Secret]
    public string? Join { get; init; }

    /// <summary>The secret to watch the game; null if none.</summary>
    [Secret]
    public string? Spectate { get; init; }

    /// <summary>The secret of an instanced match; null if none.</summary>
    [Secret]
    public string? Match { get; init; }
}
