using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>How a poll stands. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-results-object">Poll › Poll Results Object</see>.</summary>
[JsonModel]
public sealed partial record PollResults
{
    /// <summary>Whether the votes were counted exactly.</summary>
    public bool IsFinalized { get; init; }

    /// <summary>The votes by answer; those without a vote may be left out.</summary>
    public IReadOnlyList<PollAnswerCount> AnswerCounts { get; init; } = [];
}

/// <summary>The votes for an answer. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-results-object-poll-answer-count-object-structure">Poll › Poll Answer Count Object Structure</see>.</summary>
[JsonModel]
public sealed partial record PollAnswerCount
{
    /// <summary>The answer's number: its <see cref="PollAnswer.AnswerId"/>.</summary>
    public int Id { get; init; }

    /// <summary>How many votes.</summary>
    public int Count { get; init; }

    /// <summary>Whether the bot voted so.</summary>
    public bool MeVoted { get; init; }
}
