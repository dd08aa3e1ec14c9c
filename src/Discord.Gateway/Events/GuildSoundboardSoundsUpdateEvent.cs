using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUNDS_UPDATE: several sounds of a guild's soundboard changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-soundboard-sounds-update">Gateway Events › Guild Soundboard Sounds Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SOUNDBOARD_SOUNDS_UPDATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildSoundboardSoundsUpdateEvent : GatewayEvent
{
    /// <summary>The sounds after the change.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
