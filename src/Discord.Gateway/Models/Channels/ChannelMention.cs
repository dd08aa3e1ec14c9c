using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A channel that a crossposted message mentions. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#channel-mention-object">Message › Channel Mention Object</see>.</summary>
[JsonModel]
public sealed partial record ChannelMention
{
    /// <summary>The channel's id.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild that the channel is in.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The kind of channel.</summary>
    public ChannelType Type { get; init; }

    /// <summary>The name of the channel.</summary>
    public string Name { get; init; } = "";
}
