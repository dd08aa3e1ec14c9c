using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A message in a channel, thread or direct message. Without <see cref="GatewayIntents.MessageContent"/>, content, embeds, attachments and components are empty and the
/// poll is null, except in direct messages, messages that mention the bot and the bot's own messages. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object">Message › Message Object</see>.
/// </summary>
[JsonModel]
public sealed partial record Message
{
    /// <summary>The message's id.</summary>
    public Id<Message> Id { get; init; }

    /// <summary>The channel or thread that the message was sent in.</summary>
    public Id<Channel> ChannelId { get; init; }

    private Id<Guild>? _guildId;
    private bool _isGuildBeside;

    /// <summary>The guild; null in direct messages. Known in events and for messages inside an interaction or another message; null elsewhere.</summary>
    [StoredIn(nameof(OwnGuildId))]
    public Id<Guild>? GuildId
    {
        get => _guildId;
        init
        {
            _guildId = value;
            _isGuildBeside = false;
        }
    }

    /// <summary>The author. For a webhook's message, a user object with the webhook's id, name and avatar.</summary>
    public User Author { get; init; } = User.Empty;

    /// <summary>
    /// The author as a member of the guild, in MESSAGE_CREATE and MESSAGE_UPDATE only. Null in direct messages, for ephemeral messages and for webhooks.
    /// <see cref="GuildMember.User"/> is <see cref="Author"/>.
    /// </summary>
    public GuildMember? Member { get; init; }

    /// <summary>
    /// The text, with mentions as written (<c>&lt;@8&gt;</c>); up to 2,000 characters, 4,000 with Nitro. Empty without <see cref="GatewayIntents.MessageContent"/>.
    /// </summary>
    public string Content { get; init; } = "";

    /// <summary>When the message was sent.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>When the message was last edited; null if never.</summary>
    [NeverAbsent]
    [Rare]
    public partial DateTimeOffset? EditedTimestamp { get; init; }

    /// <summary>Whether the message was sent as text-to-speech, which clients read aloud.</summary>
    public bool Tts { get; init; }

    /// <summary>Whether the message mentions everyone.</summary>
    public bool MentionEveryone { get; init; }

    /// <summary>The users that the message mentions. In MESSAGE_CREATE and MESSAGE_UPDATE each has <see cref="User.Member"/>.</summary>
    public IReadOnlyList<User> Mentions { get; init; } = [];

    /// <summary>The roles that the message mentions.</summary>
    public IReadOnlyList<Id<Role>> MentionRoles { get; init; } = [];

    /// <summary>The channels that the message mentions. Sent for crossposted messages only, and only for text channels that everyone can see in a public guild.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<ChannelMention> MentionChannels { get; init; }

    /// <summary>The attached files that no embed or component refers to. Empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The embeds, made by a bot or for links in the text. Empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    public IReadOnlyList<Embed> Embeds { get; init; } = [];

    /// <summary>The reactions, one entry per emoji.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<Reaction> Reactions { get; init; }

    /// <summary>A value that the sender chose to recognise the message by, a string of up to 25 characters or an integer; null if none.</summary>
    public ScalarValue? Nonce { get; init; }

    /// <summary>Whether the message is pinned in its channel.</summary>
    public bool Pinned { get; init; }

    /// <summary>The webhook that sent the message; null if none did.</summary>
    [Rare]
    public partial Id<WebhookTag>? WebhookId { get; init; }

    /// <summary>The kind of message: a text of a user, a reply, or a notice of Discord's such as <see cref="MessageType.UserJoin"/>.</summary>
    public MessageType Type { get; init; }

    /// <summary>The invitation to a Rich Presence activity; null if the message is none.</summary>
    [Rare]
    public partial MessageActivity? Activity { get; init; }

    /// <summary>The application of the Rich Presence invitation, with some of its properties; null if the message is none.</summary>
    [Rare]
    public partial Application? Application { get; init; }

    /// <summary>The application whose interaction response or webhook the message is; null for other messages.</summary>
    [Rare]
    public partial Id<Application>? ApplicationId { get; init; }

    /// <summary>The flags, such as <see cref="MessageFlags.Ephemeral"/> or <see cref="MessageFlags.SuppressNotifications"/>.</summary>
    [MayBeAbsent]
    public MessageFlags Flags { get; init; }

    /// <summary>The message, channel or thread that a reply, forward, crosspost, pin notice or thread starter refers to; null for other messages.</summary>
    [Rare]
    public partial MessageReference? MessageReference { get; init; }

    /// <summary>The forwarded message as it was when it was forwarded, without its author. At present never more than one.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<MessageSnapshot> MessageSnapshots { get; init; }

    /// <summary>The message that a reply, thread starter or message command refers to: null if it was deleted, not specified if Discord did not look it up.</summary>
    [Rare]
    public partial Optional<Message?> ReferencedMessage { get; init; }

    /// <summary>The interaction that the message is a response to; null for other messages.</summary>
    [Rare]
    public partial MessageInteractionMetadata? InteractionMetadata { get; init; }

    /// <summary>The interaction that the message is a response to. Deprecated by Discord; use <see cref="InteractionMetadata"/>.</summary>
    [Rare]
    public partial MessageInteraction? Interaction { get; init; }

    /// <summary>The thread started from the message, with the bot's membership if it joined; null if none. The thread's id is the message's.</summary>
    [Rare]
    public partial Channel? Thread { get; init; }

    /// <summary>The components, such as buttons and select menus. Empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The stickers, up to 3, with the properties needed to show them.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<StickerItem> StickerItems { get; init; }

    /// <summary>The stickers. Deprecated by Discord; use <see cref="StickerItems"/>.</summary>
    [MayBeAbsent]
    [Rare]
    public partial IReadOnlyList<Sticker> Stickers { get; init; }

    /// <summary>The approximate position in the thread; may have gaps or duplicates. Null outside threads.</summary>
    [Rare]
    public partial int? Position { get; init; }

    /// <summary>The purchase or renewal that caused a <see cref="MessageType.RoleSubscriptionPurchase"/> message; null for other messages.</summary>
    [Rare]
    public partial RoleSubscriptionData? RoleSubscriptionData { get; init; }

    /// <summary>The users, members, channels and roles that the message's select menus refer to; null if none.</summary>
    [Rare]
    public partial ResolvedData? Resolved { get; init; }

    /// <summary>The poll; null if the message has none, or without <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Rare]
    public partial Poll? Poll { get; init; }

    /// <summary>The call that a <see cref="MessageType.Call"/> message announces; null for other messages.</summary>
    [Rare]
    public partial MessageCall? Call { get; init; }

    /// <summary>The client theme that the message shares; null if none.</summary>
    [Rare]
    public partial SharedClientTheme? SharedClientTheme { get; init; }

    /// <summary>The kind of the channel, in MESSAGE_CREATE and MESSAGE_UPDATE only; null elsewhere.</summary>
    public ChannelType? ChannelType { get; init; }

    private Id<Guild>? OwnGuildId => _isGuildBeside ? null : _guildId;

    /// <summary>Tells the message of the guild that stands beside it in JSON. It is not written with the message, and not compared.</summary>
    internal void SetGuildBeside(Id<Guild> guildId)
    {
        if (OwnGuildId is null)
        {
            _guildId = guildId;
            _isGuildBeside = true;
        }

        ReferencedMessage.Value?.SetGuildBeside(guildId);
    }

    partial void OnRead()
    {
        Member?.SetUserBeside(Author);
        if (OwnGuildId is { } guildId)
        {
            SetGuildBeside(guildId);
        }
    }
}
