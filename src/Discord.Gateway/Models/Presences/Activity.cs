using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What a user is doing. Discord does not validate activities. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object">Gateway Events › Activity Object</see>.</summary>
[JsonModel]
public sealed partial record Activity
{
    /// <summary>The activity's name.</summary>
    [CommonValues("Custom Status", "Spotify", "Visual Studio Code", "YouTube", "Twitch")]
    public string Name { get; init; } = "";

    /// <summary>The kind of activity.</summary>
    public ActivityType Type { get; init; }

    /// <summary>The stream's address, for <see cref="ActivityType.Streaming"/>.</summary>
    public string? Url { get; init; }

    /// <summary>When it was added to the user's activities.</summary>
    [UnixMilliseconds]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began and will end.</summary>
    public ActivityTimestamps? Timestamps { get; init; }

    /// <summary>The application of the activity.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>What is shown in the list of members.</summary>
    public StatusDisplayType? StatusDisplayType { get; init; }

    /// <summary>What the user is doing.</summary>
    public string? Details { get; init; }

    /// <summary>Where the details link.</summary>
    public string? DetailsUrl { get; init; }

    /// <summary>The party's status, or the text of a custom status.</summary>
    public string? State { get; init; }

    /// <summary>Where the state links.</summary>
    public string? StateUrl { get; init; }

    /// <summary>The emoji of a custom status.</summary>
    public ActivityEmoji? Emoji { get; init; }

    /// <summary>The party.</summary>
    public ActivityParty? Party { get; init; }

    /// <summary>The images.</summary>
    public ActivityAssets? Assets { get; init; }

    /// <summary>What joining and watching need.</summary>
    public ActivitySecrets? Secrets { get; init; }

    /// <summary>Whether it is a match of its own.</summary>
    public bool? Instance { get; init; }

    /// <summary>What it allows.</summary>
    public ActivityFlags? Flags { get; init; }

    /// <summary>The buttons; up to 2.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ActivityButton> Buttons { get; init; } = [];

    /// <summary>The activity's id. Undocumented.</summary>
    public string? Id { get; init; }

    /// <summary>The id of what is played. Undocumented.</summary>
    public string? SyncId { get; init; }

    /// <summary>The id of the session it is from. Undocumented.</summary>
    public string? SessionId { get; init; }

    /// <summary>The platform it runs on. Undocumented.</summary>
    [CommonValues("desktop", "xbox", "ps4", "ps5", "android", "ios", "samsung")]
    public string? Platform { get; init; }
}
