using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <content>Channels and threads.</content>
internal sealed partial class GuildChanges
{
    private void OnChannelEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case ChannelCreateEvent e:
                SetChannel(guild, e.Channel, e);
                break;
            case ChannelUpdateEvent e:
                OnChannelUpdate(guild, e);
                break;
            case ChannelDeleteEvent e:
                OnChannelDelete(guild, e);
                break;
            case ChannelPinsUpdateEvent e:
                OnPins(guild, e);
                break;
            case ThreadCreateEvent e:
                SetThread(guild, e.Thread, e);
                break;
            case ThreadUpdateEvent e:
                SetThread(guild, e.Thread, e);
                break;
            case ThreadDeleteEvent e:
                Remove(guild, e.Id.Value, Codecs.Thread, e);
                _messages.ForgetChannel(guild, e.Id);
                break;
            case ThreadListSyncEvent e:
                OnThreadList(guild, e);
                break;
            case ThreadMemberUpdateEvent { Member.Id: { } id } e when guild.Find(id.Value, Codecs.Thread) is { } thread:
                Set(guild, id.Value, e.ApplyTo(thread), Codecs.Thread, e);
                break;
            case ThreadMembersUpdateEvent e when SelfId.Value != 0 && guild.Find(e.Id.Value, Codecs.Thread) is { } thread:
                Set(guild, e.Id.Value, e.ApplyTo(thread, SelfId), Codecs.Thread, e);
                break;
        }
    }

    /// <summary>
    /// Adds or changes a channel. Overwrites that could not be read may deny what others allow: then the channel has those that it had, and one that was not known stays unknown.
    /// </summary>
    private void SetChannel(StoredGuild guild, Channel channel, GatewayEvent gatewayEvent)
    {
        if (!policy.Keeps(StateParts.Channels))
        {
            return;
        }

        if (gatewayEvent.IsWhole("permission_overwrites"))
        {
            Set(guild, channel.Id.Value, channel, Codecs.Channel, gatewayEvent);
        }
        else if (guild.Find(channel.Id.Value, Codecs.Channel) is { } known)
        {
            Set(guild, channel.Id.Value, channel with { PermissionOverwrites = known.PermissionOverwrites }, Codecs.Channel, gatewayEvent);
        }
    }

    private void OnChannelUpdate(StoredGuild guild, ChannelUpdateEvent e)
    {
        SetChannel(guild, e.Channel, e);
        if (IsObfuscated(e.Channel))
        {
            // The bot may not see the channel any more, and is told nothing of its threads and messages.
            RemoveThreads(guild, thread => thread.ParentId == e.Channel.Id);
            _messages.ForgetChannel(guild, e.Channel.Id);
        }
    }

    /// <summary>Discord tells nothing of what goes with a channel.</summary>
    private void OnChannelDelete(StoredGuild guild, ChannelDeleteEvent e)
    {
        Id<Channel> id = e.Channel.Id;
        Remove(guild, id.Value, Codecs.Channel, e);
        RemoveThreads(guild, thread => thread.ParentId == id);
        _messages.ForgetChannel(guild, id);
        foreach (VoiceState voice in guild.All(Codecs.VoiceState).Where(voice => voice.ChannelId == id).ToArray())
        {
            RemoveVoiceState(guild, voice.UserId, toldBy: null);
        }

        foreach (GuildScheduledEvent scheduled in guild.All(Codecs.ScheduledEvent).Where(scheduled => scheduled.ChannelId == id).ToArray())
        {
            guild.Structure.Remove(scheduled.Id.Value, EntityKind.ScheduledEvent, out _);
        }
    }

    private void OnPins(StoredGuild guild, ChannelPinsUpdateEvent e)
    {
        ulong id = e.ChannelId.Value;
        if (guild.Find(id, Codecs.Channel) is { } channel)
        {
            Set(guild, id, e.ApplyTo(channel), Codecs.Channel, e);
        }
        else if (guild.Find(id, Codecs.Thread) is { } thread)
        {
            Set(guild, id, e.ApplyTo(thread), Codecs.Thread, e);
        }
    }

    private void SetThread(StoredGuild guild, Channel thread, GatewayEvent gatewayEvent)
    {
        if (thread.ThreadMetadata is { Archived: true })
        {
            Remove(guild, thread.Id.Value, Codecs.Thread, gatewayEvent);
            _messages.ForgetChannel(guild, thread.Id);
        }
        else if (policy.Keeps(StateParts.Threads))
        {
            // An update says nothing of the bot's own membership.
            ThreadMember? member = thread.Member ?? guild.Find(thread.Id.Value, Codecs.Thread)?.Member;
            Set(guild, thread.Id.Value, ReferenceEquals(member, thread.Member) ? thread : thread with { Member = member }, Codecs.Thread, gatewayEvent);
        }
    }

    /// <summary>The bot may see channels that it could not see: their threads are those that are listed.</summary>
    private void OnThreadList(StoredGuild guild, ThreadListSyncEvent e)
    {
        if (!policy.Keeps(StateParts.Threads) || !e.IsReadable("threads") || !e.IsReadable("channel_ids"))
        {
            return;
        }

        HashSet<ulong> listed = [.. e.Threads.Select(thread => thread.Id.Value)];
        RemoveThreads(guild, thread => !listed.Contains(thread.Id.Value) && (e.ChannelIds is null || (thread.ParentId is { } parent && e.ChannelIds.Contains(parent))));
        foreach (Channel thread in e.Threads)
        {
            ThreadMember? member = e.Members.FirstOrDefault(own => own.Id == thread.Id) ?? thread.Member;
            if (thread.Id.Value != 0)
            {
                _writer.Set(guild, thread.Id.Value, thread with { Member = member }, Codecs.Thread, out _);
            }
        }
    }

    private void RemoveThreads(StoredGuild guild, Func<Channel, bool> isGone)
    {
        foreach (Channel thread in guild.All(Codecs.Thread).Where(isGone).ToArray())
        {
            guild.Structure.Remove(thread.Id.Value, EntityKind.Thread, out _);
            _messages.ForgetChannel(guild, thread.Id);
        }
    }

    private static bool IsObfuscated(Channel channel) => ((channel.Flags ?? 0) & ChannelFlags.ChannelObfuscated) != 0;
}
