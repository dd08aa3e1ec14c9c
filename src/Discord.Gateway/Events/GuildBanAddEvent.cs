using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_BAN_ADD: a user was banned. Needs <see cref="GatewayIntents.GuildModeration"/>, and <see cref="Permissions.BanMembers"/> or <see
/// cref="Permissions.ViewAuditLog"/>. Discord's documentation: <i>Gateway Events › Guild Ban Add</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildBanAddEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildBanAdd;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The user.</summary>
    public User User { get; init; } = User.Empty;
}
