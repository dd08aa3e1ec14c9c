using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An activity of a user, such as a game or a custom status. Discord does not validate activities. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object">Gateway Events › Activity Object</see>.</summary>
[JsonModel]
public sealed partial record Activity
{
    /// <summary>The name of the activity.</summary>
    [CommonValues("Custom Status", "Spotify", "Visual Studio Code", "YouTube", "Twitch")]
    public string Name { get; init; } = "";

    /// <summary>The kind of activity.</summary>
    public ActivityType Type { get; init; }

    /// <summary>The address of the stream, for <see cref="ActivityType.Streaming"/>; null otherwise.</summary>
    [Rare]
    public partial string? Url { get; init; }

    /// <summary>When the activity was added to the user's session.</summary>
    [UnixMilliseconds]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the activity started and ends; null if Discord did not send it.</summary>
    public ActivityTimestamps? Timestamps { get; init; }

    /// <summary>The application of the activity; null if none.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The property shown in the member list; null if Discord did not send it.</summary>
    [Rare]
    public partial StatusDisplayType? StatusDisplayType { get; init; }

    /// <summary>What the user is doing; null if none.</summary>
    public string? Details { get; init; }

    /// <summary>The address that <see cref="Details"/> links to; null if none.</summary>
    [Rare]
    public partial string? DetailsUrl { get; init; }

    /// <summary>The status of the party, or the text of a custom status; null if none.</summary>
    public string? State { get; init; }

    /// <summary>The address that <see cref="State"/> links to; null if none.</summary>
    [Rare]
    public partial string? StateUrl { get; init; }

    /// <summary>The emoji of a custom status; null if none.</summary>
    [Rare]
    public partial ActivityEmoji? Emoji { get; init; }

    /// <summary>The party; null if none.</summary>
    [Rare]
    public partial ActivityParty? Party { get; init; }

    /// <summary>The images, with their hover texts; null if none.</summary>
    public ActivityAssets? Assets { get; init; }

    /// <summary>The secrets to join or watch the activity; null if none.</summary>
    [Rare]
    public partial ActivitySecrets? Secrets { get; init; }

    /// <summary>Whether the activity is an instanced game session; null if Discord did not send it.</summary>
    [Rare]
    public partial bool? Instance { get; init; }

    /// <summary>The flags, which describe the activity's properties; null if Discord did not send them.</summary>
    [Rare]
    public partial ActivityFlags? Flags { get; init; }

    /// <summary>The custom buttons, of which Discord sends only the texts; up to 2.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<ActivityButton> Buttons { get; init; }

    /// <summary>The activity's id. Undocumented.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the content that is played. Undocumented.</summary>
    [Rare]
    public partial string? SyncId { get; init; }

    /// <summary>The id of the session that the activity belongs to. Undocumented.</summary>
    [Rare]
    public partial string? SessionId { get; init; }

    /// <summary>The platform that the activity runs on. Undocumented.</summary>
    [CommonValues("desktop", "xbox", "ps4", "ps5", "android", "ios", "samsung")]
    [Rare]
    public partial string? Platform { get; init; }
}
