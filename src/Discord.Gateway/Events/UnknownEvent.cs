using System.Text.Json;

namespace Discord.Gateway;

/// <summary>An event that the library has no type for. New names that Discord adds arrive so; they never end a connection.</summary>
public sealed record UnknownEvent : GatewayEvent
{
    private readonly string _name;

    internal UnknownEvent(GatewayEventType type, string name, ReadOnlyMemory<byte> data)
    {
        Type = type;
        _name = name;
        Data = data;
    }

    /// <inheritdoc/>
    public override GatewayEventType Type { get; }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <summary>UTF-8 JSON of the event's data; empty if there was none.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Data.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(Data.Span);
        }
    }
}
