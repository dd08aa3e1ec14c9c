using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// THREAD_MEMBER_UPDATE: the bot's membership of a thread changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Thread Member Update</i>.
/// </summary>
[JsonModel]
public sealed partial record ThreadMemberUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ThreadMemberUpdate;

    /// <summary>The membership now.</summary>
    [Inline]
    public ThreadMember Member { get; init; } = ThreadMember.Empty;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
