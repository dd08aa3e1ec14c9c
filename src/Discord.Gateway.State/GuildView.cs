using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// A guild in a <see cref="BotState"/>. Each call reads the current state, on any thread, without locks. Each entity is consistent, as it was before or after an event; records are created
/// on request and do not change later. A view stays readable after the bot leaves the guild, after an outage begins, or after Discord sends the guild again: it then has the older data, and
/// <see cref="BotState.Find"/> returns a new view.
/// </summary>
/// <example>
/// <code>
/// if (state.Find(guildId) is { } guild)
/// {
///     bool canAnswer = guild.GetOwnPermissions(channelId)?.Has(Permissions.SendMessages) ?? false;
///     string? name = guild.FindMember(userId)?.Nick;
///     Console.WriteLine($"{guild.Name}: {guild.VoiceStates.Count()} of {guild.MemberCount} members are in voice channels");
/// }
/// </code>
/// </example>
public readonly struct GuildView : IEquatable<GuildView>
{
    private readonly StoredGuild? _guild;

    internal GuildView(StoredGuild guild)
    {
        _guild = guild;
    }

    /// <summary>The guild's id.</summary>
    public Id<Guild> Id => Stored.Id;

    /// <summary>The guild's name; empty if it was never received.</summary>
    public string Name => Stored.Find(Id.Value, Codecs.Guild)?.Name ?? "";

    /// <summary>Whether the guild is up to date.</summary>
    public GuildAvailability Availability => Stored.Availability;

    /// <summary>
    /// The number of members by Discord's count, whether or not the state has them; 0 if Discord did not send it. Kept up to date only with <see cref="GatewayIntents.GuildMembers"/>.
    /// </summary>
    public int MemberCount => Stored.MemberCount;

    /// <summary>Whether the state has all members: GUILD_CREATE listed them, they were requested (<see cref="Shard.GetGuildMembersAsync"/>), or they were received since.</summary>
    public bool HasAllMembers => Stored.HasAllMembers;

    /// <summary>When the bot joined the guild; null if Discord did not send it.</summary>
    public DateTimeOffset? JoinedAt => Stored.JoinedAt;

    /// <summary>The channels, without threads, in no particular order. Channels whose permission overwrites could not be read are missing.</summary>
    public IEnumerable<Channel> Channels => Stored.All(Codecs.Channel);

    /// <summary>The threads that are not archived, in no particular order.</summary>
    public IEnumerable<Channel> Threads => Stored.All(Codecs.Thread);

    /// <summary>The roles, including @everyone, in no particular order.</summary>
    public IEnumerable<Role> Roles => Stored.All(Codecs.Role);

    /// <summary>The emojis, in no particular order.</summary>
    public IEnumerable<Emoji> Emojis => Stored.All(Codecs.Emoji);

    /// <summary>The stickers, in no particular order.</summary>
    public IEnumerable<Sticker> Stickers => Stored.All(Codecs.Sticker);

    /// <summary>The members in the state, in no particular order. Creates a record for each: enumerating hundreds of thousands takes time.</summary>
    public IEnumerable<GuildMember> Members => Stored.All(Codecs.Member);

    /// <summary>The voice states of members in voice channels, in no particular order, without <see cref="VoiceState.Member"/>.</summary>
    public IEnumerable<VoiceState> VoiceStates => Stored.All(Codecs.VoiceState);

    /// <summary>The presences of members who are not offline, in no particular order.</summary>
    public IEnumerable<Presence> Presences => Stored.All(Codecs.Presence);

    /// <summary>The scheduled events that are not over, in no particular order.</summary>
    public IEnumerable<GuildScheduledEvent> ScheduledEvents => Stored.All(Codecs.ScheduledEvent);

    /// <summary>The stage instances, in no particular order.</summary>
    public IEnumerable<StageInstance> StageInstances => Stored.All(Codecs.StageInstance);

    /// <summary>The soundboard sounds, in no particular order.</summary>
    public IEnumerable<SoundboardSound> SoundboardSounds => Stored.All(Codecs.SoundboardSound);

    private StoredGuild Stored => _guild ?? throw new InvalidOperationException("This GuildView has no guild: get one from BotState.Find, which returns null for an unknown guild.");

    /// <summary>Whether two views are of the same guild, from the same GUILD_CREATE.</summary>
    public static bool operator ==(GuildView left, GuildView right) => left.Equals(right);

    /// <summary>Whether two views are of different guilds, or from different GUILD_CREATE events.</summary>
    public static bool operator !=(GuildView left, GuildView right) => !left.Equals(right);

    /// <summary>Reads the guild with its roles, emojis and stickers, each ordered by id.</summary>
    public Guild Read() => GuildReading.Read(Stored) ?? new Guild { Id = Id };

    /// <summary>Finds a channel or thread; null if the state does not have it.</summary>
    public Channel? FindChannel(Id<Channel> id) => Stored.Find(id.Value, Codecs.Channel) ?? Stored.Find(id.Value, Codecs.Thread);

    /// <summary>Finds a role; null if the state does not have it.</summary>
    public Role? FindRole(Id<Role> id) => Stored.Find(id.Value, Codecs.Role);

    /// <summary>Finds a member, with the user; null if the state does not have the member, who may still be in the guild: see <see cref="HasAllMembers"/>.</summary>
    public GuildMember? FindMember(Id<User> id) => Stored.Find(id.Value, Codecs.Member);

    /// <summary>Finds the voice state of a member, without <see cref="VoiceState.Member"/>; null if the member is not in a voice channel.</summary>
    public VoiceState? FindVoiceState(Id<User> id) => Stored.Find(id.Value, Codecs.VoiceState);

    /// <summary>Finds the presence of a member; null if the member is offline or the state has no presence. Its user has only an id.</summary>
    public Presence? FindPresence(Id<User> id) => Stored.Find(id.Value, Codecs.Presence);

    /// <summary>Finds one of the recent messages; null if the state does not have it. See <see cref="BotStateOptions.MessagesPerChannel"/>.</summary>
    public Message? FindMessage(Id<Message> id) => Stored.Find(id.Value, Codecs.Message);

    /// <summary>The recent messages of a channel or thread, oldest first; empty if none are kept. See <see cref="BotStateOptions.MessagesPerChannel"/>.</summary>
    /// <param name="channelId">The channel or thread.</param>
    public IReadOnlyList<Message> GetMessages(Id<Channel> channelId) =>
        [.. Stored.All(Codecs.Message).Where(message => message.ChannelId == channelId).OrderBy(message => message.Id.Value)];

    /// <summary>The members in the state that have a role, in no particular order. Scans all members, and creates records only for those with the role.</summary>
    /// <param name="roleId">The role. Not @everyone, which members do not list.</param>
    public IEnumerable<GuildMember> GetMembersWith(Id<Role> roleId) => GuildPermissions.MembersWith(Stored, roleId.Value);

    /// <summary>The ids of a member's roles, without @everyone, in Discord's order; empty if the state does not have the member. May include roles that the state does not have.</summary>
    public IReadOnlyList<Id<Role>> GetRoleIds(Id<User> id) => GuildPermissions.GetRoleIds(Stored, id.Value);

    /// <summary>
    /// Computes a member's permissions in the guild, or in a channel or thread of it, by the rules of <see cref="MemberPermissions"/>. Null if the state lacks the member, the channel or the
    /// thread's parent channel, or if the bot cannot see the channel. Creates no record.
    /// </summary>
    /// <param name="userId">The member.</param>
    /// <param name="channelId">A channel or thread of the guild; null for the permissions in the guild.</param>
    public Permissions? GetPermissions(Id<User> userId, Id<Channel>? channelId = null) => GuildPermissions.Get(Stored, userId.Value, channelId?.Value);

    /// <summary>Computes the bot's own permissions, as <see cref="GetPermissions"/> does; <see cref="Permissions.None"/> in a channel that the bot cannot see.</summary>
    /// <param name="channelId">A channel or thread of the guild; null for the permissions in the guild.</param>
    public Permissions? GetOwnPermissions(Id<Channel>? channelId = null) => Stored.Shard.Self is { } self ? GetPermissions(self.Id, channelId) : null;

    /// <inheritdoc/>
    public bool Equals(GuildView other) => ReferenceEquals(_guild, other._guild);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuildView other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _guild?.GetHashCode() ?? 0;

    /// <summary>Prints the id, the availability and the number of channels and members.</summary>
    public override string ToString() => _guild is { } guild
        ? $"GuildView {guild.Id}, {guild.Availability}, {guild.CountOf(EntityKind.Channel)} channels, {guild.Members.Count} of {guild.MemberCount} members"
        : "GuildView without a guild";
}
