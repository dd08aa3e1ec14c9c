using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Events;

/// <summary>How events and models are read and written: Discord's names, numbers also as strings, what is unknown left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReadyEvent))]
[JsonSerializable(typeof(ResumedEvent))]
[JsonSerializable(typeof(RateLimitedEvent))]
[JsonSerializable(typeof(GuildMembersChunkEvent))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(GuildCreateEvent))]
[JsonSerializable(typeof(UnavailableGuild))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageDeleteEvent))]
[JsonSerializable(typeof(VoiceState))]
[JsonSerializable(typeof(VoiceServerUpdateEvent))]
internal sealed partial class GatewayJsonContext : JsonSerializerContext;
