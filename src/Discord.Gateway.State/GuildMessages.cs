using System.Runtime.CompilerServices;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Lets the oldest messages of a channel go when there are more than are kept. Messages that were deleted leave their place empty until it is its turn.</summary>
internal sealed class GuildMessages(int perChannel)
{
    /// <summary>For each guild, its channels' messages in the order in which they came.</summary>
    private readonly ConditionalWeakTable<StoredGuild, Dictionary<ulong, Queue<ulong>>> _orders = [];

    /// <summary>Before a message is added: the oldest of its channel goes, if it would be one too many. Nothing if the message is there already.</summary>
    internal void MakeRoom(StoredGuild guild, Id<Channel> channelId, Id<Message> messageId)
    {
        if (guild.Messages is { } known && known.TryFind(messageId.Value, EntityKind.Message, out _))
        {
            return;
        }

        Dictionary<ulong, Queue<ulong>> channels = _orders.GetValue(guild, Restore);
        if (!channels.TryGetValue(channelId.Value, out Queue<ulong>? order))
        {
            channels[channelId.Value] = order = new Queue<ulong>();
        }

        order.Enqueue(messageId.Value);
        while (order.Count > perChannel)
        {
            ulong oldest = order.Dequeue();
            guild.Messages?.Remove(oldest, EntityKind.Message, out _);
        }
    }

    internal void ForgetChannel(StoredGuild guild, Id<Channel> channelId)
    {
        if (guild.Messages is { } messages && _orders.GetValue(guild, Restore).Remove(channelId.Value, out Queue<ulong>? order))
        {
            foreach (ulong id in order)
            {
                messages.Remove(id, EntityKind.Message, out _);
            }
        }
    }

    /// <summary>The order of messages that were read from a snapshot: ids grow with time.</summary>
    private static Dictionary<ulong, Queue<ulong>> Restore(StoredGuild guild) => guild.All(Codecs.Message)
        .GroupBy(message => message.ChannelId.Value)
        .ToDictionary(channel => channel.Key, channel => new Queue<ulong>(channel.Select(message => message.Id.Value).Order()));
}
