using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A poll. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-object">Poll › Poll Object</see>.</summary>
[JsonModel]
public sealed partial record Poll
{
    /// <summary>The question; text only.</summary>
    public PollMedia Question { get; init; } = PollMedia.Empty;

    /// <summary>The answers to choose from; up to 10.</summary>
    public IReadOnlyList<PollAnswer> Answers { get; init; } = [];

    /// <summary>When it ends.</summary>
    [NeverAbsent]
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Whether one may choose several.</summary>
    public bool AllowMultiselect { get; init; }

    /// <summary>How it looks.</summary>
    public PollLayoutType LayoutType { get; init; }

    /// <summary>How it stands; null if not known, which is not to say that there are no votes.</summary>
    public PollResults? Results { get; init; }
}

/// <summary>How a poll looks. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#layout-type">Poll › Layout Type</see>.</summary>
public enum PollLayoutType : long
{
    /// <summary>DEFAULT.</summary>
    Default = 1,
}

/// <summary>A question or an answer of a poll. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-media-object">Poll › Poll Media Object</see>.</summary>
[JsonModel]
public sealed partial record PollMedia
{
    /// <summary>The text; up to 300 characters for questions, 55 for answers.</summary>
    public string? Text { get; init; }

    /// <summary>The emoji of an answer: an id, or a Unicode emoji as name.</summary>
    public Emoji? Emoji { get; init; }
}

/// <summary>An answer to choose from. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-answer-object">Poll › Poll Answer Object</see>.</summary>
[JsonModel]
public sealed partial record PollAnswer
{
    /// <summary>The answer's number, from 1 at present.</summary>
    public int AnswerId { get; init; }

    /// <summary>The answer.</summary>
    public PollMedia PollMedia { get; init; } = PollMedia.Empty;
}
