namespace Discord.Gateway.State;

/// <summary>
/// The beginning of an entry as one <see cref="int"/>: up to 15 bits of page number (from 1) and 16 bits of offset. It is negative in the slot of a removed entity,
/// and 0 in a free slot.
/// </summary>
internal static class Location
{
    internal const int OffsetBits = 16;

    internal const int MaxPageBits = 31 - OffsetBits;

    /// <summary>An entry begins in the first 64 KB of its page.</summary>
    internal const int MaxPageSize = 1 << OffsetBits;

    internal const int MaxPageNumber = (1 << MaxPageBits) - 1;

    internal static int Of(int pageNumber, int offset) => (pageNumber << OffsetBits) | offset;

    internal static int PageOf(int location) => location >> OffsetBits;

    internal static int OffsetOf(int location) => location & (MaxPageSize - 1);

    /// <summary>The location after its page has received a number that is lower by <paramref name="shift"/>.</summary>
    internal static int WithLowerPage(int location, int shift) => location - (Math.Sign(location) * (shift << OffsetBits));
}
