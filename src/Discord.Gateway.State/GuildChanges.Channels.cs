using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <content>Channels and threads.</content>
internal sealed partial class GuildChanges
{
    private void OnChannelEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case ChannelCreateEvent e when policy.Keeps(StateParts.Channels):
                Set(guild, e.Channel.Id.Value, e.Channel, Codecs.Channel, e);
                break;
            case ChannelUpdateEvent e:
                OnChannelUpdate(guild, e);
                break;
            case ChannelDeleteEvent e:
                Remove(guild, e.Channel.Id.Value, Codecs.Channel, e);
                RemoveThreads(guild, thread => thread.ParentId == e.Channel.Id);
                RemoveVoiceStates(guild, e.Channel.Id);
                _messages.ForgetChannel(guild, e.Channel.Id);
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

    private void OnChannelUpdate(StoredGuild guild, ChannelUpdateEvent e)
    {
        if (policy.Keeps(StateParts.Channels))
        {
            Set(guild, e.Channel.Id.Value, e.Channel, Codecs.Channel, e);
        }

        if (IsObfuscated(e.Channel))
        {
            // The bot may not see the channel any more, and is told nothing of its threads.
            RemoveThreads(guild, thread => thread.ParentId == e.Channel.Id);
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

    private static void RemoveThreads(StoredGuild guild, Func<Channel, bool> isGone)
    {
        foreach (Channel thread in guild.All(Codecs.Thread).Where(isGone).ToArray())
        {
            guild.Structure.Remove(thread.Id.Value, EntityKind.Thread, out _);
        }
    }

    private static void RemoveVoiceStates(StoredGuild guild, Id<Channel> channelId)
    {
        foreach (VoiceState voice in guild.All(Codecs.VoiceState).Where(voice => voice.ChannelId == channelId).ToArray())
        {
            guild.VoiceStates!.Remove(voice.UserId.Value, EntityKind.VoiceState, out _);
        }
    }

    private static bool IsObfuscated(Channel channel) => ((channel.Flags ?? 0) & ChannelFlags.ChannelObfuscated) != 0;
}
