using System.Text.Json;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The data of an interaction of a kind that the library does not know, with all that Discord sent.</summary>
public sealed record UnknownInteractionData : InteractionData
{
    /// <summary>Data as it stands in JSON.</summary>
    /// <param name="raw">The whole object.</param>
    public UnknownInteractionData(JsonElement raw)
    {
        Raw = raw;
    }

    internal UnknownInteractionData(ref JsonCursor reader)
        : this(JsonRead.Element(ref reader))
    {
    }

    internal UnknownInteractionData(ref EntityReader reader)
        : this(reader.ReadElement())
    {
    }

    /// <summary>The whole object.</summary>
    public JsonElement Raw { get; }

    /// <summary>Whether both are equal, by what is in them.</summary>
    public bool Equals(UnknownInteractionData? other) => ReferenceEquals(this, other) || (base.Equals(other) && ModelEquality.AreEqual(Raw, other.Raw));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Raw.ValueKind);

    internal override void WriteTo(Utf8JsonWriter writer) => Raw.WriteTo(writer);

    internal override void WriteBinary(EntityWriter writer)
    {
        writer.WriteByte(EntityWriter.UnknownVariant);
        writer.WriteElement(Raw);
    }
}
