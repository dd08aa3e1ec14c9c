using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Selects the mentions in a message that notify; all others are shown but notify nobody. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#allowed-mentions-object">Message › Allowed Mentions Object</see>.</summary>
/// <example>
/// <code>
/// var message = new MessageCallbackData
/// {
///     Content = $"{userId.Mention()}, somebody wrote: {text}",
///     AllowedMentions = new AllowedMentions { Users = [userId] }, // notifies nobody whom the text mentions
/// };
/// </code>
/// </example>
[JsonModel]
public sealed partial record AllowedMentions
{
    /// <summary>The maximum number of ids in <see cref="Roles"/>, and in <see cref="Users"/>.</summary>
    public const int MaxIds = 100;

    /// <summary>No mention notifies. Use it for messages with text that users wrote.</summary>
    public static AllowedMentions None { get; } = new() { Parse = [] };

    /// <summary>The types of which all mentions notify; if null, only the mentions of <see cref="Roles"/> and <see cref="Users"/> do.</summary>
    public IReadOnlyList<AllowedMentionType>? Parse { get; init; }

    /// <summary>The roles whose mentions notify; up to 100. Not together with <see cref="AllowedMentionType.Roles"/>.</summary>
    public IReadOnlyList<Id<Role>>? Roles { get; init; }

    /// <summary>The users whose mentions notify; up to 100. Not together with <see cref="AllowedMentionType.Users"/>.</summary>
    public IReadOnlyList<Id<User>>? Users { get; init; }

    /// <summary>Whether a reply notifies the author of the message that it replies to; null means false.</summary>
    public bool? RepliedUser { get; init; }

    internal void Validate()
    {
        RequireExclusive(AllowedMentionType.Roles, Roles, nameof(Roles));
        RequireExclusive(AllowedMentionType.Users, Users, nameof(Users));
    }

    private void RequireExclusive<T>(AllowedMentionType type, IReadOnlyList<T>? ids, string property)
    {
        CallbackLimits.RequireCount(ids, MaxIds, property, $"Allow all {type} with {nameof(Parse)} instead");
        if (ids is { Count: > 0 } && Parse?.Contains(type) == true)
        {
            throw new ArgumentException($"{nameof(Parse)} allows all {type}, but {property} lists some: set only one of them.", property);
        }
    }
}

/// <summary>A type of mention. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#allowed-mentions-object-allowed-mention-types">Message › Allowed Mention Types</see>.</summary>
[StringEnum]
public readonly partial record struct AllowedMentionType
{
    /// <summary>roles: mentions of roles.</summary>
    public static AllowedMentionType Roles { get; } = new("roles");

    /// <summary>users: mentions of users.</summary>
    public static AllowedMentionType Users { get; } = new("users");

    /// <summary>everyone: @everyone and @here.</summary>
    public static AllowedMentionType Everyone { get; } = new("everyone");
}
