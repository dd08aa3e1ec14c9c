using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's request to join a guild whose moderators approve new members. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Object</see>.</summary>
[JsonModel]
public sealed partial record GuildJoinRequest
{
    /// <summary>The request's id.</summary>
    public Id<GuildJoinRequest> Id { get; init; }

    /// <summary>The guild that the user wants to join.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The user who wants to join.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>When the user started the request.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the request was approved or rejected; null if neither yet.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>The status of the request; null if Discord did not send it.</summary>
    public JoinRequestStatus? ApplicationStatus { get; init; }

    /// <summary>The reason for the rejection; null if none was given.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>The user who wants to join; null if Discord sent only <see cref="UserId"/>.</summary>
    public User? User { get; init; }

    /// <summary>The moderator who approved or rejected the request; null if none has.</summary>
    public User? ActionedByUser { get; init; }

    /// <summary>The questions of the guild's form, with the user's answers.</summary>
    [MayBeAbsent]
    public IReadOnlyList<JoinRequestFormResponse> FormResponses { get; init; } = [];
}

/// <summary>The status of a request to join a guild; statuses that Discord adds later are kept by name. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Status</see>.</summary>
[StringEnum]
public readonly partial record struct JoinRequestStatus
{
    /// <summary>STARTED: the user has not submitted the form.</summary>
    public static JoinRequestStatus Started { get; } = new("STARTED");

    /// <summary>SUBMITTED: waits for a moderator.</summary>
    public static JoinRequestStatus Submitted { get; } = new("SUBMITTED");

    /// <summary>APPROVED: the user is a member.</summary>
    public static JoinRequestStatus Approved { get; } = new("APPROVED");

    /// <summary>REJECTED: the user cannot join.</summary>
    public static JoinRequestStatus Rejected { get; } = new("REJECTED");
}

/// <summary>A question of the form of a request to join a guild, with the user's answer. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Form Response</see>.</summary>
[JsonModel]
public sealed partial record JoinRequestFormResponse
{
    /// <summary>The kind of question.</summary>
    public JoinRequestFieldType FieldType { get; init; }

    /// <summary>The text of the question; null if none.</summary>
    public string? Label { get; init; }

    /// <summary>An additional description; null if none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the question must be answered; null if Discord did not send it.</summary>
    public bool? Required { get; init; }

    /// <summary>The rules that the user must accept, for <see cref="JoinRequestFieldType.Terms"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The text shown while the answer is empty; null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The answers that the user can choose from, for <see cref="JoinRequestFieldType.MultipleChoice"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The answer: whether the user accepted the rules, a text, or the index of the choice (from 0). Null if there is none.</summary>
    public ScalarValue? Response { get; init; }
}

/// <summary>The kind of a question in the form of a request to join a guild; kinds that Discord adds later are kept by name. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/resources/guild">Guild › Guild Join Request Form Field Types</see>.</summary>
[StringEnum]
public readonly partial record struct JoinRequestFieldType
{
    /// <summary>TERMS: rules that the user must accept.</summary>
    public static JoinRequestFieldType Terms { get; } = new("TERMS");

    /// <summary>TEXT_INPUT: a text of one line.</summary>
    public static JoinRequestFieldType TextInput { get; } = new("TEXT_INPUT");

    /// <summary>PARAGRAPH: a text of several lines.</summary>
    public static JoinRequestFieldType Paragraph { get; } = new("PARAGRAPH");

    /// <summary>MULTIPLE_CHOICE: one of several answers.</summary>
    public static JoinRequestFieldType MultipleChoice { get; } = new("MULTIPLE_CHOICE");
}
