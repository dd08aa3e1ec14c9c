using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A guild channel, thread or direct message. Its <see cref="Type"/> decides which properties Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object">Channel › Channel Object</see>.</summary>
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

    /// <summary>The guild; null in direct messages, and possibly for channels inside GUILD_CREATE.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId
    {
        get => _guildId;
        init => _guildId = value;
    }

    /// <summary>The sorting position in the guild; channels with the same position are sorted by id. Null for threads.</summary>
    public int? Position { get; init; }

    /// <summary>
    /// The permissions that the channel allows or denies to roles and members, in addition to those of the guild. Empty for threads, which inherit those of their
    /// parent.
    /// </summary>
    [MayBeAbsent]
    [Hot]
    public IReadOnlyList<Overwrite> PermissionOverwrites { get; init; } = [];

    /// <summary>The name; 1–100 characters. Null for direct messages.</summary>
    public string? Name { get; init; }

    /// <summary>The topic; up to 1,024 characters, 4,096 in forum and media channels. Null if none.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether the channel is age-restricted.</summary>
    [MayBeAbsent]
    public bool Nsfw { get; init; }

    /// <summary>The last message, or the last thread of a forum or media channel; it may no longer exist. Null if there was none.</summary>
    public Id<Message>? LastMessageId { get; init; }

    /// <summary>
    /// The bitrate of a voice or stage channel, in bits per second: from 8,000 to 384,000 depending on the boost level, to 64,000 for stages. Null for other channels.
    /// </summary>
    public int? Bitrate { get; init; }

    /// <summary>The maximum number of users, up to 99 in a voice channel and 10,000 in a stage channel; 0 for no limit, null for other channels.</summary>
    public int? UserLimit { get; init; }

    /// <summary>
    /// Slow mode: the time that a user must wait between two messages, or two new threads; up to 6 hours, zero if off. Bots and members with
    /// <see cref="Permissions.BypassSlowmode"/> are exempt.
    /// </summary>
    [Seconds]
    public TimeSpan? RateLimitPerUser { get; init; }

    /// <summary>The recipients of a direct message or group; empty for guild channels.</summary>
    [MayBeAbsent]
    public IReadOnlyList<User> Recipients { get; init; } = [];

    /// <summary>The hash of a group's icon; null if none. <see cref="GetIconUrl"/> returns its address.</summary>
    public ImageHash? Icon { get; init; }

    /// <summary>The user who created the group or thread; null for other channels.</summary>
    public Id<User>? OwnerId { get; init; }

    /// <summary>The application associated with the channel; for a group, the application that created it. Null if none.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>Whether an application manages the group, by the OAuth2 scope <c>gdm.join</c>; null for other channels.</summary>
    public bool? Managed { get; init; }

    /// <summary>The category of a guild channel (null if none), or the channel in which a thread was started. A category has up to 50 channels.</summary>
    [Hot]
    public Id<Channel>? ParentId { get; init; }

    /// <summary>When a message was last pinned; null if never.</summary>
    public DateTimeOffset? LastPinTimestamp { get; init; }

    /// <summary>The voice region; null if Discord chooses it.</summary>
    public string? RtcRegion { get; init; }

    /// <summary>The camera quality in a voice channel; null means <see cref="VideoQualityMode.Auto"/>.</summary>
    public VideoQualityMode? VideoQualityMode { get; init; }

    /// <summary>
    /// The number of messages in a thread, without the first one and deleted ones; null for other channels. Inaccurate above 50 in threads created before July 2022.
    /// </summary>
    public int? MessageCount { get; init; }

    /// <summary>The approximate number of members of a thread, counted up to 50; null for other channels.</summary>
    public int? MemberCount { get; init; }

    /// <summary>The properties that only threads have, such as the archive state; null for other channels.</summary>
    public ThreadMetadata? ThreadMetadata { get; init; }

    /// <summary>The bot's membership of the thread; null if it has not joined, or if Discord did not send it.</summary>
    public ThreadMember? Member { get; init; }

    /// <summary>The inactivity after which new threads are hidden from the channel list: 1 hour, 1 day, 3 or 7 days. Null if Discord did not send it.</summary>
    [Minutes]
    public TimeSpan? DefaultAutoArchiveDuration { get; init; }

    /// <summary>
    /// The user's permissions in the channel, overwrites included. Only in the resolved data of interactions; null elsewhere. <see cref="MemberPermissions"/> computes
    /// those of any member.
    /// </summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The bot's permissions in the channel, overwrites included. Only in the resolved data of interactions; null elsewhere.</summary>
    public Permissions? AppPermissions { get; init; }

    /// <summary>The flags, such as <see cref="ChannelFlags.Pinned"/> for a thread of a forum; null if Discord did not send them.</summary>
    [Hot]
    public ChannelFlags? Flags { get; init; }

    /// <summary>The number of messages ever sent in a thread, including deleted ones; null for other channels.</summary>
    public int? TotalMessageSent { get; init; }

    /// <summary>The tags that threads of a forum or media channel can have; up to 20.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ForumTag> AvailableTags { get; init; } = [];

    /// <summary>The tags of a thread in a forum or media channel; up to 5.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<ForumTag>> AppliedTags { get; init; } = [];

    /// <summary>The emoji of the reaction button on threads of a forum or media channel; null if none.</summary>
    public DefaultReaction? DefaultReactionEmoji { get; init; }

    /// <summary>The slow mode of new threads. Copied when a thread is created; later changes do not affect existing threads.</summary>
    [Seconds]
    public TimeSpan? DefaultThreadRateLimitPerUser { get; init; }

    /// <summary>The order of threads in a forum or media channel; null if not chosen.</summary>
    public SortOrderType? DefaultSortOrder { get; init; }

    /// <summary>The layout of a forum; null for other channels.</summary>
    public ForumLayoutType? DefaultForumLayout { get; init; }

    /// <summary>The whole object as Discord sent it, if the library does not know its <see cref="Type"/>; null otherwise.</summary>
    [JsonIgnore]
    [RawWhenUnknown(nameof(Type))]
    public JsonElement? Raw { get; init; }

    /// <summary>
    /// Whether the channel is a thread: its type is <see cref="ChannelType.AnnouncementThread"/>, <see cref="ChannelType.PublicThread"/> or
    /// <see cref="ChannelType.PrivateThread"/>.
    /// </summary>
    [JsonIgnore]
    public bool IsThread => Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;

    /// <summary>The address of a group's icon; null if there is none.</summary>
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
