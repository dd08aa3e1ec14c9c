using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// A snowflake: the 64-bit id of a <typeparamref name="T"/>, which contains its creation time. An <c>Id&lt;User&gt;</c> cannot be used in place of an
/// <c>Id&lt;Guild&gt;</c>. <c>default</c>, 0, means that Discord did not send the id. Discord's documentation: <see href="https://discord.com/developers/docs/reference#snowflakes">Reference › Snowflakes</see>.
/// </summary>
/// <remarks>
/// Options can contain ids: configuration binding parses them from decimal text. The source generator for configuration binding ignores
/// type converters and leaves them 0.
/// </remarks>
/// <typeparam name="T">The kind of object that the id identifies.</typeparam>
/// <param name="Value">The number.</param>
/// <example><code>
/// Id&lt;Guild&gt; guildId = 81384788765712384;
/// Id&lt;Role&gt; everyone = guildId.As&lt;Role&gt;(); // the role @everyone has the guild's id
/// if (Id&lt;User&gt;.TryParse(text, out Id&lt;User&gt; userId))
/// {
///     Console.WriteLine($"User {userId} registered at {userId.CreatedAt}");
/// }
/// </code></example>
[JsonConverter(typeof(IdConverterFactory))]
[TypeConverter(typeof(IdTypeConverter))]
public readonly record struct Id<T>(ulong Value) : IComparable<Id<T>>, ISpanParsable<Id<T>>
{
    private const long DiscordEpoch = 1420070400000;

    /// <summary>The creation time of the id, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + DiscordEpoch);

    /// <summary>Converts a number to an id.</summary>
    public static implicit operator Id<T>(ulong value) => new(value);

    /// <summary>Parses a decimal number.</summary>
    /// <exception cref="FormatException">The text is not a decimal number that fits into 64 bits.</exception>
    public static Id<T> Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Id<T> Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        new(ulong.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Parses a decimal number; returns false if the text is not one.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Id<T> result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Id{T})"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Id<T> result)
    {
        bool parsed = ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value);
        result = new Id<T>(value);
        return parsed;
    }

    /// <summary>Parses a decimal number; returns false if the text is not one.</summary>
    public static bool TryParse(string? s, out Id<T> result) => TryParse(s.AsSpan(), null, out result);

    /// <summary>Returns the same number as the id of another kind of object, for example of a guild's @everyone role.</summary>
    /// <typeparam name="TOther">The kind of object that the new id identifies.</typeparam>
    public Id<TOther> As<TOther>() => new(Value);

    /// <summary>Compares by number, which sorts older ids first.</summary>
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>Returns the decimal number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left id is older.</summary>
    public static bool operator <(Id<T> left, Id<T> right) => left.Value < right.Value;

    /// <summary>Whether the left id is newer.</summary>
    public static bool operator >(Id<T> left, Id<T> right) => left.Value > right.Value;

    /// <summary>Whether the left id is older or the same.</summary>
    public static bool operator <=(Id<T> left, Id<T> right) => left.Value <= right.Value;

    /// <summary>Whether the left id is newer or the same.</summary>
    public static bool operator >=(Id<T> left, Id<T> right) => left.Value >= right.Value;

    internal void ThrowIfZero(string parameterName)
    {
        if (Value == 0)
        {
            throw new ArgumentException($"The id of a {typeof(T).Name} must not be 0.", parameterName);
        }
    }
}
