using System.Text.Json;

namespace Discord.Gateway;

/// <summary>
/// A payload that could not be read as what it should be: malformed, of an unknown opcode, or an event whose data does not fit its type.
/// It never ends the connection.
/// </summary>
public sealed record UndecodableEvent : GatewayEvent
{
    private readonly string _name;

    internal UndecodableEvent(GatewayEventType type, string name, ReadOnlyMemory<byte> data, string reason, Exception? error = null)
    {
        Type = type;
        _name = name;
        Data = data;
        Reason = reason;
        Error = error;
    }

    /// <inheritdoc/>
    public override GatewayEventType Type { get; }

    /// <summary>Discord's name of the event; empty if it could not be read.</summary>
    public override string Name => _name;

    /// <summary>The event's data, or the whole payload if not even its envelope could be read.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }

    /// <summary>What decoding threw, if it was decoding that failed.</summary>
    public Exception? Error { get; }

    /// <summary>Writes <see cref="Data"/>, if it is JSON at all.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(Data.Span);
    }
}
