using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A poll to start. Discord's documentation: <see href="https://discord.com/developers/docs/resources/poll#poll-create-request-object">Poll › Poll Create Request Object</see>.</summary>
[JsonModel]
public sealed partial record PollCreateRequest
{
    /// <summary>The maximum number of answers.</summary>
    public const int MaxAnswers = 10;

    /// <summary>The maximum length of the question, in characters.</summary>
    public const int MaxQuestionLength = 300;

    /// <summary>The maximum length of an answer, in characters.</summary>
    public const int MaxAnswerLength = 55;

    /// <summary>The maximum duration in hours: 32 days.</summary>
    public const int MaxDurationHours = 768;

    /// <summary>Creates a poll with text answers.</summary>
    /// <param name="question">The question; up to 300 characters.</param>
    /// <param name="answers">The answers that users can choose from; up to 10, each of up to 55 characters.</param>
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

    /// <summary>The answers that users can choose from; up to 10.</summary>
    public IReadOnlyList<PollAnswerRequest> Answers { get; init; } = [];

    /// <summary>The duration in hours; up to 768 (32 days). Null means 24.</summary>
    [JsonPropertyName("duration")]
    public int? DurationHours { get; init; }

    /// <summary>Whether a user can choose several answers; null means false.</summary>
    public bool? AllowMultiselect { get; init; }

    /// <summary>The layout; null means <see cref="PollLayoutType.Default"/>.</summary>
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
    /// <summary>The text of the answer, up to 55 characters, and optionally an emoji: a custom one by its id, a Unicode one as the name.</summary>
    public PollMedia PollMedia { get; init; } = PollMedia.Empty;
}
