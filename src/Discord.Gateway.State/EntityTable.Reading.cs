using System.Buffers.Binary;

namespace Discord.Gateway.State;

/// <summary>Reads the bytes that <see cref="FrozenTable.WritePiece"/> writes.</summary>
internal sealed partial class EntityTable
{
    /// <summary>The number of slots that a search may pass, on average over all entities. Discord's ids need 1 or 2.</summary>
    private const int MaxAverageDistance = 64;

    /// <summary>Makes a table of the bytes at the beginning of <paramref name="data"/>. Allocates no more than a small multiple of their number.</summary>
    /// <param name="data">The bytes; others may follow.</param>
    /// <param name="length">The number of bytes that belong to the table.</param>
    /// <exception cref="InvalidDataException">The bytes are not a table.</exception>
    internal static EntityTable ReadFrom(ReadOnlySpan<byte> data, out int length)
    {
        // Nothing is allocated before it is known that the entities are there.
        length = Measure(data, out int count);
        ReadOnlySpan<byte> entries = data[sizeof(int)..length];
        var table = new EntityTable();
        table.Reserve(count, entries.Length);
        long distance = MaxAverageDistance * (count + 64L);
        while (Entry.TryMeasure(entries, out int size))
        {
            distance -= table.Load(entries[..size]);
            if (distance < 0)
            {
                throw new InvalidDataException("The ids of the entities in the snapshot have the same hash. They are not ids from Discord.");
            }

            entries = entries[size..];
        }

        return table;
    }

    private static int Measure(ReadOnlySpan<byte> data, out int count)
    {
        if (!BinaryPrimitives.TryReadInt32LittleEndian(data, out count))
        {
            throw new InvalidDataException($"The snapshot of a table begins with 4 bytes; there are {data.Length}.");
        }

        if (count < 0)
        {
            throw new InvalidDataException($"The snapshot of a table has {count:N0} entities.");
        }

        int length = sizeof(int);
        for (int entity = 0; entity < count; entity++)
        {
            if (!Entry.TryMeasure(data[length..], out int size))
            {
                throw new InvalidDataException($"The snapshot of a table has {count:N0} entities; number {entity:N0}, at byte {length:N0}, is not valid.");
            }

            length += size;
        }

        return length;
    }

    /// <summary>Adds the entry of an entity for which slots and bytes were reserved.</summary>
    /// <returns>The number of slots that the search for its slot passed.</returns>
    private int Load(ReadOnlySpan<byte> bytes)
    {
        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        byte kind = bytes[sizeof(ulong)];
        if (_index.Find(id, kind, out int slot, out _) != SlotState.Free)
        {
            throw new InvalidDataException($"The snapshot of a table has the entity {id} of kind {kind} twice.");
        }

        EnsurePageNumbers();
        bytes.CopyTo(Append(bytes.Length, _expectedBytes, out int location));
        _index.SetLocation(slot, id, kind, location);
        _expectedBytes -= bytes.Length;
        LiveBytes += bytes.Length;
        Count++;
        AddToCount(kind, 1);
        return _index.DistanceTo(slot, id, kind);
    }
}
