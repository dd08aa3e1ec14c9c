using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A poll to start. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-create-request-object">Poll › Poll Create Request Object</see>.</summary>
[JsonModel]
public sealed partial record PollCreateRequest
{
    /// <summary>The most answers to choose from.</summary>
    public const int MaxAnswers = 10;

    /// <summary>The most characters of the question.</summary>
    public const int MaxQuestionLength = 300;

    /// <summary>The most characters of an answer.</summary>
    public const int MaxAnswerLength = 55;

    /// <summary>The most hours that the poll is open: 32 days.</summary>
    public const int MaxDurationHours = 768;

    /// <summary>A poll whose answers are texts.</summary>
    /// <param name="question">The question; up to 300 characters.</param>
    /// <param name="answers">The answers to choose from; up to 10, each of up to 55 characters.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public PollCreateRequest(string question, params IEnumerable<string> answers)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(answers);
        Question = new PollMedia { Text = question };
        Answers = [.. answers.Select(answer => new PollAnswerRequest { PollMedia = new PollMedia { Text = answer } })];
    }

    /// <summary>The question; text only, up to 300 characters.</summary>
    public PollMedia Question { get; init; } = PollMedia.Empty;

    /// <summary>The answers to choose from; up to 10.</summary>
    public IReadOnlyList<PollAnswerRequest> Answers { get; init; } = [];

    /// <summary>The hours that the poll is open; up to 768, which are 32 days. 24 if null.</summary>
    [JsonPropertyName("duration")]
    public int? DurationHours { get; init; }

    /// <summary>Whether users may choose several answers; false if null.</summary>
    public bool? AllowMultiselect { get; init; }

    /// <summary>The layout; <see cref="PollLayoutType.Default"/> if null.</summary>
    public PollLayoutType? LayoutType { get; init; }

    internal void Validate()
    {
        CallbackLimits.RequireLength(Question.Text, 0, MaxQuestionLength, nameof(Question), "Shorten the question");
        CallbackLimits.RequireCount(Answers, MaxAnswers, nameof(Answers), "Offer fewer answers");
        foreach (PollAnswerRequest answer in Answers)
        {
            CallbackLimits.RequireLength(answer.PollMedia.Text, 0, MaxAnswerLength, nameof(Answers), "Shorten the answer");
        }

        if (DurationHours is < 1 or > MaxDurationHours)
        {
            throw new ArgumentException($"{nameof(DurationHours)} is {DurationHours}, and Discord allows 1 to {MaxDurationHours}.", nameof(DurationHours));
        }
    }
}

/// <summary>An answer of a poll to start. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-answer-object">Poll › Poll Answer Object</see>.</summary>
[JsonModel]
public sealed partial record PollAnswerRequest
{
    /// <summary>The answer: a text of up to 55 characters, and an emoji by its id, or a Unicode emoji as name.</summary>
    public PollMedia PollMedia { get; init; } = PollMedia.Empty;
}
