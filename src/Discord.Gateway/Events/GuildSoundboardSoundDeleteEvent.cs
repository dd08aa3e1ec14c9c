using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUND_DELETE: a sound of a guild's soundboard was deleted. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-soundboard-sound-delete">Gateway Events › Guild Soundboard Sound Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SOUNDBOARD_SOUND_DELETE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildSoundboardSoundDeleteEvent : GatewayEvent
{
    /// <summary>The sound.</summary>
    public Id<SoundboardSound> SoundId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
