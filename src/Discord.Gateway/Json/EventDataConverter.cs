using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Json;

/// <summary>Writes the data of an event that has no type of its own. It cannot be read: its name is not in it, but in that of a <see cref="GatewayEvent"/>.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventDataConverter<T> : JsonConverter<T>
    where T : GatewayEvent
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"The data of a {typeof(T).Name} does not say which event it is: keep it as a {nameof(GatewayEvent)}, and read it as one.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
