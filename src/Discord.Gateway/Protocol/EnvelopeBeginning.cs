using System.Text;
using System.Text.Json;

namespace Discord.Gateway.Protocol;

/// <summary>What the beginning of a payload tells, if the rest was not received.</summary>
internal static class EnvelopeBeginning
{
    private const int MaxLength = 256;

    /// <summary>Name and sequence of an event, if both stand before its data, as Discord sends them.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> beginning, out string name, out long sequence)
    {
        name = "";
        sequence = 0;
        bool hasSequence = false;
        try
        {
            var reader = new Utf8JsonReader(beginning[..Math.Min(beginning.Length, MaxLength)], isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("d"u8))
            {
                bool isName = reader.ValueTextEquals("t"u8);
                bool isSequence = reader.ValueTextEquals("s"u8);
                if (!reader.Read())
                {
                    break;
                }

                if (isName && reader.TokenType == JsonTokenType.String)
                {
                    name = reader.GetString()!;
                }
                else if (isSequence && reader.TokenType == JsonTokenType.Number)
                {
                    hasSequence = reader.TryGetInt64(out sequence);
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // It is no event that anybody could name.
            return false;
        }

        return hasSequence && name.Length > 0 && Ascii.IsValid(name);
    }
}
