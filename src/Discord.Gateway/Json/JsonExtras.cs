using System.Text.Json;

namespace Discord.Gateway.Json;

/// <summary>Properties that stand in the same JSON object as those of the record that reads it.</summary>
internal abstract class JsonExtras
{
    /// <summary>Reads the value of a property; false, with nothing read, if there is none of that name.</summary>
    internal abstract bool Read(scoped ReadOnlySpan<byte> key, ref JsonCursor reader);
}
