using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// Op 4: joins, moves to or leaves a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#update-voice-state">Gateway Events › Update Voice State</see>.
/// <see cref="Shard.JoinVoiceAsync"/> also waits for the answer.
/// </summary>
/// <param name="GuildId">The guild; a bot can be in one voice channel per guild.</param>
/// <param name="ChannelId">The voice channel; null to leave.</param>
/// <param name="SelfMute">Whether the bot mutes itself.</param>
/// <param name="SelfDeaf">Whether the bot deafens itself.</param>
/// <example><code>
/// await shard.SendAsync(new UpdateVoiceState(guildId, channelId, SelfDeaf: true)); // joins the channel
/// await shard.SendAsync(new UpdateVoiceState(guildId, ChannelId: null)); // leaves it
/// </code></example>
public sealed record UpdateVoiceState(Id<Guild> GuildId, Id<Channel>? ChannelId, bool SelfMute = false, bool SelfDeaf = false) : GatewayCommand
{
    /// <inheritdoc/>
    public override GatewayOpcode Opcode => GatewayOpcode.VoiceStateUpdate;

    internal override void Validate(GatewayIntents intents) => GuildId.ThrowIfZero(nameof(GuildId));

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id"u8, GuildId);
        if (ChannelId is { } channelId)
        {
            writer.WriteId("channel_id"u8, channelId);
        }
        else
        {
            writer.WriteNull("channel_id"u8);
        }

        writer.WriteBoolean("self_mute"u8, SelfMute);
        writer.WriteBoolean("self_deaf"u8, SelfDeaf);
        writer.WriteEndObject();
    }
}
