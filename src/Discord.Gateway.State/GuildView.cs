using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// What is known of one guild. It reads the state as it is at the moment of each call, on any thread, without locks; each entity is whole, as it was before or after an event, and records
/// are made when they are asked for, so that a changed one does not change in the bot's hands. A view that is kept stays readable after the bot has left the guild, or the guild went into
/// an outage or was told anew: then it is of before, and <see cref="BotState.Find"/> gives the new one.
/// </summary>
public readonly struct GuildView : IEquatable<GuildView>
{
    private readonly StoredGuild? _guild;

    internal GuildView(StoredGuild guild)
    {
        _guild = guild;
    }

    /// <summary>The guild's id.</summary>
    public Id<Guild> Id => Stored.Id;

    /// <summary>The guild's name; empty if it was never told.</summary>
    public string Name => Stored.Find(Id.Value, Codecs.Guild)?.Name ?? "";

    /// <summary>Whether the guild is told of now, or what is known is of before.</summary>
    public GuildAvailability Availability => Stored.Availability;

    /// <summary>How many members the guild has, as Discord tells, whether they are known or not; 0 if it did not tell. Kept up to date with <see cref="GatewayIntents.GuildMembers"/>.</summary>
    public int MemberCount => Stored.MemberCount;

    /// <summary>Whether all members are known: because GUILD_CREATE listed them, or because all were requested (<see cref="Shard.GetGuildMembersAsync"/>) or have been met since.</summary>
    public bool HasAllMembers => Stored.HasAllMembers;

    /// <summary>When the bot joined the guild; null if Discord did not tell.</summary>
    public DateTimeOffset? JoinedAt => Stored.JoinedAt;

    /// <summary>The channels, without threads, in no order. One whose permission overwrites could not be read is not among them.</summary>
    public IEnumerable<Channel> Channels => Stored.All(Codecs.Channel);

    /// <summary>The threads that are not archived, in no order.</summary>
    public IEnumerable<Channel> Threads => Stored.All(Codecs.Thread);

    /// <summary>The roles, @everyone among them, in no order.</summary>
    public IEnumerable<Role> Roles => Stored.All(Codecs.Role);

    /// <summary>The emojis, in no order.</summary>
    public IEnumerable<Emoji> Emojis => Stored.All(Codecs.Emoji);

    /// <summary>The stickers, in no order.</summary>
    public IEnumerable<Sticker> Stickers => Stored.All(Codecs.Sticker);

    /// <summary>The members that are known, in no order. In a guild of hundreds of thousands it takes time, and a record for each.</summary>
    public IEnumerable<GuildMember> Members => Stored.All(Codecs.Member);

    /// <summary>Who is in a voice channel, in no order; without <see cref="VoiceState.Member"/>.</summary>
    public IEnumerable<VoiceState> VoiceStates => Stored.All(Codecs.VoiceState);

    /// <summary>Who is not offline, in no order.</summary>
    public IEnumerable<Presence> Presences => Stored.All(Codecs.Presence);

    /// <summary>The scheduled events that are not over, in no order.</summary>
    public IEnumerable<GuildScheduledEvent> ScheduledEvents => Stored.All(Codecs.ScheduledEvent);

    /// <summary>The stage instances, in no order.</summary>
    public IEnumerable<StageInstance> StageInstances => Stored.All(Codecs.StageInstance);

    /// <summary>The sounds of the soundboard, in no order.</summary>
    public IEnumerable<SoundboardSound> SoundboardSounds => Stored.All(Codecs.SoundboardSound);

    private StoredGuild Stored => _guild ?? throw new InvalidOperationException("This GuildView is of no guild: BotState.Find gives one, or null.");

    /// <summary>Whether two views are of the same guild, as it was told at the same time.</summary>
    public static bool operator ==(GuildView left, GuildView right) => left.Equals(right);

    /// <summary>Whether two views are not of the same guild, as it was told at the same time.</summary>
    public static bool operator !=(GuildView left, GuildView right) => !left.Equals(right);

    /// <summary>The guild, with its roles, emojis and stickers, each in the order of their ids.</summary>
    public Guild Read() => GuildReading.Read(Stored) ?? new Guild { Id = Id };

    /// <summary>A channel or thread; null if it is not known.</summary>
    public Channel? FindChannel(Id<Channel> id) => Stored.Find(id.Value, Codecs.Channel) ?? Stored.Find(id.Value, Codecs.Thread);

    /// <summary>A role; null if it is not known.</summary>
    public Role? FindRole(Id<Role> id) => Stored.Find(id.Value, Codecs.Role);

    /// <summary>A member, with the user; null if they are not known, which need not mean that they are none: see <see cref="HasAllMembers"/>.</summary>
    public GuildMember? FindMember(Id<User> id) => Stored.Find(id.Value, Codecs.Member);

    /// <summary>Where a member is in voice; null for one who is not. Without <see cref="VoiceState.Member"/>.</summary>
    public VoiceState? FindVoiceState(Id<User> id) => Stored.Find(id.Value, Codecs.VoiceState);

    /// <summary>The presence of a member; null for one who is offline, or not known. Its user has the id alone.</summary>
    public Presence? FindPresence(Id<User> id) => Stored.Find(id.Value, Codecs.Presence);

    /// <summary>One of the last messages: see <see cref="BotStateOptions.MessagesPerChannel"/>; null if it is not kept.</summary>
    public Message? FindMessage(Id<Message> id) => Stored.Find(id.Value, Codecs.Message);

    /// <summary>The last messages of a channel or thread, the oldest first: see <see cref="BotStateOptions.MessagesPerChannel"/>; empty if none are kept.</summary>
    /// <param name="channelId">The channel or thread.</param>
    public IReadOnlyList<Message> GetMessages(Id<Channel> channelId) =>
        [.. Stored.All(Codecs.Message).Where(message => message.ChannelId == channelId).OrderBy(message => message.Id.Value)];

    /// <summary>The members who have a role, of those that are known, in no order. Looks at each of them, and makes records only of those who have it.</summary>
    /// <param name="roleId">The role. @everyone is not one that members have.</param>
    public IEnumerable<GuildMember> GetMembersWith(Id<Role> roleId) => GuildPermissions.MembersWith(Stored, roleId.Value);

    /// <summary>The ids of a member's roles, without @everyone, in Discord's order; empty if the member is not known. Roles that are not known may be among them.</summary>
    public IReadOnlyList<Id<Role>> GetRoleIds(Id<User> id) => GuildPermissions.GetRoleIds(Stored, id.Value);

    /// <summary>
    /// A member's permissions in the guild, or in a channel or thread of it, by the rules of <see cref="MemberPermissions"/>; null if that cannot be told: the member, the channel or a thread's
    /// channel is not known, or the channel is one that the bot may not see. Makes no record.
    /// </summary>
    /// <param name="userId">The member.</param>
    /// <param name="channelId">A channel or thread of the guild; null for the permissions in the guild.</param>
    public Permissions? GetPermissions(Id<User> userId, Id<Channel>? channelId = null) => GuildPermissions.Get(Stored, userId.Value, channelId?.Value);

    /// <summary>The bot's own permissions: <see cref="GetPermissions"/> of the bot's own member. None in a channel that the bot may not see.</summary>
    /// <param name="channelId">A channel or thread of the guild; null for the permissions in the guild.</param>
    public Permissions? GetOwnPermissions(Id<Channel>? channelId = null) => Stored.Shard.Self is { } self ? GetPermissions(self.Id, channelId) : null;

    /// <inheritdoc/>
    public bool Equals(GuildView other) => ReferenceEquals(_guild, other._guild);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuildView other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _guild?.GetHashCode() ?? 0;

    /// <summary>Prints the id and what is known.</summary>
    public override string ToString() => _guild is { } guild
        ? $"GuildView {guild.Id}, {guild.Availability}, {guild.CountOf(EntityKind.Channel)} channels, {guild.Members.Count} of {guild.MemberCount} members"
        : "GuildView of no guild";
}
