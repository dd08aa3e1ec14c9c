using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A message. Without <see cref="GatewayIntents.MessageContent"/>, content, embeds, attachments and components are empty and polls absent, except in
/// direct messages, mentions of the bot and its own messages. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object">Message › Message Object</see>.
/// </summary>
[JsonModel]
public sealed partial record Message
{
    /// <summary>The message's id.</summary>
    public Id<Message> Id { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    private Id<Guild>? _guildId;
    private bool _isGuildBeside;

    /// <summary>The guild; null in direct messages, and where Discord does not tell: it does in events, and for messages within an interaction or another message.</summary>
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

    /// <summary>Who wrote it; for webhooks, a user with the webhook's id, name and avatar.</summary>
    public User Author { get; init; } = User.Empty;

    /// <summary>
    /// The author as a member of the guild, without the user; null in direct messages, for ephemeral messages and for webhooks. In events only.
    /// </summary>
    public GuildMember? Member { get; init; }

    /// <summary>The text; up to 2,000 characters, 4,000 with Nitro.</summary>
    public string Content { get; init; } = "";

    /// <summary>When it was sent.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>When it was last edited; null if never.</summary>
    [NeverAbsent]
    public DateTimeOffset? EditedTimestamp { get; init; }

    /// <summary>Whether it is read aloud.</summary>
    public bool Tts { get; init; }

    /// <summary>Whether it mentions everyone.</summary>
    public bool MentionEveryone { get; init; }

    /// <summary>The users it mentions; in events, with <see cref="User.Member"/>.</summary>
    public IReadOnlyList<User> Mentions { get; init; } = [];

    /// <summary>The roles it mentions.</summary>
    public IReadOnlyList<Id<Role>> MentionRoles { get; init; } = [];

    /// <summary>The channels it mentions; crossposted messages only.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChannelMention> MentionChannels { get; init; } = [];

    /// <summary>The attached files.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The embeds.</summary>
    public IReadOnlyList<Embed> Embeds { get; init; } = [];

    /// <summary>The reactions.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Reaction> Reactions { get; init; } = [];

    /// <summary>What the sender gave to recognise it by: a string or an integer.</summary>
    public ScalarValue? Nonce { get; init; }

    /// <summary>Whether it is pinned.</summary>
    public bool Pinned { get; init; }

    /// <summary>The webhook that sent it; null if none did.</summary>
    public Id<Webhook>? WebhookId { get; init; }

    /// <summary>The kind of message.</summary>
    public MessageType Type { get; init; }

    /// <summary>The Rich Presence invitation it is.</summary>
    public MessageActivity? Activity { get; init; }

    /// <summary>The application of that invitation; a few properties of it.</summary>
    public Application? Application { get; init; }

    /// <summary>The application whose interaction or webhook sent it.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The message's flags.</summary>
    [MayBeAbsent]
    public MessageFlags Flags { get; init; }

    /// <summary>The message that this one replies to, forwards, crossposts, pins or otherwise comes from.</summary>
    public MessageReference? MessageReference { get; init; }

    /// <summary>What the forwarded message was like; one at present.</summary>
    [MayBeAbsent]
    public IReadOnlyList<MessageSnapshot> MessageSnapshots { get; init; } = [];

    /// <summary>The message it replies to: null if deleted, absent if Discord did not look it up.</summary>
    public Optional<Message?> ReferencedMessage { get; init; }

    /// <summary>The interaction it answers.</summary>
    public MessageInteractionMetadata? InteractionMetadata { get; init; }

    /// <summary>The interaction it answers, in an older form; <see cref="InteractionMetadata"/> replaces it.</summary>
    public MessageInteraction? Interaction { get; init; }

    /// <summary>The thread that was started from it.</summary>
    public Channel? Thread { get; init; }

    /// <summary>The components, such as buttons.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The stickers.</summary>
    [MayBeAbsent]
    public IReadOnlyList<StickerItem> StickerItems { get; init; } = [];

    /// <summary>The stickers, in an older form; <see cref="StickerItems"/> replaces it.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];

    /// <summary>About which place it has in its thread; there may be gaps and doubles.</summary>
    public int? Position { get; init; }

    /// <summary>The role subscription that a message of <see cref="MessageType.RoleSubscriptionPurchase"/> tells of.</summary>
    public RoleSubscriptionData? RoleSubscriptionData { get; init; }

    /// <summary>What its select menus refer to.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>The poll.</summary>
    public Poll? Poll { get; init; }

    /// <summary>The call that a message of <see cref="MessageType.Call"/> tells of.</summary>
    public MessageCall? Call { get; init; }

    /// <summary>The theme that was shared in it.</summary>
    public SharedClientTheme? SharedClientTheme { get; init; }

    /// <summary>The kind of the channel. In events only.</summary>
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
