using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUND_DELETE: a sound of a guild's soundboard was deleted. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <i>Gateway Events › Guild Soundboard Sound Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildSoundboardSoundDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildSoundboardSoundDelete;

    /// <summary>The sound.</summary>
    public Id<SoundboardSound> SoundId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
