using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Op 31: asks for the soundboard sounds of guilds of this shard; each answers with a SOUNDBOARD_SOUNDS event.
/// About 180 guilds fit into the 4,096 bytes of a payload. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds">Gateway Events › Request Soundboard Sounds</see>.
/// </summary>
/// <param name="GuildIds">The guilds, at least one. Copied: a later change to the list has no effect.</param>
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
            throw new ArgumentException("At least one guild is needed.", nameof(GuildIds));
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
