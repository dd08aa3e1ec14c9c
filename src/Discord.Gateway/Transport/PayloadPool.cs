using System.Buffers;

namespace Discord.Gateway.Transport;

/// <summary>
/// Rents and returns arrays for payloads. The shared pool would keep dozens of the large ones, until the process ends, after a burst of
/// GUILD_CREATEs; this one keeps a few, 8 MB at most, and none over 1 MB.
/// </summary>
internal static class PayloadPool
{
    private const int UsualSize = 64 * 1024;

    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(maxArrayLength: 1024 * 1024, maxArraysPerBucket: 4);

    internal static byte[] Rent(int minSize) => (minSize <= UsualSize ? ArrayPool<byte>.Shared : Large).Rent(minSize);

    internal static void Return(byte[] array) => (array.Length <= UsualSize ? ArrayPool<byte>.Shared : Large).Return(array);
}
