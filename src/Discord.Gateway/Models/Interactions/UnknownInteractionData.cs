using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway;

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

    /// <summary>The whole object.</summary>
    public JsonElement Raw { get; }

    internal override void WriteTo(Utf8JsonWriter writer) => Raw.WriteTo(writer);
}
