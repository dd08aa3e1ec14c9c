using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Op 31: requests the soundboard sounds of guilds of this shard. Discord answers with one SOUNDBOARD_SOUNDS event per guild.
/// About 180 guilds fit into a payload of 4,096 bytes. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds">Gateway Events › Request Soundboard Sounds</see>.
/// </summary>
/// <param name="GuildIds">The guilds, at least one. Copied: later changes to the list have no effect.</param>
/// <example><code>
/// // The answer arrives with the shard's other events, as a SoundboardSoundsEvent.
/// await shard.SendAsync(new RequestSoundboardSounds([guildId]), cancellationToken: cancellationToken);
///
/// // Or sends the request and collects the answers:
/// await foreach (SoundboardSoundsEvent answer in shard.GetSoundboardSoundsAsync([guildId], cancellationToken: cancellationToken))
/// {
///     Console.WriteLine(string.Join(", ", answer.SoundboardSounds.Select(sound =&gt; sound.Name)));
/// }
/// </code></example>
public sealed record RequestSoundboardSounds(IReadOnlyList<Id<Guild>> GuildIds) : GatewayCommand
{
    /// <summary>The guilds, at least one.</summary>
    public IReadOnlyList<Id<Guild>> GuildIds { get; init => field = value is null ? [] : [.. value]; } = GuildIds is null ? [] : [.. GuildIds];

    /// <inheritdoc/>
    public override GatewayOpcode Opcode => GatewayOpcode.RequestSoundboardSounds;

    internal override void Validate(GatewayIntents intents)
    {
        if (GuildIds is not { Count: > 0 })
        {
            throw new ArgumentException("GuildIds must have at least one guild.", nameof(GuildIds));
        }

        foreach (Id<Guild> guildId in GuildIds)
        {
            guildId.ThrowIfZero(nameof(GuildIds));
        }
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteIds("guild_ids"u8, GuildIds);
        writer.WriteEndObject();
    }
}
