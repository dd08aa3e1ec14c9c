using System.Text.Json;

namespace Discord.Gateway.Json;

/// <summary>Compares by content what compares by reference.</summary>
internal static class ModelEquality
{
    internal static bool AreEqual<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.Count == right.Count && left.SequenceEqual(right));

    internal static bool AreEqual<T>(Optional<IReadOnlyList<T>?> left, Optional<IReadOnlyList<T>?> right) =>
        left.IsSpecified == right.IsSpecified && AreEqual(left.Value, right.Value);

    internal static bool AreEqual<TKey, TValue>(IReadOnlyDictionary<TKey, TValue>? left, IReadOnlyDictionary<TKey, TValue>? right)
    {
        if (ReferenceEquals(left, right) || left is null || right is null || left.Count != right.Count)
        {
            return ReferenceEquals(left, right);
        }

        foreach ((TKey key, TValue value) in left)
        {
            if (!right.TryGetValue(key, out TValue? other) || !EqualityComparer<TValue>.Default.Equals(value, other))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool AreEqual(JsonElement? left, JsonElement? right) =>
        left is null || right is null ? left is null && right is null : AreEqual(left.Value, right.Value);

    internal static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Undefined || right.ValueKind == JsonValueKind.Undefined)
        {
            return left.ValueKind == right.ValueKind;
        }

        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            // A number whose exponent .NET does not compare.
            return left.GetRawText() == right.GetRawText();
        }
    }
}
