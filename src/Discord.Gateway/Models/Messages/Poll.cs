using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A poll in a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-object">Poll › Poll Object</see>.</summary>
[JsonModel]
public sealed partial record Poll
{
    /// <summary>The question; text only, up to 300 characters.</summary>
    public PollMedia Question { get; init; } = PollMedia.Empty;

    /// <summary>The answers that users can choose from; up to 10.</summary>
    public IReadOnlyList<PollAnswer> Answers { get; init; } = [];

    /// <summary>When the poll ends.</summary>
    [NeverAbsent]
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Whether a user can choose several answers.</summary>
    public bool AllowMultiselect { get; init; }

    /// <summary>The layout.</summary>
    public PollLayoutType LayoutType { get; init; }

    /// <summary>The votes so far; null if unknown, which does not mean that there are none.</summary>
    public PollResults? Results { get; init; }
}

/// <summary>The layout of a poll. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#layout-type">Poll › Layout Type</see>.</summary>
public enum PollLayoutType : long
{
    /// <summary>DEFAULT: the only layout at present.</summary>
    Default = 1,
}

/// <summary>The question or an answer of a poll. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-media-object">Poll › Poll Media Object</see>.</summary>
[JsonModel]
public sealed partial record PollMedia
{
    /// <summary>The text; up to 300 characters for a question, 55 for an answer.</summary>
    public string? Text { get; init; }

    /// <summary>The emoji of an answer: a custom one with its id, a Unicode one as the name. Null if none.</summary>
    public Emoji? Emoji { get; init; }
}

/// <summary>An answer of a poll. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-answer-object">Poll › Poll Answer Object</see>.</summary>
[JsonModel]
public sealed partial record PollAnswer
{
    /// <summary>The answer's number in the poll, at present starting from 1.</summary>
    public int AnswerId { get; init; }

    /// <summary>The text and emoji of the answer.</summary>
    public PollMedia PollMedia { get; init; } = PollMedia.Empty;
}
