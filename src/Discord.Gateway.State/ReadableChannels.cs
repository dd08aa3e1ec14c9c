using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// The channels of an event whose permission overwrites could all be read. One that could not be read may deny what others allow: a channel without it would be open to members who may not see it.
/// </summary>
internal static class ReadableChannels
{
    internal static IReadOnlyList<Channel> Of(GuildCreateEvent e)
    {
        if (e.IsWhole("channels"))
        {
            return e.Channels;
        }

        var readable = new List<Channel>(e.Channels.Count);
        int place = 0;
        foreach (Channel channel in e.Channels)
        {
            while (IsMissing(e, place))
            {
                place++;
            }

            if (e.IsWhole($"channels[{place++}].permission_overwrites"))
            {
                readable.Add(channel);
            }
        }

        return readable;
    }

    /// <summary>Whether what Discord sent there is not among the channels: it is no object, or its id could not be read.</summary>
    private static bool IsMissing(GuildCreateEvent e, int place) => e.Problems.Any(problem => problem.Path == $"channels[{place}]" || problem.Path == $"channels[{place}].id");
}
