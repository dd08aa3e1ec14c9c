namespace Discord.Gateway.Json;

/// <summary>
/// Which properties were there when a record was read, so that it is written back the same: null and absent stay apart. Not a part of the record's
/// value: two records are equal whatever their keys.
/// </summary>
internal readonly struct JsonKeys(ulong bits) : IEquatable<JsonKeys>
{
    /// <summary>Set if the record was read from JSON at all.</summary>
    internal const ulong Read = 1UL << 63;

    /// <summary>Whether the key was there.</summary>
    internal bool Has(int index) => (bits & (1UL << index)) != 0;

    /// <summary>Whether a property that Discord always sends is to be written: if it was there, or the record was made by hand.</summary>
    internal bool Writes(int index) => bits == 0 || Has(index);

    public bool Equals(JsonKeys other) => true;

    public override bool Equals(object? obj) => obj is JsonKeys;

    public override int GetHashCode() => 0;
}
