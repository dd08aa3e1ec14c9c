using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// TYPING_START: a user started typing. Needs <see cref="GatewayIntents.GuildMessageTyping"/> or <see cref="GatewayIntents.DirectMessageTyping"/>.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#typing-start">Gateway Events › Typing Start</see>.
/// </summary>
[JsonModel]
[Dispatch("TYPING_START", GatewayIntents.GuildMessageTyping | GatewayIntents.DirectMessageTyping)]
public sealed partial record TypingStartEvent : GatewayEvent
{
    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The user.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The time at which the user started typing, to the second.</summary>
    [UnixSeconds]
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The user as a member of the guild; null in direct messages.</summary>
    public GuildMember? Member { get; init; }
}
