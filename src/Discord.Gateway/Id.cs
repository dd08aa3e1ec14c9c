using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// A snowflake: the 64-bit id of a <typeparamref name="T"/>, which also tells when it was made. An <c>Id&lt;User&gt;</c> cannot be used where an
/// <c>Id&lt;Guild&gt;</c> is wanted. <c>default</c>, 0, means that Discord did not send the id. Discord's documentation: <see href="https://discord.com/developers/docs/reference#snowflakes">Reference › Snowflakes</see>.
/// </summary>
/// <remarks>
/// Options can have ids: binding from configuration reads them from decimal text. The source generator for configuration binding does not, since it ignores
/// type converters: it leaves them 0.
/// </remarks>
/// <typeparam name="T">What the id names.</typeparam>
/// <param name="Value">The number.</param>
[JsonConverter(typeof(IdConverterFactory))]
[TypeConverter(typeof(IdTypeConverter))]
public readonly record struct Id<T>(ulong Value) : IComparable<Id<T>>, ISpanParsable<Id<T>>
{
    private const long DiscordEpoch = 1420070400000;

    /// <summary>When the id was made, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + DiscordEpoch);

    /// <summary>The number as an id.</summary>
    public static implicit operator Id<T>(ulong value) => new(value);

    /// <summary>Parses a decimal number.</summary>
    /// <exception cref="FormatException">It is not one of 64 bits.</exception>
    public static Id<T> Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Id<T> Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        new(ulong.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Parses a decimal number, if it is one.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Id<T> result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Id{T})"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Id<T> result)
    {
        bool parsed = ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value);
        result = new Id<T>(value);
        return parsed;
    }

    /// <summary>Parses a decimal number, if it is one.</summary>
    public static bool TryParse(string? s, out Id<T> result) => TryParse(s.AsSpan(), null, out result);

    /// <summary>The same number as the id of something else: of the role that is a guild's @everyone, for instance.</summary>
    /// <typeparam name="TOther">What the new id names.</typeparam>
    public Id<TOther> As<TOther>() => new(Value);

    /// <summary>Older ids first.</summary>
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>Prints the decimal number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one id is older than another.</summary>
    public static bool operator <(Id<T> left, Id<T> right) => left.Value < right.Value;

    /// <summary>Whether one id is younger than another.</summary>
    public static bool operator >(Id<T> left, Id<T> right) => left.Value > right.Value;

    /// <summary>Whether one id is not younger than another.</summary>
    public static bool operator <=(Id<T> left, Id<T> right) => left.Value <= right.Value;

    /// <summary>Whether one id is not older than another.</summary>
    public static bool operator >=(Id<T> left, Id<T> right) => left.Value >= right.Value;

    internal void ThrowIfZero(string parameterName)
    {
        if (Value == 0)
        {
            throw new ArgumentException($"An id of a {typeof(T).Name} is needed; 0 is none.", parameterName);
        }
    }
}
