using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_CREATE: a thread was created, or the bot was added to one. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-create">Gateway Events › Thread Create</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_CREATE", GatewayIntents.Guilds)]
public sealed partial record ThreadCreateEvent : GatewayEvent
{
    /// <summary>The thread, with <see cref="Channel.Member"/> if the bot was added to a private one.</summary>
    [Inline]
    public Channel Thread { get; init; } = Channel.Empty;

    /// <summary>Whether the thread was just created.</summary>
    [MayBeAbsent]
    public bool NewlyCreated { get; init; }
}
