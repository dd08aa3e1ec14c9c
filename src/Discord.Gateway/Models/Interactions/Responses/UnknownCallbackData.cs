using System.Text.Json;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The content of a response whose kind the library does not know, as JSON.</summary>
public sealed record UnknownCallbackData : InteractionCallbackData
{
    /// <summary>Creates content from JSON.</summary>
    /// <param name="raw">The whole object.</param>
    public UnknownCallbackData(JsonElement raw)
    {
        Raw = raw;
    }

    internal UnknownCallbackData(ref JsonCursor reader)
        : this(JsonRead.Element(ref reader))
    {
    }

    internal UnknownCallbackData(ref EntityReader reader)
        : this(reader.ReadElement())
    {
    }

    /// <summary>The whole object as JSON.</summary>
    public JsonElement Raw { get; }

    /// <summary>Whether both have equal JSON.</summary>
    public bool Equals(UnknownCallbackData? other) => ReferenceEquals(this, other) || (base.Equals(other) && ModelEquality.AreEqual(Raw, other.Raw));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Raw.ValueKind);

    internal override void WriteTo(Utf8JsonWriter writer) => Raw.WriteTo(writer);

    internal override void WriteBinary(EntityWriter writer)
    {
        writer.WriteByte(EntityWriter.UnknownVariant);
        writer.WriteElement(Raw);
    }
}
