using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUND_CREATE: a sound was added to a guild's soundboard. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-soundboard-sound-create">Gateway Events › Guild Soundboard Sound Create</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SOUNDBOARD_SOUND_CREATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildSoundboardSoundCreateEvent : GatewayEvent
{
    /// <summary>The sound.</summary>
    [Inline]
    public SoundboardSound Sound { get; init; } = SoundboardSound.Empty;
}
