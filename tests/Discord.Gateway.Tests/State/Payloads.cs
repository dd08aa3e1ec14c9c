using System.Buffers.Binary;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Payloads that say which entity they belong to and which change wrote them, and prove that they are whole.</summary>
internal static class Payloads
{
    private const int HeaderSize = sizeof(ulong) + 1 + sizeof(long);

    /// <param name="id">The entity's id.</param>
    /// <param name="kind">The entity's kind.</param>
    /// <param name="serial">The number of the change.</param>
    /// <param name="size">Bytes that depend on the number, so that a mixture of two payloads is noticed.</param>
    internal static byte[] Make(ulong id, byte kind, long serial, int size)
    {
        byte[] payload = new byte[HeaderSize + size];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, id);
        payload[sizeof(ulong)] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(sizeof(ulong) + 1), serial);
        payload.AsSpan(HeaderSize).Fill((byte)(serial * 31));
        return payload;
    }

    /// <summary>The number of the change that wrote the entry. Throws if the entry is another entity's, or a mixture.</summary>
    internal static long Check(Entry entry, ulong id, byte kind)
    {
        ReadOnlySpan<byte> payload = entry.Payload;
        if (!entry.Is(id, kind) || payload.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(payload) != id || payload[sizeof(ulong)] != kind)
        {
            throw new InvalidOperationException($"{id} of kind {kind} is another entity: {Convert.ToHexString(payload)}");
        }

        long serial = BinaryPrimitives.ReadInt64LittleEndian(payload[(sizeof(ulong) + 1)..]);
        return !payload[HeaderSize..].ContainsAnyExcept((byte)(serial * 31))
            ? serial
            : throw new InvalidOperationException($"{id} of kind {kind} is torn: {Convert.ToHexString(payload)}");
    }
}
