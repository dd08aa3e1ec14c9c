using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The votes of a poll. Counts may be imprecise until the poll has ended and Discord has counted again. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-results-object">Poll › Poll Results Object</see>.</summary>
[JsonModel]
public sealed partial record PollResults
{
    /// <summary>Whether the votes have been counted precisely.</summary>
    public bool IsFinalized { get; init; }

    /// <summary>The votes per answer; answers without votes may be missing.</summary>
    public IReadOnlyList<PollAnswerCount> AnswerCounts { get; init; } = [];
}

/// <summary>The number of votes for an answer. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-results-object-poll-answer-count-object-structure">Poll › Poll Answer Count Object Structure</see>.</summary>
[JsonModel]
public sealed partial record PollAnswerCount
{
    /// <summary>The answer: its <see cref="PollAnswer.AnswerId"/>.</summary>
    public int Id { get; init; }

    /// <summary>The number of votes for the answer.</summary>
    public int Count { get; init; }

    /// <summary>Whether the bot voted for the answer.</summary>
    public bool MeVoted { get; init; }
}
