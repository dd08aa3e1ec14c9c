namespace Discord.Gateway.Binary;

/// <summary>The bytes that objects occupy on a 64-bit runtime.</summary>
internal static class MemorySize
{
    /// <summary>An array: header, type, length, and its elements up to a multiple of 8 bytes. Empty arrays are shared.</summary>
    internal static long OfArray(long length, int elementSize) => length == 0 ? 0 : 24 + (((length * elementSize) + 7) & ~7L);
}
