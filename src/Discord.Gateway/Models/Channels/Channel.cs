using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A channel or thread of any kind; which properties are there depends on it. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object">Channel › Channel Object</see>.
/// </summary>
/// <remarks>
/// A channel that the bot may not view (<see cref="Permissions.ViewChannel"/>) arrives obfuscated: <see cref="Flags"/> has <see cref="ChannelFlags.ChannelObfuscated"/>, the
/// name is <c>___hidden___</c>, the only overwrite denies @everyone to view it, and only <see cref="Id"/>, <see cref="Type"/>, <see cref="Position"/> and <see
/// cref="ParentId"/> mean anything. When the bot gains access, a CHANNEL_UPDATE brings the whole channel. Discord's change log: <i>August 12, 2026</i>.
/// </remarks>
[JsonModel(CanBeInlined = true)]
public sealed partial record Channel
{
    private Id<Guild>? _guildId;

    /// <summary>The channel's id.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The kind of channel.</summary>
    [Hot]
    public ChannelType Type { get; init; }

    /// <summary>The guild; absent in direct messages, and sometimes inside GUILD_CREATE.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId
    {
        get => _guildId;
        init => _guildId = value;
    }

    /// <summary>The place among the guild's channels; those of one position are ordered by id. Null for threads.</summary>
    public int? Position { get; init; }

    /// <summary>What it allows and denies to roles and members.</summary>
    [MayBeAbsent]
    [Hot]
    public IReadOnlyList<Overwrite> PermissionOverwrites { get; init; } = [];

    /// <summary>The name; 1–100 characters. Null for direct messages.</summary>
    public string? Name { get; init; }

    /// <summary>The topic; up to 1,024 characters, 4,096 in forum and media channels. Null for none.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    [MayBeAbsent]
    public bool Nsfw { get; init; }

    /// <summary>The last message, or thread of a forum; it may no longer exist.</summary>
    public Id<Message>? LastMessageId { get; init; }

    /// <summary>The bitrate of a voice channel, in bits per second.</summary>
    public int? Bitrate { get; init; }

    /// <summary>The most users of a voice channel; 0 for no limit.</summary>
    public int? UserLimit { get; init; }

    /// <summary>Slow mode: how long a user waits between messages, or threads; up to 6 hours.</summary>
    [Seconds]
    public TimeSpan? RateLimitPerUser { get; init; }

    /// <summary>With whom a direct message is.</summary>
    [MayBeAbsent]
    public IReadOnlyList<User> Recipients { get; init; } = [];

    /// <summary>The icon's hash of a group; null for none.</summary>
    public ImageHash? Icon { get; init; }

    /// <summary>Who made the group or thread.</summary>
    public Id<User>? OwnerId { get; init; }

    /// <summary>The bot that made the group.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>Whether an application manages the group.</summary>
    public bool? Managed { get; init; }

    /// <summary>The category, or for a thread its channel; null if none.</summary>
    [Hot]
    public Id<Channel>? ParentId { get; init; }

    /// <summary>When a message was pinned last; null if never.</summary>
    public DateTimeOffset? LastPinTimestamp { get; init; }

    /// <summary>The voice region; null if chosen automatically.</summary>
    public string? RtcRegion { get; init; }

    /// <summary>The video quality of a voice channel; null means <see cref="VideoQualityMode.Auto"/>.</summary>
    public VideoQualityMode? VideoQualityMode { get; init; }

    /// <summary>How many messages a thread has, without its first and deleted ones.</summary>
    public int? MessageCount { get; init; }

    /// <summary>How many members a thread has, up to 50.</summary>
    public int? MemberCount { get; init; }

    /// <summary>What only threads have.</summary>
    public ThreadMetadata? ThreadMetadata { get; init; }

    /// <summary>The bot's membership of the thread; null if it is no member.</summary>
    public ThreadMember? Member { get; init; }

    /// <summary>After how long without activity new threads are archived: 1 hour, 1, 3 or 7 days.</summary>
    [Minutes]
    public TimeSpan? DefaultAutoArchiveDuration { get; init; }

    /// <summary>The user's permissions here; in resolved data of interactions only.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The bot's permissions here; in resolved data of interactions only.</summary>
    public Permissions? AppPermissions { get; init; }

    /// <summary>The channel's flags.</summary>
    [Hot]
    public ChannelFlags? Flags { get; init; }

    /// <summary>How many messages a thread ever had.</summary>
    public int? TotalMessageSent { get; init; }

    /// <summary>The tags that threads of a forum or media channel can have; up to 20.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ForumTag> AvailableTags { get; init; } = [];

    /// <summary>The tags of a thread in a forum or media channel; up to 5.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<ForumTag>> AppliedTags { get; init; } = [];

    /// <summary>The emoji of the button that reacts to a thread in a forum; null for none.</summary>
    public DefaultReaction? DefaultReactionEmoji { get; init; }

    /// <summary>The slow mode that new threads begin with.</summary>
    [Seconds]
    public TimeSpan? DefaultThreadRateLimitPerUser { get; init; }

    /// <summary>How a forum's threads are ordered; null if not chosen.</summary>
    public SortOrderType? DefaultSortOrder { get; init; }

    /// <summary>How a forum looks.</summary>
    public ForumLayoutType? DefaultForumLayout { get; init; }

    /// <summary>All that Discord sent, if the kind of channel is not known; null otherwise.</summary>
    [JsonIgnore]
    [RawWhenUnknown(nameof(Type))]
    public JsonElement? Raw { get; init; }

    /// <summary>Whether it is a thread.</summary>
    [JsonIgnore]
    public bool IsThread => Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;

    /// <summary>Where a group's icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"channel-icons/{Id}", Icon, size, format);

    /// <summary>Tells a channel that was just read of the guild that it is in.</summary>
    internal Channel InGuild(Id<Guild> id)
    {
        _guildId = id;
        return this;
    }
}
