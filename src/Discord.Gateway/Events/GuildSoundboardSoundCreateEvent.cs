using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUND_CREATE: a sound was added to a guild's soundboard. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <i>Gateway Events › Guild Soundboard Sound Create</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildSoundboardSoundCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildSoundboardSoundCreate;

    /// <summary>The sound.</summary>
    [Inline]
    public SoundboardSound Sound { get; init; } = SoundboardSound.Empty;
}
