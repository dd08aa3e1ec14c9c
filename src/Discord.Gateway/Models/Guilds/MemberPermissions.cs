namespace Discord.Gateway.Models;

/// <summary>
/// Computes the permissions of members in guilds, channels and threads. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#permission-overwrites">Permissions › Permission Overwrites</see>.
/// </summary>
/// <remarks>
/// <para>
/// The owner and administrators have <see cref="Permissions.All"/>. A timed-out member keeps only <see cref="Permissions.ViewChannel"/> and <see
/// cref="Permissions.ReadMessageHistory"/>. Roles that are not among the guild's roles grant nothing.
/// </para>
/// <para>
/// Members need <see cref="GuildMember.User"/>, which members in events have. Without it, every method throws <see cref="ArgumentException"/>.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// bool canSend = guild.GetPermissions(member, channel, DateTimeOffset.UtcNow).Has(Permissions.SendMessages);
/// bool canSendInThread = guild.GetThreadPermissions(member, parent, DateTimeOffset.UtcNow).Has(Permissions.SendMessagesInThreads);
/// </code>
/// </example>
public static class MemberPermissions
{
    private const Permissions TimedOut = Permissions.ViewChannel | Permissions.ReadMessageHistory;

    // Permissions of no use to members who cannot send messages.
    private const Permissions NeedsSending = Permissions.MentionEveryone | Permissions.SendTtsMessages | Permissions.AttachFiles | Permissions.EmbedLinks;

    // Permissions that apply to voice and stage channels but not to text channels, and MANAGE_CHANNELS, which the documentation names.
    private const Permissions NeedsConnecting = Permissions.ManageChannels | Permissions.Connect | Permissions.Speak | Permissions.Stream
        | Permissions.PrioritySpeaker | Permissions.MuteMembers | Permissions.DeafenMembers | Permissions.MoveMembers | Permissions.UseVad
        | Permissions.RequestToSpeak | Permissions.UseSoundboard | Permissions.UseExternalSounds | Permissions.SetVoiceChannelStatus
        | Permissions.ManageEvents | Permissions.CreateEvents;

    /// <summary>The member's permissions in the guild, without overwrites of channels.</summary>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">The member, with its user.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <exception cref="ArgumentException">The member has no user.</exception>
    public static Permissions GetPermissions(this Guild guild, GuildMember member, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return GetPermissions(member, guild.Id, guild.OwnerId, guild.Roles, now);
    }

    /// <summary>
    /// The member's permissions in a channel: those in the guild, changed by the channel's overwrites for @everyone, then for the member's roles
    /// together, then for the member. A category's overwrites are not inherited: Discord copies them to the channels that are synced with it.
    /// </summary>
    /// <remarks>
    /// Implied denials are applied: without <see cref="Permissions.ViewChannel"/> nothing is left; without <see cref="Permissions.SendMessages"/> no <see
    /// cref="Permissions.MentionEveryone"/>, <see cref="Permissions.SendTtsMessages"/>, <see cref="Permissions.AttachFiles"/> and <see
    /// cref="Permissions.EmbedLinks"/>; without <see cref="Permissions.Connect"/> in a voice or stage channel no <see cref="Permissions.ManageChannels"/>
    /// and no permission that applies to voice and stage channels only. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#implicit-permissions">Permissions › Implicit Permissions</see>.
    /// </remarks>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">The member, with its user.</param>
    /// <param name="channel">A channel of the guild that is not a thread.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <exception cref="ArgumentException">The member has no user, or the channel is a thread.</exception>
    public static Permissions GetPermissions(this Guild guild, GuildMember member, Channel channel, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return GetPermissions(member, guild.Id, guild.OwnerId, guild.Roles, channel, now);
    }

    /// <summary>
    /// The member's permissions in the threads of a channel. Threads inherit the channel's permissions, except <see cref="Permissions.SendMessages"/>,
    /// which the result contains for administrators only: <see cref="Permissions.SendMessagesInThreads"/> decides whether the member can send messages.
    /// Private threads are visible only to their members and with <see cref="Permissions.ManageThreads"/>, which this method does not check.
    /// Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#inherited-permissions-threads">Permissions › Inherited Permissions (Threads)</see>.
    /// </summary>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">The member, with its user.</param>
    /// <param name="parent">The channel of the thread: the one whose id is the thread's <see cref="Channel.ParentId"/>.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <exception cref="ArgumentException">The member has no user, or <paramref name="parent"/> is a thread itself.</exception>
    public static Permissions GetThreadPermissions(this Guild guild, GuildMember member, Channel parent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return GetThreadPermissions(member, guild.Id, guild.OwnerId, guild.Roles, parent, now);
    }

    /// <summary>The member's permissions in a guild whose roles are known, without overwrites of channels.</summary>
    /// <param name="member">The member, with its user.</param>
    /// <param name="guildId">The guild; also the id of its @everyone role.</param>
    /// <param name="ownerId">The guild's owner.</param>
    /// <param name="roles">The guild's roles, including @everyone and at least those of the member.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <exception cref="ArgumentException">The member has no user.</exception>
    public static Permissions GetPermissions(this GuildMember member, Id<Guild> guildId, Id<User> ownerId, IEnumerable<Role> roles, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(roles);
        Permissions permissions = GetBase(member, guildId, ownerId, roles);
        return permissions.Has(Permissions.Administrator) ? permissions : Restrict(permissions, member, now);
    }

    /// <summary>The member's permissions in a channel of a guild whose roles are known.</summary>
    /// <param name="member">The member, with its user.</param>
    /// <param name="guildId">The guild; also the id of its @everyone role.</param>
    /// <param name="ownerId">The guild's owner.</param>
    /// <param name="roles">The guild's roles, including @everyone and at least those of the member.</param>
    /// <param name="channel">A channel of the guild that is not a thread.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <inheritdoc cref="GetPermissions(Guild, GuildMember, Channel, DateTimeOffset)"/>
    public static Permissions GetPermissions(
        this GuildMember member, Id<Guild> guildId, Id<User> ownerId, IEnumerable<Role> roles, Channel channel, DateTimeOffset now)
    {
        Permissions permissions = GetExplicit(member, guildId, ownerId, roles, channel, nameof(channel), out bool isAdministrator);
        if (isAdministrator)
        {
            return permissions;
        }

        return Restrict(ImplyInChannel(permissions, channel.Type), member, now);
    }

    /// <summary>The member's permissions in the threads of a channel of a guild whose roles are known.</summary>
    /// <param name="member">The member, with its user.</param>
    /// <param name="guildId">The guild; also the id of its @everyone role.</param>
    /// <param name="ownerId">The guild's owner.</param>
    /// <param name="roles">The guild's roles, including @everyone and at least those of the member.</param>
    /// <param name="parent">The channel of the thread: the one whose id is the thread's <see cref="Channel.ParentId"/>.</param>
    /// <param name="now">The current time; a timeout that ends later is in force.</param>
    /// <inheritdoc cref="GetThreadPermissions(Guild, GuildMember, Channel, DateTimeOffset)"/>
    public static Permissions GetThreadPermissions(
        this GuildMember member, Id<Guild> guildId, Id<User> ownerId, IEnumerable<Role> roles, Channel parent, DateTimeOffset now)
    {
        Permissions permissions = GetExplicit(member, guildId, ownerId, roles, parent, nameof(parent), out bool isAdministrator);
        if (isAdministrator)
        {
            return permissions;
        }

        return Restrict(ImplyInThread(permissions), member, now);
    }

    /// <summary>What is left of a member's permissions in a channel when all is applied that denials imply.</summary>
    internal static Permissions ImplyInChannel(Permissions permissions, ChannelType type)
    {
        if ((permissions & Permissions.SendMessages) == 0)
        {
            permissions &= ~NeedsSending;
        }

        if (type is ChannelType.GuildVoice or ChannelType.GuildStageVoice && (permissions & Permissions.Connect) == 0)
        {
            permissions &= ~NeedsConnecting;
        }

        return (permissions & Permissions.ViewChannel) == 0 ? Permissions.None : permissions;
    }

    /// <summary>What is left of a member's permissions in the threads of a channel when all is applied that denials imply.</summary>
    internal static Permissions ImplyInThread(Permissions permissions)
    {
        permissions &= ~Permissions.SendMessages;
        if ((permissions & Permissions.SendMessagesInThreads) == 0)
        {
            permissions &= ~NeedsSending;
        }

        return (permissions & Permissions.ViewChannel) == 0 ? Permissions.None : permissions;
    }

    /// <summary>What is left of a member's permissions during a timeout.</summary>
    internal static Permissions Restrict(Permissions permissions, bool isTimedOut) => isTimedOut ? permissions & TimedOut : permissions;

    /// <summary>What the roles of a member grant in the guild.</summary>
    internal static Permissions Complete(Permissions ofRoles) => ofRoles.Has(Permissions.Administrator) ? ofRoles | Permissions.All : ofRoles;

    /// <summary>The permissions that the guild's roles grant.</summary>
    private static Permissions GetBase(GuildMember member, Id<Guild> guildId, Id<User> ownerId, IEnumerable<Role> roles)
    {
        if (GetUserId(member) == ownerId)
        {
            return Permissions.All;
        }

        Permissions permissions = Permissions.None;
        foreach (Role role in roles)
        {
            if (role.Id.Value == guildId.Value || member.Roles.Contains(role.Id))
            {
                permissions |= role.Permissions;
            }
        }

        return Complete(permissions);
    }

    /// <summary>The permissions in a channel before anything is implied.</summary>
    private static Permissions GetExplicit(
        GuildMember member, Id<Guild> guildId, Id<User> ownerId, IEnumerable<Role> roles, Channel channel, string channelName, out bool isAdministrator)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(channel, channelName);
        if (channel.IsThread)
        {
            throw new ArgumentException($"Channel {channel.Id} is a thread, and has no overwrites: pass its parent channel to GetThreadPermissions.", channelName);
        }

        // Only roles make an administrator; an overwrite cannot.
        Permissions permissions = GetBase(member, guildId, ownerId, roles);
        isAdministrator = permissions.Has(Permissions.Administrator);
        if (isAdministrator)
        {
            return permissions;
        }

        Id<User> userId = GetUserId(member);
        var overwrites = new OverwriteSum();
        foreach (Overwrite overwrite in channel.PermissionOverwrites)
        {
            overwrites.Add(
                overwrite.Type,
                overwrite.Allow,
                overwrite.Deny,
                isEveryone: overwrite.Id.Value == guildId.Value,
                isOfMember: overwrite.Type == OverwriteType.Member ? overwrite.Id.Value == userId.Value : member.Roles.Contains(overwrite.Id.As<Role>()));
        }

        return overwrites.Apply(permissions);
    }

    private static Permissions Restrict(Permissions permissions, GuildMember member, DateTimeOffset now) =>
        Restrict(permissions, member.CommunicationDisabledUntil > now);

    private static Id<User> GetUserId(GuildMember member) => member.User is { Id.Value: not 0 } user ? user.Id
        : throw new ArgumentException("The member has no user, so its own overwrites cannot be determined: add the user, as in member with { User = user }.", nameof(member));
}
