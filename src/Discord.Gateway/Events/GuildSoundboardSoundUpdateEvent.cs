using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUND_UPDATE: a sound of a guild's soundboard changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-soundboard-sound-update">Gateway Events › Guild Soundboard Sound Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SOUNDBOARD_SOUND_UPDATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildSoundboardSoundUpdateEvent : GatewayEvent
{
    /// <summary>The sound after the change.</summary>
    [Inline]
    public SoundboardSound Sound { get; init; } = SoundboardSound.Empty;
}
