using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_MEMBER_UPDATE: the bot's membership of a thread changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Thread Member Update</i>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_MEMBER_UPDATE", GatewayIntents.Guilds)]
public sealed partial record ThreadMemberUpdateEvent : GatewayEvent
{
    /// <summary>The membership now.</summary>
    [Inline]
    public ThreadMember Member { get; init; } = ThreadMember.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
