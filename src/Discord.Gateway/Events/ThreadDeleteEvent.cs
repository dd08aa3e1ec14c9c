using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_DELETE: a thread that the bot could view was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-delete">Gateway Events › Thread Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_DELETE", GatewayIntents.Guilds)]
public sealed partial record ThreadDeleteEvent : GatewayEvent
{
    /// <summary>The thread.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The parent channel.</summary>
    public Id<Channel> ParentId { get; init; }

    /// <summary>The type of thread.</summary>
    [JsonPropertyName("type")]
    public ChannelType ThreadType { get; init; }
}
