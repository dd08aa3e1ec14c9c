using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A user's request to join a guild whose moderators approve members by hand. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Object</see>.
/// </summary>
[JsonModel]
public sealed partial record GuildJoinRequest
{
    /// <summary>The request's id.</summary>
    public Id<GuildJoinRequest> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>Who asks.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>When the request was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was approved or rejected; null before that.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>What has become of it; null if Discord does not tell.</summary>
    public JoinRequestStatus? ApplicationStatus { get; init; }

    /// <summary>Why it was rejected; null if no reason was given.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>Who asks, if Discord tells.</summary>
    public User? User { get; init; }

    /// <summary>Who approved or rejected it.</summary>
    public User? ActionedByUser { get; init; }

    /// <summary>The guild's questions, and what the user answered.</summary>
    [MayBeAbsent]
    public IReadOnlyList<JoinRequestFormResponse> FormResponses { get; init; } = [];
}

/// <summary>
/// What has become of a request to join a guild; statuses that Discord adds are kept by their names. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Status</see>.
/// </summary>
[StringEnum]
public readonly partial record struct JoinRequestStatus
{
    /// <summary>STARTED: the form is not filled in yet.</summary>
    public static JoinRequestStatus Started { get; } = new("STARTED");

    /// <summary>SUBMITTED: it waits for a moderator.</summary>
    public static JoinRequestStatus Submitted { get; } = new("SUBMITTED");

    /// <summary>APPROVED: the user is a member.</summary>
    public static JoinRequestStatus Approved { get; } = new("APPROVED");

    /// <summary>REJECTED: the user may not join.</summary>
    public static JoinRequestStatus Rejected { get; } = new("REJECTED");
}

/// <summary>
/// A question of the form for those who want to join a guild, and its answer. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Form Response</see>.
/// </summary>
[JsonModel]
public sealed partial record JoinRequestFormResponse
{
    /// <summary>The kind of question.</summary>
    public JoinRequestFieldType FieldType { get; init; }

    /// <summary>The question.</summary>
    public string? Label { get; init; }

    /// <summary>What is said about it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it must be answered.</summary>
    public bool? Required { get; init; }

    /// <summary>The rules that must be agreed to, for <see cref="JoinRequestFieldType.Terms"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The text while the answer is empty.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The answers to choose from, for <see cref="JoinRequestFieldType.MultipleChoice"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The answer: whether the rules were agreed to, a text, or the place of the choice from 0 on. Null if there is none.</summary>
    public ScalarValue? Response { get; init; }
}

/// <summary>
/// The kind of a question of such a form; kinds that Discord adds are kept by their names. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Form Field Types</see>.
/// </summary>
[StringEnum]
public readonly partial record struct JoinRequestFieldType
{
    /// <summary>TERMS: rules that must be agreed to.</summary>
    public static JoinRequestFieldType Terms { get; } = new("TERMS");

    /// <summary>TEXT_INPUT: a line.</summary>
    public static JoinRequestFieldType TextInput { get; } = new("TEXT_INPUT");

    /// <summary>PARAGRAPH: several lines.</summary>
    public static JoinRequestFieldType Paragraph { get; } = new("PARAGRAPH");

    /// <summary>MULTIPLE_CHOICE: one of several answers.</summary>
    public static JoinRequestFieldType MultipleChoice { get; } = new("MULTIPLE_CHOICE");
}
