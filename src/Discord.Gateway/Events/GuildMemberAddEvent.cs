using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBER_ADD: a user joined a guild. It may come again for members already there. Needs <see cref="GatewayIntents.GuildMembers"/>. Discord's
/// documentation: <i>Gateway Events › Guild Member Add</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildMemberAddEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildMemberAdd;

    /// <summary>The member, with the user.</summary>
    [Inline]
    public GuildMember Member { get; init; } = GuildMember.Empty;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
