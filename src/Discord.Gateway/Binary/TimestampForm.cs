namespace Discord.Gateway.Binary;

/// <summary>The forms of a timestamp. The lowest bits of its number name the form; the other bits hold the time.</summary>
internal static class TimestampForm
{
    /// <summary>The number of bits that name the form.</summary>
    internal const int Bits = 2;

    /// <summary>Milliseconds since <see cref="Epoch"/>, in UTC.</summary>
    internal const ulong Milliseconds = 0;

    /// <summary>Microseconds since <see cref="Epoch"/>, in UTC.</summary>
    internal const ulong Microseconds = 1;

    /// <summary>Ticks since the year 1, in UTC.</summary>
    internal const ulong Ticks = 2;

    /// <summary>Ticks since the year 1 in local time; the offset from UTC follows, in minutes.</summary>
    internal const ulong WithOffset = 3;

    /// <summary>The start of 2015, the epoch of Discord's ids: nothing at Discord is older.</summary>
    internal static readonly long Epoch = new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
}
