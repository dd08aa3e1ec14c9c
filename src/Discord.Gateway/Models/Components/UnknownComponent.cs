using System.Text.Json;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A component whose kind the library does not know, as JSON.</summary>
public sealed record UnknownComponent : Component
{
    /// <summary>Creates a component from JSON.</summary>
    /// <param name="raw">The whole object.</param>
    public UnknownComponent(JsonElement raw)
    {
        Raw = raw;
        Type = raw.ValueKind == JsonValueKind.Object && raw.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.Number
            && type.TryGetInt64(out long number) ? (ComponentType)number : 0;
    }

    internal UnknownComponent(ref JsonCursor reader)
        : this(JsonRead.Element(ref reader))
    {
    }

    internal UnknownComponent(ref EntityReader reader)
        : this(reader.ReadElement())
    {
        if (reader.ReadBoolean())
        {
            Id = (long)reader.ReadVarint();
        }
    }

    /// <summary>The kind of component, by Discord's number; 0 if Discord did not send one.</summary>
    public override ComponentType Type { get; }

    /// <summary>The whole object as Discord sent it.</summary>
    public JsonElement Raw { get; }

    /// <summary>Whether both have equal JSON.</summary>
    public bool Equals(UnknownComponent? other) => ReferenceEquals(this, other) || (base.Equals(other) && ModelEquality.AreEqual(Raw, other.Raw));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Raw.ValueKind);

    internal override void WriteTo(Utf8JsonWriter writer) => Raw.WriteTo(writer);

    internal override void WriteBinary(EntityWriter writer)
    {
        writer.WriteByte(EntityWriter.UnknownVariant);
        writer.WriteElement(Raw);

        // A copy made with `with` may have another id than the JSON.
        writer.WriteBoolean(Id is not null);
        if (Id is { } id)
        {
            writer.WriteVarint((ulong)id);
        }
    }
}
