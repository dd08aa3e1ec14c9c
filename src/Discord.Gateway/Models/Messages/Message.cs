namespace Discord.Gateway;

/// <summary>
/// A message. Without <see cref="GatewayIntents.MessageContent"/>, <see cref="Content"/> and <see cref="Attachments"/> are empty, except in direct
/// messages, mentions of the bot and its own messages. Discord's documentation: <i>Message › Message Object</i>.
/// </summary>
public sealed record Message
{
    /// <summary>The message's id.</summary>
    public Id<Message> Id { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The guild; null in direct messages and for ephemeral messages.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Who wrote it; for webhooks, a user with the webhook's id and name.</summary>
    public User Author { get; init; } = new();

    /// <summary>The author as a member of the guild, without the user; null in direct messages and for webhooks.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The text.</summary>
    public string Content { get; init; } = "";

    /// <summary>When it was sent.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>When it was last edited; null if never.</summary>
    public DateTimeOffset? EditedTimestamp { get; init; }

    /// <summary>The kind of message, by Discord's number; 0 is a common one.</summary>
    public int Type { get; init; }

    /// <summary>Whether it mentions everyone.</summary>
    public bool MentionEveryone { get; init; }

    /// <summary>The users it mentions.</summary>
    public IReadOnlyList<User> Mentions { get; init => field = value ?? []; } = [];

    /// <summary>The roles it mentions.</summary>
    public IReadOnlyList<Id<Role>> MentionRoles { get; init => field = value ?? []; } = [];

    /// <summary>The attached files.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>The message it replies to, if Discord looked it up and it still exists.</summary>
    public Message? ReferencedMessage { get; init; }
}
