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

    /// <summary>
    /// Writes the next piece of the table for <see cref="EntityTable.ReadFrom"/>: the number of entities (4 bytes, little endian), and their entries one after the other.
    /// </summary>
    /// <param name="stream">Where the bytes go.</param>
    /// <param name="position">Where the piece begins: 0 at first, and then where the last one ended.</param>
    /// <param name="length">The length of the stream at which the piece ends, or soon after.</param>
    /// <returns>Whether more is to be written.</returns>
    internal bool WritePiece(Stream stream, ref int position, long length)
    {
        if (position == 0)
        {
            Span<byte> header = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(header, count);
            stream.Write(header);
            position++;
        }

        // After the header, which is at 0, the slots.
        for (; position <= index.SlotCount && stream.Length < length; position++)
        {
            if (index.Read(position - 1, out Entry entry) == SlotState.Live)
            {
                stream.Write(entry.Bytes);
            }
        }

        return position <= index.SlotCount;
    }
}
