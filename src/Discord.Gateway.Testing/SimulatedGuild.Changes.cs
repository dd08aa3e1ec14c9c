using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <content>Changes to the guild, and the events that Discord sends for them.</content>
public sealed partial class SimulatedGuild
{
    /// <summary>Adds a role (GUILD_ROLE_CREATE).</summary>
    /// <param name="name">The role's name.</param>
    /// <param name="permissions">The permissions of members with the role, besides those of @everyone.</param>
    public Role AddRole(string name, Permissions permissions = Permissions.None)
    {
        ArgumentNullException.ThrowIfNull(name);
        Role role;
        lock (_lock)
        {
            role = new Role { Id = NewId(), Name = name, Permissions = permissions, Position = _roles.Count };
            _roles.Add(role);
        }

        Tell(new GuildRoleCreateEvent { GuildId = Id, Role = role });
        return role;
    }

    /// <summary>Changes a role (GUILD_ROLE_UPDATE). The id of @everyone is the guild's id.</summary>
    /// <exception cref="ArgumentException">The guild has no such role.</exception>
    public Role UpdateRole(Id<Role> roleId, Func<Role, Role> change)
    {
        Role role = Replace(_roles, role => role.Id == roleId, change, $"role {roleId}");
        Tell(new GuildRoleUpdateEvent { GuildId = Id, Role = role });
        return role;
    }

    /// <summary>Removes a role from the guild and its members (GUILD_ROLE_DELETE).</summary>
    /// <exception cref="ArgumentException">The guild has no such role, or it is @everyone.</exception>
    public void RemoveRole(Id<Role> roleId)
    {
        lock (_lock)
        {
            if (roleId == Id.As<Role>() || _roles.RemoveAll(role => role.Id == roleId) == 0)
            {
                throw Unknown($"role {roleId} that can be removed");
            }

            _bot = _bot with { Roles = [.. _bot.Roles.Where(role => role != roleId)] };
            foreach ((Id<User> id, GuildMember member) in _members.Where(member => member.Value.Roles.Contains(roleId)).ToList())
            {
                _members[id] = member with { Roles = [.. member.Roles.Where(role => role != roleId)] };
            }
        }

        Tell(new GuildRoleDeleteEvent { GuildId = Id, RoleId = roleId });
    }

    /// <summary>Adds a channel (CHANNEL_CREATE).</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="type">The channel's type.</param>
    /// <param name="parent">The category of the channel; null for none.</param>
    /// <param name="overwrites">The permission overwrites of roles and members in the channel.</param>
    public Channel AddChannel(string name, ChannelType type = ChannelType.GuildText, Id<Channel>? parent = null, params IReadOnlyList<Overwrite> overwrites)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(overwrites);
        Channel channel;
        lock (_lock)
        {
            channel = SimulatedObjects.Channel(NewId(), Id, name, type, _channels.Count) with { ParentId = parent, PermissionOverwrites = [.. overwrites] };
            _channels.Add(channel);
        }

        Tell(new ChannelCreateEvent { Channel = channel });
        return channel;
    }

    /// <summary>Changes a channel or a thread (CHANNEL_UPDATE, THREAD_UPDATE).</summary>
    /// <exception cref="ArgumentException">The guild has no such channel.</exception>
    public Channel UpdateChannel(Id<Channel> channelId, Func<Channel, Channel> change)
    {
        bool isThread = Read(() => _threads.Exists(thread => thread.Id == channelId));
        Channel channel = Replace(isThread ? _threads : _channels, channel => channel.Id == channelId, change, $"channel {channelId}");
        Tell(isThread ? new ThreadUpdateEvent { Thread = channel } : new ChannelUpdateEvent { Channel = channel });
        return channel;
    }

    /// <summary>Removes a channel with its threads, or a thread (CHANNEL_DELETE, THREAD_DELETE).</summary>
    /// <exception cref="ArgumentException">The guild has no such channel.</exception>
    public void RemoveChannel(Id<Channel> channelId)
    {
        Channel? channel;
        Channel? thread;
        lock (_lock)
        {
            channel = _channels.Find(channel => channel.Id == channelId);
            thread = _threads.Find(thread => thread.Id == channelId);
            if (channel is null && thread is null)
            {
                throw Unknown($"channel {channelId}");
            }

            _channels.RemoveAll(channel => channel.Id == channelId);
            _threads.RemoveAll(thread => thread.Id == channelId || thread.ParentId == channelId);
        }

        if (channel is not null)
        {
            Tell(new ChannelDeleteEvent { Channel = channel });
        }
        else
        {
            Tell(new ThreadDeleteEvent { Id = channelId, GuildId = Id, ParentId = thread!.ParentId ?? default, ThreadType = thread.Type });
        }
    }

    /// <summary>Adds a public thread (THREAD_CREATE).</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="parent">The channel of the thread; <see cref="ChannelId"/> if null.</param>
    public Channel AddThread(string name, Id<Channel>? parent = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Channel thread;
        lock (_lock)
        {
            thread = SimulatedObjects.Thread(NewId(), Id, name, parent ?? ChannelId, _guild.OwnerId, Founded);
            _threads.Add(thread);
        }

        Tell(new ThreadCreateEvent { Thread = thread, NewlyCreated = true });
        return thread;
    }

    /// <summary>Adds a member (GUILD_MEMBER_ADD).</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="roles">The member's initial roles.</param>
    public GuildMember AddMember(string name, params IReadOnlyList<Id<Role>> roles)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(roles);
        GuildMember member;
        lock (_lock)
        {
            Id<User> id = NewId();
            member = new GuildMember { User = SimulatedObjects.User(id, name), JoinedAt = Founded, Roles = [.. roles] };
            _memberIds.Add(id);
            _members[id] = member;
        }

        Tell(new GuildMemberAddEvent { GuildId = Id, Member = member });
        return member;
    }

    /// <summary>Changes a member: roles, nickname, timeout (GUILD_MEMBER_UPDATE).</summary>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public GuildMember UpdateMember(Id<User> userId, Func<GuildMember, GuildMember> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        GuildMember before = FindMember(userId) ?? throw Unknown($"member {userId}");
        GuildMember member = change(before);
        member = member.User is null ? member with { User = before.User } : member;
        lock (_lock)
        {
            RequireMember(userId);
            _members[userId] = member;
        }

        Tell(ToUpdate(member));
        return member;
    }

    /// <summary>Changes the bot as a member (GUILD_MEMBER_UPDATE, which the bot receives with any intents).</summary>
    public void UpdateBot(Func<GuildMember, GuildMember> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        GuildMember bot = change(Read(() => _bot));
        lock (_lock)
        {
            _bot = bot;
        }

        Tell(simulator => ToUpdate(bot with { User = simulator.Bot }));
    }

    /// <summary>Adds a role to a member (GUILD_MEMBER_UPDATE).</summary>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public GuildMember AddMemberRole(Id<User> userId, Id<Role> roleId) =>
        UpdateMember(userId, member => member with { Roles = [.. member.Roles.Where(role => role != roleId), roleId] });

    /// <summary>Removes a role from a member (GUILD_MEMBER_UPDATE).</summary>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public GuildMember RemoveMemberRole(Id<User> userId, Id<Role> roleId) =>
        UpdateMember(userId, member => member with { Roles = [.. member.Roles.Where(role => role != roleId)] });

    /// <summary>Removes a member (GUILD_MEMBER_REMOVE).</summary>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public void RemoveMember(Id<User> userId)
    {
        User user;
        lock (_lock)
        {
            RequireMember(userId);
            user = Find(userId).User!;
            _memberIds.Remove(userId);
            _members.Remove(userId);
            _presences.RemoveAll(presence => presence.User.Id == userId);
            _voiceStates.RemoveAll(state => state.UserId == userId);
        }

        Tell(new GuildMemberRemoveEvent { GuildId = Id, User = user });
    }

    /// <summary>Adds a custom emoji (GUILD_EMOJIS_UPDATE).</summary>
    public Emoji AddEmoji(string name, bool animated = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        Emoji emoji;
        IReadOnlyList<Emoji> all;
        lock (_lock)
        {
            emoji = new Emoji { Id = NewId(), Name = name, Animated = animated, RequireColons = true, Managed = false, Available = true };
            _emojis.Add(emoji);
            all = [.. _emojis];
        }

        Tell(new GuildEmojisUpdateEvent { GuildId = Id, Emojis = all });
        return emoji;
    }

    /// <summary>Sets the presence of a member (PRESENCE_UPDATE).</summary>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public Presence SetPresence(Id<User> userId, UserStatus status, params IReadOnlyList<Activity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var presence = new Presence
        {
            User = new User { Id = userId },
            GuildId = Id,
            Status = status,
            Activities = [.. activities],
            ClientStatus = new ClientStatus { Desktop = status },
        };
        lock (_lock)
        {
            RequireMember(userId);
            _presences.RemoveAll(other => other.User.Id == userId);
            if (status != UserStatus.Offline)
            {
                _presences.Add(presence);
            }
        }

        Tell(new PresenceUpdateEvent { Presence = presence });
        return presence;
    }

    /// <summary>Moves a member into a voice channel, or out of it (VOICE_STATE_UPDATE).</summary>
    /// <param name="userId">The member.</param>
    /// <param name="channelId">The channel; null to leave.</param>
    /// <param name="change">Changes other fields of the voice state; null for none.</param>
    /// <exception cref="ArgumentException">The guild has no such member.</exception>
    public VoiceState SetVoiceState(Id<User> userId, Id<Channel>? channelId, Func<VoiceState, VoiceState>? change = null)
    {
        GuildMember member = FindMember(userId) ?? throw Unknown($"member {userId}");
        var state = new VoiceState { GuildId = Id, ChannelId = channelId, UserId = userId, Member = member, SessionId = $"voice-session-{userId}" };
        state = change?.Invoke(state) ?? state;
        lock (_lock)
        {
            _voiceStates.RemoveAll(other => other.UserId == userId);
            if (channelId is not null)
            {
                _voiceStates.Add(state);
            }
        }

        Tell(new VoiceStateUpdateEvent { VoiceState = state });
        return state;
    }

    /// <summary>Adds a sound to the soundboard (GUILD_SOUNDBOARD_SOUND_CREATE).</summary>
    /// <param name="name">The sound's name.</param>
    /// <param name="volume">The sound's volume, 0 to 1; default 1.</param>
    public SoundboardSound AddSoundboardSound(string name, double volume = 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        var sound = new SoundboardSound { SoundId = NewId(), Name = name, Volume = volume, GuildId = Id, Available = true };
        lock (_lock)
        {
            _sounds.Add(sound);
        }

        Tell(new GuildSoundboardSoundCreateEvent { Sound = sound });
        return sound;
    }

    /// <summary>Sets the status of a voice channel (VOICE_CHANNEL_STATUS_UPDATE), with which the simulator answers <see cref="RequestChannelInfo"/>.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="status">The status; null for none.</param>
    /// <exception cref="ArgumentException">The guild has no such channel.</exception>
    public void SetVoiceStatus(Id<Channel> channelId, string? status)
    {
        ChangeInfo(channelId, info => info with { Status = status });
        Tell(new VoiceChannelStatusUpdateEvent { Id = channelId, GuildId = Id, Status = status });
    }

    /// <summary>Sets when the voice session in a channel began (VOICE_CHANNEL_START_TIME_UPDATE), with which the simulator answers <see cref="RequestChannelInfo"/>.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="started">The start of the voice session; null for none.</param>
    /// <exception cref="ArgumentException">The guild has no such channel.</exception>
    public void SetVoiceStartTime(Id<Channel> channelId, DateTimeOffset? started)
    {
        ChangeInfo(channelId, info => info with { Started = started });
        Tell(new VoiceChannelStartTimeUpdateEvent { Id = channelId, GuildId = Id, VoiceStartTime = started });
    }

    /// <summary>Changes the guild itself: name, owner, settings (GUILD_UPDATE). Use the other methods for roles and emojis.</summary>
    public Guild Update(Func<Guild, Guild> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Guild changed = change(ToGuild()) with { Id = Id };
        lock (_lock)
        {
            _guild = changed;
        }

        Guild guild = ToGuild();
        Tell(new GuildUpdateEvent { Guild = guild });
        return guild;
    }

    private GuildMemberUpdateEvent ToUpdate(GuildMember member) => new()
    {
        GuildId = Id,
        User = member.User!,
        Roles = member.Roles,
        Nick = member.Nick,
        Avatar = member.Avatar,
        Banner = member.Banner,
        JoinedAt = member.JoinedAt,
        PremiumSince = member.PremiumSince,
        Deaf = member.Deaf,
        Mute = member.Mute,
        Pending = member.Pending,
        CommunicationDisabledUntil = member.CommunicationDisabledUntil,
        Flags = member.Flags,
    };

    private void ChangeInfo(Id<Channel> channelId, Func<(string? Status, DateTimeOffset? Started), (string? Status, DateTimeOffset? Started)> change)
    {
        lock (_lock)
        {
            if (!_channels.Exists(channel => channel.Id == channelId))
            {
                throw Unknown($"channel {channelId}");
            }

            _channelInfo[channelId] = change(_channelInfo.GetValueOrDefault(channelId));
        }
    }

    private void RequireMember(Id<User> userId)
    {
        if (!_memberIds.Contains(userId))
        {
            throw Unknown($"member {userId}");
        }
    }

    private T Replace<T>(List<T> items, Predicate<T> isWanted, Func<T, T> change, string what) where T : class
    {
        ArgumentNullException.ThrowIfNull(change);

        // The change is somebody else's code: it runs under no lock, and may look at the guild and the simulator.
        T changed = change(Read(() => items.Find(isWanted)) ?? throw Unknown(what));
        lock (_lock)
        {
            int index = items.FindIndex(isWanted);
            return index < 0 ? throw Unknown(what) : items[index] = changed;
        }
    }

    private ArgumentException Unknown(string what) => new($"Guild {Id} has no {what}.");

    private static ulong NewId() => SimulatorEvents.NewId(Founded);

    private void Tell(GatewayEvent gatewayEvent) => Tell(_ => gatewayEvent);

    private void Tell(Func<GatewaySimulator, GatewayEvent> tell)
    {
        GatewaySimulator[] simulators = Read(() => _simulators.Select(simulator => simulator.TryGetTarget(out GatewaySimulator? target) ? target : null).OfType<GatewaySimulator>().ToArray());
        foreach (GatewaySimulator simulator in simulators)
        {
            simulator.DispatchChange(this, tell(simulator));
        }
    }
}
