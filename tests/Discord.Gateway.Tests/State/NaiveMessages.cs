using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.State;

/// <summary>The last messages of each channel of a guild. One that is deleted leaves its place empty, until the places are forgotten.</summary>
internal sealed class NaiveMessages
{
    internal const int PerChannel = 3;

    private Dictionary<ulong, List<ulong>>? _places;

    internal SortedDictionary<ulong, Message> All { get; } = [];

    internal void Add(Message message)
    {
        if (!All.ContainsKey(message.Id.Value))
        {
            List<ulong> places = PlacesOf(message.ChannelId.Value);
            places.Add(message.Id.Value);
            while (places.Count > PerChannel)
            {
                All.Remove(places[0]);
                places.RemoveAt(0);
            }
        }

        All[message.Id.Value] = message;
    }

    internal void Update(MessageUpdateEvent e)
    {
        if (All.TryGetValue(e.Message.Id.Value, out Message? known))
        {
            All[e.Message.Id.Value] = e.ApplyTo(known);
        }
    }

    internal void Remove(Id<Message> id) => All.Remove(id.Value);

    internal void ForgetChannel(Id<Channel> id)
    {
        PlacesOf(id.Value).ForEach(message => All.Remove(message));
        PlacesOf(id.Value).Clear();
    }

    /// <summary>The guild is told of again, with these channels.</summary>
    internal void KeepChannels(HashSet<Id<Channel>> channels)
    {
        foreach (Message message in All.Values.Where(message => !channels.Contains(message.ChannelId)).ToArray())
        {
            All.Remove(message.Id.Value);
        }

        ForgetPlaces();
    }

    /// <summary>The guild is in an outage, or told of again, or a snapshot is read: when places are needed next, those that are there then are in the order of their ids.</summary>
    internal void ForgetPlaces() => _places = null;

    private List<ulong> PlacesOf(ulong channel)
    {
        _places ??= All.Values.GroupBy(message => message.ChannelId.Value).ToDictionary(group => group.Key, group => group.Select(message => message.Id.Value).ToList());
        return _places.TryGetValue(channel, out List<ulong>? places) ? places : _places[channel] = [];
    }
}
