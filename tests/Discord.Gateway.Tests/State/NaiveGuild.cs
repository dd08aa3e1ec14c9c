using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>What a bot author would write first: the records themselves, in dictionaries. It is right, and large.</summary>
internal sealed class NaiveGuild
{
    internal Guild Guild { get; set; } = new();

    internal GuildAvailability Availability { get; set; } = GuildAvailability.Available;

    internal int MemberCount { get; set; }

    internal bool HasAllMembers => Members.Count >= MemberCount;

    internal DateTimeOffset? JoinedAt { get; init; }

    internal SortedDictionary<ulong, Channel> Channels { get; } = [];

    internal SortedDictionary<ulong, Channel> Threads { get; } = [];

    internal SortedDictionary<ulong, GuildMember> Members { get; } = [];

    internal SortedDictionary<ulong, VoiceState> VoiceStates { get; } = [];

    internal SortedDictionary<ulong, Presence> Presences { get; } = [];

    internal SortedDictionary<ulong, GuildScheduledEvent> ScheduledEvents { get; } = [];

    internal SortedDictionary<ulong, StageInstance> StageInstances { get; } = [];

    internal SortedDictionary<ulong, SoundboardSound> Sounds { get; } = [];

    internal NaiveMessages Messages { get; private init; } = new();

    /// <summary>A guild that is told of, perhaps not for the first time.</summary>
    internal static NaiveGuild Of(GuildCreateEvent e, NaiveGuild? known)
    {
        var guild = new NaiveGuild { Guild = e.Guild, MemberCount = e.MemberCount, JoinedAt = e.JoinedAt, Messages = known?.Messages ?? new NaiveMessages() };
        guild.Messages.KeepChannels([.. e.Channels.Concat(e.Threads).Select(channel => channel.Id)]);
        Fill(guild.Channels, e.Channels, channel => channel.Id.Value);
        Fill(guild.Threads, e.Threads, thread => thread.Id.Value);
        Fill(guild.Members, e.Members, member => member.User!.Id.Value);
        Fill(guild.VoiceStates, e.VoiceStates, voice => voice.UserId.Value);
        Fill(guild.Presences, e.Presences.Where(presence => presence.Status != UserStatus.Offline && guild.Members.ContainsKey(presence.User.Id.Value)), presence => presence.User.Id.Value);
        Fill(guild.ScheduledEvents, e.GuildScheduledEvents, scheduled => scheduled.Id.Value);
        Fill(guild.StageInstances, e.StageInstances, stage => stage.Id.Value);
        Fill(guild.Sounds, e.SoundboardSounds, sound => sound.SoundId.Value);
        return guild;
    }

    /// <summary>Nobody tells any more how voice states and presences change.</summary>
    internal void BeginOutage()
    {
        Availability = GuildAvailability.Unavailable;
        VoiceStates.Clear();
        Presences.Clear();
        Messages.ForgetPlaces();
    }

    internal void Apply(GatewayEvent gatewayEvent, Id<User> ownId)
    {
        switch (gatewayEvent)
        {
            case GuildUpdateEvent e:
                Guild = e.ApplyTo(Guild);
                break;
            case GuildRoleCreateEvent e:
                Guild = Guild with { Roles = [.. Guild.Roles.Where(role => role.Id != e.Role.Id), e.Role] };
                break;
            case GuildRoleUpdateEvent e:
                Guild = Guild with { Roles = [.. Guild.Roles.Where(role => role.Id != e.Role.Id), e.Role] };
                break;
            case GuildRoleDeleteEvent e:
                Guild = Guild with { Roles = [.. Guild.Roles.Where(role => role.Id != e.RoleId)] };
                break;
            case GuildEmojisUpdateEvent e:
                Guild = Guild with { Emojis = e.Emojis };
                break;
            case GuildStickersUpdateEvent e:
                Guild = Guild with { Stickers = e.Stickers };
                break;
            case ChannelCreateEvent e:
                Channels[e.Channel.Id.Value] = e.Channel;
                break;
            case ChannelUpdateEvent e:
                Channels[e.Channel.Id.Value] = e.Channel;
                if (e.Channel.Flags is { } flags && flags.HasFlag(ChannelFlags.ChannelObfuscated))
                {
                    RemoveThreads(thread => thread.ParentId == e.Channel.Id);
                    Messages.ForgetChannel(e.Channel.Id);
                }

                break;
            case ChannelDeleteEvent e:
                Channels.Remove(e.Channel.Id.Value);
                RemoveThreads(thread => thread.ParentId == e.Channel.Id);
                RemoveWhere(ScheduledEvents, scheduled => scheduled.ChannelId == e.Channel.Id);
                RemoveWhere(VoiceStates, voice => voice.ChannelId == e.Channel.Id);
                Messages.ForgetChannel(e.Channel.Id);
                break;
            case ChannelPinsUpdateEvent e:
                Change(Channels.ContainsKey(e.ChannelId.Value) ? Channels : Threads, e.ChannelId, e.ApplyTo);
                break;
            case ThreadCreateEvent e:
                SetThread(e.Thread);
                break;
            case ThreadUpdateEvent e:
                SetThread(e.Thread);
                break;
            case ThreadDeleteEvent e:
                Threads.Remove(e.Id.Value);
                Messages.ForgetChannel(e.Id);
                break;
            case ThreadListSyncEvent e:
                RemoveThreads(thread => !e.Threads.Any(listed => listed.Id == thread.Id) && (e.ChannelIds is null || e.ChannelIds.Contains(thread.ParentId!.Value)));
                Fill(Threads, e.Threads.Select(thread => thread with { Member = e.Members.FirstOrDefault(own => own.Id == thread.Id) ?? thread.Member }), thread => thread.Id.Value);
                break;
            case ThreadMemberUpdateEvent { Member.Id: { } id } e:
                Change(Threads, id, e.ApplyTo);
                break;
            case ThreadMembersUpdateEvent e:
                Change(Threads, e.Id, thread => e.ApplyTo(thread, ownId));
                break;
            case GuildMemberAddEvent e:
                MemberCount += Members.ContainsKey(e.Member.User!.Id.Value) ? 0 : 1;
                Members[e.Member.User.Id.Value] = e.Member;
                break;
            case GuildMemberUpdateEvent e:
                Members[e.User.Id.Value] = e.ApplyTo(Members.GetValueOrDefault(e.User.Id.Value, new GuildMember { User = e.User }));
                break;
            case GuildMemberRemoveEvent e:
                Members.Remove(e.User.Id.Value);
                VoiceStates.Remove(e.User.Id.Value);
                Presences.Remove(e.User.Id.Value);
                MemberCount = Math.Max(1, MemberCount - 1);
                break;
            case GuildMembersChunkEvent e:
                Fill(Members, e.Members, member => member.User!.Id.Value);
                foreach (Presence presence in e.Presences)
                {
                    SetPresence(presence);
                }

                break;
            case MessageCreateEvent e:
                if (e.Message is { Member: { } member, Author: var author, WebhookId: null } && (Members.ContainsKey(author.Id.Value) || !HasAllMembers))
                {
                    Refresh(member with { User = author });
                }

                Messages.Add(e.Message);
                break;
            case MessageUpdateEvent e:
                Messages.Update(e);
                break;
            case MessageDeleteEvent e:
                Messages.Remove(e.Id);
                break;
            case MessageDeleteBulkEvent e:
                foreach (Id<Message> id in e.Ids)
                {
                    Messages.Remove(id);
                }

                break;
            case PresenceUpdateEvent e:
                SetPresence(e.Presence);
                break;
            case VoiceStateUpdateEvent { VoiceState: var voice }:
                if (voice.ChannelId is null)
                {
                    VoiceStates.Remove(voice.UserId.Value);
                }
                else
                {
                    VoiceStates[voice.UserId.Value] = voice;
                    if (voice.Member is { } speaker)
                    {
                        Refresh(speaker);
                    }
                }

                break;
            case GuildScheduledEventCreateEvent e:
                SetScheduledEvent(e.ScheduledEvent);
                break;
            case GuildScheduledEventUpdateEvent e:
                SetScheduledEvent(e.ScheduledEvent);
                break;
            case GuildScheduledEventDeleteEvent e:
                ScheduledEvents.Remove(e.ScheduledEvent.Id.Value);
                break;
            case StageInstanceCreateEvent e:
                StageInstances[e.StageInstance.Id.Value] = e.StageInstance;
                break;
            case StageInstanceUpdateEvent e:
                StageInstances[e.StageInstance.Id.Value] = e.StageInstance;
                break;
            case StageInstanceDeleteEvent e:
                StageInstances.Remove(e.StageInstance.Id.Value);
                break;
            case GuildSoundboardSoundCreateEvent e:
                Sounds[e.Sound.SoundId.Value] = e.Sound;
                break;
            case GuildSoundboardSoundUpdateEvent e:
                Sounds[e.Sound.SoundId.Value] = e.Sound;
                break;
            case GuildSoundboardSoundsUpdateEvent e:
                Fill(Sounds, e.SoundboardSounds, sound => sound.SoundId.Value);
                break;
            case GuildSoundboardSoundDeleteEvent e:
                Sounds.Remove(e.SoundId.Value);
                break;
        }
    }

    /// <summary>Made by hand, a member tells of what is set, and of nothing else.</summary>
    private void Refresh(GuildMember told)
    {
        User user = told.User!;
        Members[user.Id.Value] = !Members.TryGetValue(user.Id.Value, out GuildMember? known) ? told : known with
        {
            User = known.User! with { Username = user.Username, GlobalName = user.GlobalName ?? known.User.GlobalName, Avatar = user.Avatar ?? known.User.Avatar },
            Nick = told.Nick ?? known.Nick,
            Roles = told.Roles,
            JoinedAt = told.JoinedAt,
            Pending = told.Pending || known.Pending,
        };
    }

    private void SetScheduledEvent(GuildScheduledEvent scheduled)
    {
        if (scheduled.Status is ScheduledEventStatus.Completed or ScheduledEventStatus.Canceled)
        {
            ScheduledEvents.Remove(scheduled.Id.Value);
        }
        else
        {
            ScheduledEvents[scheduled.Id.Value] = scheduled;
        }
    }

    private void SetThread(Channel thread)
    {
        if (thread.ThreadMetadata is { Archived: true })
        {
            Threads.Remove(thread.Id.Value);
            Messages.ForgetChannel(thread.Id);
        }
        else
        {
            // An update says nothing of the bot's own membership.
            Threads[thread.Id.Value] = thread with { Member = thread.Member ?? Threads.GetValueOrDefault(thread.Id.Value)?.Member };
        }
    }

    private void RemoveThreads(Func<Channel, bool> isGone)
    {
        foreach (Channel thread in Threads.Values.Where(isGone).ToArray())
        {
            Threads.Remove(thread.Id.Value);
            Messages.ForgetChannel(thread.Id);
        }
    }

    private void SetPresence(Presence presence)
    {
        if (presence.Status == UserStatus.Offline)
        {
            Presences.Remove(presence.User.Id.Value);
        }
        else if (Members.ContainsKey(presence.User.Id.Value))
        {
            Presences[presence.User.Id.Value] = presence;
        }
    }

    private static void Change(SortedDictionary<ulong, Channel> channels, Id<Channel> id, Func<Channel, Channel> change)
    {
        if (channels.TryGetValue(id.Value, out Channel? known))
        {
            channels[id.Value] = change(known);
        }
    }

    private static void Fill<T>(SortedDictionary<ulong, T> map, IEnumerable<T> items, Func<T, ulong> getId)
    {
        foreach (T item in items)
        {
            map[getId(item)] = item;
        }
    }

    private static void RemoveWhere<T>(SortedDictionary<ulong, T> map, Func<T, bool> isGone)
    {
        foreach (ulong id in map.Where(pair => isGone(pair.Value)).Select(pair => pair.Key).ToArray())
        {
            map.Remove(id);
        }
    }
}
