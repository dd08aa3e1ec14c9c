using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SOUNDBOARD_SOUNDS_UPDATE: several sounds of a guild's soundboard changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's
/// documentation: <i>Gateway Events › Guild Soundboard Sounds Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildSoundboardSoundsUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildSoundboardSoundsUpdate;

    /// <summary>The sounds now.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
