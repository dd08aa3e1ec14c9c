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
        SetMember(guild, e.Member, id, e);

        // Discord may tell of one twice. How many there are was not told if there are none.
        guild.MemberCount += isKnown || guild.MemberCount == 0 ? 0 : 1;
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
        SetMember(guild, member, id, e);
    }

    private static void OnMemberRemove(StoredGuild guild, GuildMemberRemoveEvent e)
    {
        RemoveMember(guild, e.User.Id, e);
        guild.VoiceStates?.Remove(e.User.Id.Value, EntityKind.VoiceState, out _);

        // The bot is one in any case.
        guild.MemberCount -= guild.MemberCount > 1 ? 1 : 0;
    }

    private void OnChunk(StoredGuild guild, GuildMembersChunkEvent e)
    {
        foreach (GuildMember member in e.Members)
        {
            if (member.User is { Id.Value: not 0 } user)
            {
                SetMember(guild, member, user.Id, toldBy: null);
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
            RemoveVoiceState(guild, id, e);
            return;
        }

        SetAsTold(guild, id.Value, e.VoiceState, Codecs.VoiceState, e);
        if (e.VoiceState.Member is { User: { } user } member && user.Id == id && policy.Keeps(StateParts.Members))
        {
            Refresh(guild, user, member, mayAdd: true);
        }
    }

    /// <summary>
    /// A member whom an event tells of beside something else: an author of a message, or one in voice. They are partial: what is absent stays as it was. A change of theirs is told by an event
    /// of its own.
    /// </summary>
    /// <param name="guild">The guild.</param>
    /// <param name="user">The user, who stands in the member or beside it.</param>
    /// <param name="told">The member.</param>
    /// <param name="mayAdd">Whether the member may be one who was not known.</param>
    private void Refresh(StoredGuild guild, User user, GuildMember told, bool mayAdd)
    {
        ulong id = user.Id.Value;
        bool isKnown = guild.Members.TryFind(id, EntityKind.Member, out Entry known);
        if (id == 0 || (isKnown ? _writer.IsUnchanged(guild, known, user, told) : !mayAdd))
        {
            return;
        }

        // The user that stands beside the member belongs to it here.
        SetMember(guild, isKnown ? Codecs.Member.Read(known, guild).With(told, user) : told with { User = user }, user.Id, toldBy: null);
    }

    /// <summary>Takes note of a member as it is now, whole, and leaves what it was with the event, if there is one. One who is not to be kept any more goes.</summary>
    private void SetMember(StoredGuild guild, GuildMember member, Id<User> id, GatewayEvent? toldBy)
    {
        if (MayKeep(guild, id, member))
        {
            Set(guild, id.Value, member, Codecs.Member, toldBy);
        }
        else
        {
            RemoveMember(guild, id, toldBy);
        }
    }

    /// <summary>Removes a member, whose presence nobody tells of any more either.</summary>
    private static void RemoveMember(StoredGuild guild, Id<User> id, GatewayEvent? toldBy)
    {
        Remove(guild, id.Value, Codecs.Member, toldBy);
        guild.Presences?.Remove(id.Value, EntityKind.Presence, out _);
    }

    /// <summary>Removes a voice state, and a member who is kept for it alone.</summary>
    private void RemoveVoiceState(StoredGuild guild, Id<User> id, VoiceStateUpdateEvent? toldBy)
    {
        Remove(guild, id.Value, Codecs.VoiceState, toldBy);
        if (id != SelfId && !policy.KeepsAllMembers && guild.Find(id.Value, Codecs.Member) is { } member && !policy.Keeps(guild.Id, member))
        {
            RemoveMember(guild, id, toldBy: null);
        }
    }

    private bool MayKeep(StoredGuild guild, Id<User> id, GuildMember member) => IsOfNote(guild, id) || policy.Keeps(guild.Id, member);

    /// <summary>Whether a member is kept whoever they are: the bot, or one in a voice channel.</summary>
    private bool IsOfNote(StoredGuild guild, Id<User> id) =>
        id == SelfId || (policy.Keeps(StateParts.Members) && guild.VoiceStates is { } voices && voices.TryFind(id.Value, EntityKind.VoiceState, out _));

    private static bool IsKnown(StoredGuild guild, Id<User> id) => guild.Members.TryFind(id.Value, EntityKind.Member, out _);

    private EntityCodec<Presence> PresenceCodec => policy.KeepsActivities ? Codecs.Presence : Codecs.ShortPresence;
}
