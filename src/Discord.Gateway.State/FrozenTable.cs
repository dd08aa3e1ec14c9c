using System.Buffers.Binary;

namespace Discord.Gateway.State;

/// <summary>An <see cref="EntityTable"/> as it was at one moment. It never changes, so any thread may read it or write it out while the table changes.</summary>
internal sealed class FrozenTable(EntityIndex index, int count, long liveBytes)
{
    /// <summary>The number of entities.</summary>
    internal int Count => count;

    /// <summary>The bytes of the entities: ids, kinds, lengths and payloads.</summary>
    internal long LiveBytes => liveBytes;

    /// <summary>Finds an entity.</summary>
    internal bool TryFind(ulong id, byte kind, out Entry entry) => index.TryFind(id, kind, out entry);

    /// <summary>Enumerates the entities of a kind, in no order.</summary>
    internal EntityEnumerator All(byte kind) => new(index, kind);

    /// <summary>Writes the number of entities (4 bytes, little endian) and their entries one after the other, for <see cref="EntityTable.ReadFrom"/>.</summary>
    internal void WriteTo(Stream stream)
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, count);
        stream.Write(header);
        for (int slot = 0; slot < index.SlotCount; slot++)
        {
            if (index.Read(slot, out Entry entry) == SlotState.Live)
            {
                stream.Write(entry.Bytes);
            }
        }
    }
}
