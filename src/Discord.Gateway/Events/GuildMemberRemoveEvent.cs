using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBER_REMOVE: a user left a guild, or was kicked or banned. Needs <see cref="GatewayIntents.GuildMembers"/>. Discord's documentation:
/// <i>Gateway Events › Guild Member Remove</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildMemberRemoveEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildMemberRemove;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The user.</summary>
    public User User { get; init; } = User.Empty;
}
