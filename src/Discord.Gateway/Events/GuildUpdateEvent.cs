using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_UPDATE: a guild changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-update">Gateway Events › Guild Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_UPDATE", GatewayIntents.Guilds)]
public sealed partial record GuildUpdateEvent : GatewayEvent
{
    /// <summary>The guild after the change.</summary>
    [Inline]
    public Guild Guild { get; init; } = Guild.Empty;

    /// <summary>
    /// Returns the guild as it is after the update. It keeps the properties that only Discord's HTTP API returns, such as <see cref="Guild.ApproximateMemberCount"/>.
    /// </summary>
    /// <param name="guild">The guild before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="guild"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="guild"/> is another guild.</exception>
    public Guild ApplyTo(Guild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        UpdateTarget.Require(Guild.Id, guild.Id);
        return Guild with
        {
            Roles = IsReadable("roles") ? Guild.Roles : guild.Roles,
            Emojis = IsReadable("emojis") ? Guild.Emojis : guild.Emojis,
            Stickers = IsReadable("stickers") ? Guild.Stickers : guild.Stickers,
            Features = IsReadable("features") ? Guild.Features : guild.Features,
            OwnerId = IsReadable("owner_id") ? Guild.OwnerId : guild.OwnerId,
            Owner = Guild.Owner ?? guild.Owner,
            Permissions = Guild.Permissions ?? guild.Permissions,
            ApproximateMemberCount = Guild.ApproximateMemberCount ?? guild.ApproximateMemberCount,
            ApproximatePresenceCount = Guild.ApproximatePresenceCount ?? guild.ApproximatePresenceCount,
            WelcomeScreen = Guild.WelcomeScreen ?? guild.WelcomeScreen,
        };
    }

    /// <summary>
    /// Returns the guild's <c>GUILD_CREATE</c> with the guild as it is after the update. It keeps the properties that only that event has, such as members, channels and presences.
    /// </summary>
    /// <param name="created">The guild's <c>GUILD_CREATE</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="created"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="created"/> belongs to another guild.</exception>
    public GuildCreateEvent ApplyTo(GuildCreateEvent created)
    {
        ArgumentNullException.ThrowIfNull(created);
        UpdateTarget.Require(Guild.Id, created.Guild.Id, nameof(created));
        return created with { Guild = ApplyTo(created.Guild) };
    }
}
