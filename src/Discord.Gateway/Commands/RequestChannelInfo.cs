using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>The fields that <see cref="RequestChannelInfo"/> requests.</summary>
[Flags]
public enum ChannelInfoFields
{
    /// <summary>No fields; invalid in a request.</summary>
    None = 0,

    /// <summary>The status text of voice channels.</summary>
    Status = 1,

    /// <summary>The time at which the current call of a voice channel began.</summary>
    VoiceStartTime = 2,

    /// <summary>All fields.</summary>
    All = Status | VoiceStartTime,
}

/// <summary>
/// Op 43: requests the ephemeral data of a guild's channels. Discord answers with a CHANNEL_INFO event.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#request-channel-info">Gateway Events › Request Channel Info</see>.
/// </summary>
/// <param name="GuildId">The guild.</param>
/// <param name="Fields">The requested fields.</param>
/// <example><code>
/// // The answer arrives with the shard's other events, as a ChannelInfoEvent.
/// await shard.SendAsync(new RequestChannelInfo(guildId, ChannelInfoFields.Status), cancellationToken: cancellationToken);
///
/// // Or sends the request and waits for the answer:
/// ChannelInfoEvent answer = await shard.GetChannelInfoAsync(guildId, ChannelInfoFields.Status, cancellationToken: cancellationToken);
/// Console.WriteLine($"{answer.Channels.Count} channels");
/// </code></example>
public sealed record RequestChannelInfo(Id<Guild> GuildId, ChannelInfoFields Fields = ChannelInfoFields.All) : GatewayCommand
{
    /// <inheritdoc/>
    public override GatewayOpcode Opcode => GatewayOpcode.RequestChannelInfo;

    internal override void Validate(GatewayIntents intents)
    {
        GuildId.ThrowIfZero(nameof(GuildId));
        if (Fields == ChannelInfoFields.None || (Fields & ~ChannelInfoFields.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Fields), Fields, "Fields must contain at least one field, and only members of ChannelInfoFields.");
        }
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id"u8, GuildId);
        writer.WriteStartArray("fields"u8);
        if (Fields.HasFlag(ChannelInfoFields.Status))
        {
            writer.WriteStringValue("status"u8);
        }

        if (Fields.HasFlag(ChannelInfoFields.VoiceStartTime))
        {
            writer.WriteStringValue("voice_start_time"u8);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
