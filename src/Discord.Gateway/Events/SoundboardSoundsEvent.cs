using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// SOUNDBOARD_SOUNDS: the answer to <see cref="RequestSoundboardSounds"/> for one guild. Sent whatever the intents. Discord's documentation:
/// <i>Gateway Events › Soundboard Sounds</i>.
/// </summary>
[JsonModel]
public sealed partial record SoundboardSoundsEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.SoundboardSounds;

    /// <summary>The sounds.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
