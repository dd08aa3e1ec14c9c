using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// SOUNDBOARD_SOUNDS: the answer to <see cref="RequestSoundboardSounds"/> for one guild. Sent regardless of intents. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#soundboard-sounds">Gateway Events › Soundboard Sounds</see>.
/// </summary>
[JsonModel]
[Dispatch("SOUNDBOARD_SOUNDS")]
public sealed partial record SoundboardSoundsEvent : GatewayEvent
{
    /// <summary>The sounds.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds { get; init; } = [];

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
