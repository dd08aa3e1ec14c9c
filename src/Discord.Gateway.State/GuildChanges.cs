using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// What each event changes. Only what Discord keeps up to date is kept: an author of a message is no member to keep where nobody would tell that they left. Absent values stay as they
/// were. Events of a guild that is not known change nothing.
/// </summary>
internal sealed partial class GuildChanges(StoredShard shard, StatePolicy policy)
{
    private readonly GuildWriter _writer = new();
    private readonly GuildMessages _messages = new(policy.MessagesPerChannel);

    private Id<User> SelfId => shard.Self?.Id ?? default;

    internal void Apply(GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case ReadyEvent e:
                OnReady(e);
                break;
            case UserUpdateEvent e:
                OnUserUpdate(e);
                break;
            case GuildCreateEvent e:
                OnGuildCreate(e);
                break;
            case GuildDeleteEvent e:
                OnGuildDelete(e);
                break;
            case { GuildId: { } id }:
                if (shard.Guilds.Find(id.Value) is { } guild)
                {
                    OnGuildEvent(guild, gatewayEvent);
                }
                else if (gatewayEvent is not InteractionCreateEvent)
                {
                    // A user who has installed the bot may use it in any guild.
                    shard.StrayEvents++;
                }

                break;
        }
    }

    private void OnGuildEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case MessageCreateEvent or MessageUpdateEvent or MessageDeleteEvent or MessageDeleteBulkEvent:
                OnMessageEvent(guild, gatewayEvent);
                break;
            case GuildMemberAddEvent or GuildMemberUpdateEvent or GuildMemberRemoveEvent or GuildMembersChunkEvent or PresenceUpdateEvent or VoiceStateUpdateEvent:
                OnMemberEvent(guild, gatewayEvent);
                break;
            case ChannelCreateEvent or ChannelUpdateEvent or ChannelDeleteEvent or ChannelPinsUpdateEvent or ThreadCreateEvent or ThreadUpdateEvent or ThreadDeleteEvent
                or ThreadListSyncEvent or ThreadMemberUpdateEvent or ThreadMembersUpdateEvent:
                OnChannelEvent(guild, gatewayEvent);
                break;
            default:
                OnStructureEvent(guild, gatewayEvent);
                break;
        }
    }

    private void OnReady(ReadyEvent e)
    {
        // What could not be read says nothing.
        shard.Self = e.User.Id.Value == 0 ? shard.Self : e.User;
        bool isWhole = e.IsWhole("guilds");
        HashSet<ulong> listed = [.. e.Guilds.Select(guild => guild.Id.Value)];
        foreach (StoredGuild guild in shard.Guilds)
        {
            if (!isWhole || listed.Contains(guild.Id.Value))
            {
                guild.Availability = GuildAvailability.Loading;
            }
            else
            {
                // The bot left while nobody told it.
                shard.Guilds.Remove(guild.Id.Value);
            }
        }
    }

    private void OnUserUpdate(UserUpdateEvent e)
    {
        User? known = shard.Self;

        // One of another user does not fit. An id of 0 could not be read.
        if (known is null || known.Id == e.User.Id || known.Id.Value == 0 || e.User.Id.Value == 0)
        {
            e.Before = new BeforeValue<User>(known);
            shard.Self = known is null ? e.User : e.ApplyTo(known);
        }
    }

    private void OnGuildCreate(GuildCreateEvent e)
    {
        StoredGuild? known = shard.Guilds.Find(e.Guild.Id.Value);
        e.Before = known is null ? null : new BeforeGuild(known);
        if (e.Unavailable)
        {
            OnOutage(known);
            return;
        }

        // Replaced as a whole: after a new session or an outage nobody knows who left meanwhile.
        shard.Guilds.Set(Load(e, known));
    }

    private void OnGuildDelete(GuildDeleteEvent e)
    {
        StoredGuild? known = shard.Guilds.Find(e.Guild.Id.Value);
        e.Before = known is null ? null : new BeforeGuild(known);
        if (e.IsOutage)
        {
            OnOutage(known);
        }
        else if (e.IsStateReadable)
        {
            shard.Guilds.Remove(e.Guild.Id.Value);
        }
    }

    /// <summary>Nobody tells any more how voice states and presences change. The event keeps the guild with them, as it was.</summary>
    private void OnOutage(StoredGuild? known)
    {
        if (known is not null)
        {
            shard.Guilds.Set(new StoredGuild(shard, known.Id, known.Ids, known.Structure, known.Members)
            {
                Messages = known.Messages,
                Availability = GuildAvailability.Unavailable,
                MemberCount = known.MemberCount,
                JoinedAt = known.JoinedAt,
            });
        }
    }

    private StoredGuild Load(GuildCreateEvent e, StoredGuild? known)
    {
        // With ids of its own, so that those that nothing refers to any more go.
        var guild = new StoredGuild(shard, e.Guild.Id, new IdList())
        {
            Availability = GuildAvailability.Available,
            MemberCount = e.MemberCount,
            JoinedAt = e.JoinedAt,
        };

        // First, so that they are written as one byte. Channels follow when something refers to them, as to categories: most are referred to by nothing.
        guild.Ids.Add(e.Guild.Id.Value);
        foreach (Role role in e.Guild.Roles)
        {
            guild.Ids.Add(role.Id.Value);
        }

        _writer.BeginFill(guild);
        _writer.Fill(guild.Id.Value, e.Guild, Codecs.Guild);
        Fill(e.Guild.Roles, static role => role.Id.Value, Codecs.Role, isKept: true);
        Fill(e.Guild.Emojis, static emoji => emoji.Id?.Value ?? 0, Codecs.Emoji, policy.Keeps(StateParts.Emojis));
        Fill(e.Guild.Stickers, static sticker => sticker.Id.Value, Codecs.Sticker, policy.Keeps(StateParts.Stickers));
        Fill(ReadableChannels.Of(e), static channel => channel.Id.Value, Codecs.Channel, policy.Keeps(StateParts.Channels));
        Fill(e.Threads, static thread => thread.Id.Value, Codecs.Thread, policy.Keeps(StateParts.Threads));
        Fill(e.StageInstances, static stage => stage.Id.Value, Codecs.StageInstance, policy.Keeps(StateParts.StageInstances));
        Fill(e.GuildScheduledEvents, static scheduled => scheduled.Id.Value, Codecs.ScheduledEvent, policy.Keeps(StateParts.ScheduledEvents));
        Fill(e.SoundboardSounds, static sound => sound.SoundId.Value, Codecs.SoundboardSound, policy.Keeps(StateParts.SoundboardSounds));
        _writer.EndFill(EntityKind.Guild);

        _writer.BeginFill(guild);
        bool keepsVoice = policy.Keeps(StateParts.VoiceStates);
        Fill(e.VoiceStates, static voice => voice.UserId.Value, Codecs.VoiceState, keepsVoice);
        _writer.EndFill(EntityKind.VoiceState);

        _writer.BeginFill(guild);
        foreach (GuildMember member in e.Members)
        {
            if (member.User is { Id.Value: not 0 } user && MayKeep(guild, user.Id, member))
            {
                _writer.Fill(user.Id.Value, member, Codecs.Member);
            }
        }

        _writer.EndFill(EntityKind.Member);
        if (policy.Keeps(StateParts.Presences))
        {
            _writer.BeginFill(guild);
            foreach (Presence presence in e.Presences)
            {
                if (presence.Status != UserStatus.Offline && IsKnown(guild, presence.User.Id))
                {
                    _writer.Fill(presence.User.Id.Value, presence, PresenceCodec);
                }
            }

            _writer.EndFill(EntityKind.Presence);
        }

        if (known is not null)
        {
            KeepMessages(guild, known, e);
        }

        guild.Ids.Trim();
        return guild;
    }

    /// <summary>Messages are not told again: those of channels and threads that are still there are taken along. The guild before keeps its own.</summary>
    private void KeepMessages(StoredGuild guild, StoredGuild known, GuildCreateEvent e)
    {
        HashSet<Id<Channel>> there = [.. e.Channels.Concat(e.Threads).Select(channel => channel.Id)];
        _writer.BeginFill(guild);
        foreach (Message message in known.All(Codecs.Message).Where(message => there.Contains(message.ChannelId)))
        {
            _writer.Fill(message.Id.Value, message, Codecs.Message);
        }

        _writer.EndFill(EntityKind.Message);
    }

    private void Fill<T>(IReadOnlyList<T> items, Func<T, ulong> getId, EntityCodec<T> codec, bool isKept)
        where T : class
    {
        if (!isKept)
        {
            return;
        }

        foreach (T item in items)
        {
            if (getId(item) is var id and not 0)
            {
                _writer.Fill(id, item, codec);
            }
        }
    }

    /// <summary>Adds or changes an entity, and leaves what it was with the event, if there is one.</summary>
    private void Set<T>(StoredGuild guild, ulong id, T item, EntityCodec<T> codec, GatewayEvent? gatewayEvent)
        where T : class
    {
        // 0: it could not be read.
        if (id != 0)
        {
            _writer.Set(guild, id, item, codec, out Entry before);
            Leave(guild, before, codec, gatewayEvent);
        }
    }

    /// <summary>
    /// As <see cref="Set"/>, for an entity that the event itself holds: if it was the same before, the event leads to the codec, and no bytes need be kept. See
    /// <see cref="EventsBefore"/>.
    /// </summary>
    private void SetAsTold<T>(StoredGuild guild, ulong id, T item, EntityCodec<T> codec, GatewayEvent? gatewayEvent)
        where T : class
    {
        if (id == 0)
        {
            return;
        }

        if (_writer.Set(guild, id, item, codec, out Entry before))
        {
            Leave(guild, before, codec, gatewayEvent);
        }
        else if (gatewayEvent is not null)
        {
            gatewayEvent.Before = codec;
        }
    }

    /// <summary>Removes an entity, and leaves it with the event, if there is one.</summary>
    private static void Remove<T>(StoredGuild guild, ulong id, EntityCodec<T> codec, GatewayEvent? gatewayEvent)
        where T : class
    {
        if (guild.TableOf(codec.Kind) is { } table && table.Remove(id, codec.Kind, out Entry before))
        {
            Leave(guild, before, codec, gatewayEvent);
        }
    }

    private static void Leave<T>(StoredGuild guild, in Entry before, EntityCodec<T> codec, GatewayEvent? gatewayEvent)
        where T : class
    {
        if (before.Exists && gatewayEvent is not null)
        {
            gatewayEvent.Before = new BeforeEntry<T>(guild.Id, guild.Ids, before, codec);
        }
    }
}
