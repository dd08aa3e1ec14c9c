namespace Discord.Gateway;

/// <summary>The kind of an activity. Discord's documentation: <i>Gateway Events › Activity Types</i>.</summary>
public enum ActivityType
{
    /// <summary>Playing {name}.</summary>
    Playing = 0,

    /// <summary>Streaming {details}.</summary>
    Streaming = 1,

    /// <summary>Listening to {name}.</summary>
    Listening = 2,

    /// <summary>Watching {name}.</summary>
    Watching = 3,

    /// <summary>{emoji} {state}: a custom status.</summary>
    Custom = 4,

    /// <summary>Competing in {name}.</summary>
    Competing = 5,
}

/// <summary>What a user is doing. Discord's documentation: <i>Gateway Events › Activity Object</i>.</summary>
public sealed record Activity
{
    /// <summary>The activity's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind of activity.</summary>
    public ActivityType Type { get; init; }

    /// <summary>The stream's address, for <see cref="ActivityType.Streaming"/>.</summary>
    public string? Url { get; init; }

    /// <summary>What the user is doing.</summary>
    public string? Details { get; init; }

    /// <summary>The party status, or the text of a custom status.</summary>
    public string? State { get; init; }

    /// <summary>The application of the activity.</summary>
    public Id<Application>? ApplicationId { get; init; }
}
