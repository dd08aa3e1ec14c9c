using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <content>Members, their presences and voice states.</content>
internal sealed partial class GuildChanges
{
    private void OnMemberEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case GuildMemberAddEvent { Member.User: { } user } e:
                OnMemberAdd(guild, user.Id, e);
                break;
            case GuildMemberUpdateEvent e:
                OnMemberUpdate(guild, e);
                break;
            case GuildMemberRemoveEvent e:
                OnMemberRemove(guild, e);
                break;
            case GuildMembersChunkEvent e:
                OnChunk(guild, e);
                break;
            case PresenceUpdateEvent e when policy.Keeps(StateParts.Presences):
                SetPresence(guild, e.Presence, e);
                break;
            case VoiceStateUpdateEvent e when policy.Keeps(StateParts.VoiceStates):
                OnVoiceState(guild, e);
                break;
        }
    }

    private void OnMemberAdd(StoredGuild guild, Id<User> id, GuildMemberAddEvent e)
    {
        bool isKnown = IsKnown(guild, id);
        if (MayKeep(guild, id, e.Member))
        {
            Set(guild, id.Value, e.Member, Codecs.Member, e);
        }

        // Discord may tell of one twice.
        guild.MemberCount += isKnown ? 0 : 1;
    }

    private void OnMemberUpdate(StoredGuild guild, GuildMemberUpdateEvent e)
    {
        Id<User> id = e.User.Id;
        bool isKnown = guild.Members.TryFind(id.Value, EntityKind.Member, out Entry entry);
        bool isKept = policy.KeepsAllMembers || IsOfNote(guild, id);
        if (id.Value != 0 && (isKnown || isKept) && _writer.TryEncode(guild, entry, e, out bool isChanged))
        {
            if (isKnown && !isChanged)
            {
                e.Before = Codecs.Member;
                return;
            }

            if (isKept)
            {
                _writer.SetEncoded(guild, id.Value);
                Leave(guild, entry, Codecs.Member, e);
                return;
            }
        }

        GuildMember member = e.ApplyTo(isKnown ? Codecs.Member.Read(entry, guild) : new GuildMember { User = e.User });
        if (isKept || policy.Keeps(guild.Id, member))
        {
            Set(guild, id.Value, member, Codecs.Member, e);
        }
        else if (isKnown)
        {
            Remove(guild, id.Value, Codecs.Member, e);
        }
    }

    private static void OnMemberRemove(StoredGuild guild, GuildMemberRemoveEvent e)
    {
        ulong id = e.User.Id.Value;
        Remove(guild, id, Codecs.Member, e);
        guild.Presences?.Remove(id, EntityKind.Presence, out _);
        guild.VoiceStates?.Remove(id, EntityKind.VoiceState, out _);
        guild.MemberCount = Math.Max(0, guild.MemberCount - 1);
    }

    private void OnChunk(StoredGuild guild, GuildMembersChunkEvent e)
    {
        foreach (GuildMember member in e.Members)
        {
            if (member.User is { Id.Value: not 0 } user && MayKeep(guild, user.Id, member))
            {
                _writer.Set(guild, user.Id.Value, member, Codecs.Member, out _);
            }
        }

        if (policy.Keeps(StateParts.Presences))
        {
            foreach (Presence presence in e.Presences)
            {
                SetPresence(guild, presence, toldBy: null);
            }
        }
    }

    /// <summary>Takes note of a presence, and leaves what it was with the event, unless it is one of several.</summary>
    private void SetPresence(StoredGuild guild, Presence presence, PresenceUpdateEvent? toldBy)
    {
        ulong id = presence.User.Id.Value;
        if (presence.Status == UserStatus.Offline)
        {
            Remove(guild, id, Codecs.Presence, toldBy);
        }
        else if (IsKnown(guild, presence.User.Id))
        {
            // The user in it is not looked at: Discord does not check it.
            SetAsTold(guild, id, presence, PresenceCodec, toldBy);
        }
    }

    private void OnVoiceState(StoredGuild guild, VoiceStateUpdateEvent e)
    {
        Id<User> id = e.VoiceState.UserId;
        if (e.VoiceState.ChannelId is null)
        {
            Remove(guild, id.Value, Codecs.VoiceState, e);
            if (id != SelfId && guild.Find(id.Value, Codecs.Member) is { } left && !policy.Keeps(guild.Id, left))
            {
                guild.Members.Remove(id.Value, EntityKind.Member, out _);
            }

            return;
        }

        SetAsTold(guild, id.Value, e.VoiceState, Codecs.VoiceState, e);
        if (e.VoiceState.Member is { User: not null } member && policy.Keeps(StateParts.Members))
        {
            _writer.Set(guild, id.Value, member, Codecs.Member, out _);
        }
    }

    /// <summary>A member whom an event tells of beside something else: an author of a message. A change of theirs is told by an event of its own, which may be late.</summary>
    private void Refresh(StoredGuild guild, User user, GuildMember told)
    {
        Id<User> id = user.Id;
        if (id.Value == 0 || (!policy.KeepsMembers && id != SelfId) || _writer.IsMember(guild, user, told))
        {
            return;
        }

        // The user that stands beside the member belongs to it here.
        GuildMember member = told with { User = user };
        GuildMember? known = guild.Find(id.Value, Codecs.Member);
        if (known is null ? !MayKeep(guild, id, member) : !IsOfNote(guild, id) && !policy.Keeps(guild.Id, member))
        {
            return;
        }

        // What is told only in events about members.
        _writer.Set(guild, id.Value, known is null ? member : member with { Pending = known.Pending }, Codecs.Member, out _);
    }

    private bool MayKeep(StoredGuild guild, Id<User> id, GuildMember member) => IsOfNote(guild, id) || policy.Keeps(guild.Id, member);

    /// <summary>Whether a member is kept whoever they are: the bot, or one in a voice channel.</summary>
    private bool IsOfNote(StoredGuild guild, Id<User> id) =>
        id == SelfId || (policy.Keeps(StateParts.Members) && guild.VoiceStates is { } voices && voices.TryFind(id.Value, EntityKind.VoiceState, out _));

    private static bool IsKnown(StoredGuild guild, Id<User> id) => guild.Members.TryFind(id.Value, EntityKind.Member, out _);

    private EntityCodec<Presence> PresenceCodec => policy.KeepsActivities ? Codecs.Presence : Codecs.ShortPresence;
}
