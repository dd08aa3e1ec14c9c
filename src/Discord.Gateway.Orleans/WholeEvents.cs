using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Orleans;

/// <summary>Writes events of every type as <see cref="GatewayEvent"/> does: with shard, sequence and name. An event's own type would write its data alone.</summary>
internal sealed class WholeEvents : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsSubclassOf(typeof(GatewayEvent));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(WholeEvent<>).MakeGenericType(typeToConvert))!;

    private sealed class WholeEvent<TEvent> : JsonConverter<TEvent>
        where TEvent : GatewayEvent
    {
        public override TEvent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<GatewayEvent>(ref reader, options) as TEvent;

        public override void Write(Utf8JsonWriter writer, TEvent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<GatewayEvent>(writer, value, options);
    }
}
