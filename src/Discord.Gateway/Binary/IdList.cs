namespace Discord.Gateway.Binary;

/// <summary>
/// Ids that recur within one guild, such as those of its roles and channels: an entity holds the position of an id, one or two bytes, instead of the eight bytes of the
/// id itself. Positions never change. Thread-safe for one writer and any number of readers; readers take no lock.
/// </summary>
internal sealed class IdList
{
    /// <summary>
    /// How many positions entities may hold. Other ids are written in full, so that those of channels that come and go do not add up. Of those that recur in one guild, few need more.
    /// </summary>
    internal const int MaxPositions = 4_096;

    /// <summary>The length up to which the list is scanned; longer lists have an index.</summary>
    private const int MaxScanned = 64;

    private ulong[] _ids;
    private int _count;

    // Open addressing: a slot is a position plus one, or 0 if it is free. At most half of the slots are taken. Null for short lists.
    private int[]? _slots;

    internal IdList()
    {
        _ids = [];
    }

    /// <summary>Restores a list from a snapshot.</summary>
    /// <param name="ids">The ids, in the order of <see cref="Ids"/>.</param>
    internal IdList(ReadOnlySpan<ulong> ids)
    {
        _ids = ids.ToArray();
        _count = ids.Length;
        if (_count > MaxScanned)
        {
            BuildSlots();
        }
    }

    /// <summary>The number of ids.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>The bytes of memory that the list holds.</summary>
    internal long Footprint => 40 + MemorySize.OfArray(Volatile.Read(ref _ids).Length, sizeof(ulong)) + (Volatile.Read(ref _slots) is { } slots ? MemorySize.OfArray(slots.Length, sizeof(int)) : 0);

    /// <summary>All ids, in the order of their positions.</summary>
    internal ReadOnlySpan<ulong> Ids
    {
        get
        {
            // Read the count first: every array published after it has at least that many ids.
            int count = Count;
            return Volatile.Read(ref _ids).AsSpan(0, count);
        }
    }

    /// <summary>All ids so far, for another thread to read while more are added: positions never change, so nothing is copied.</summary>
    internal ReadOnlyMemory<ulong> Frozen
    {
        get
        {
            // As in Ids: the count first.
            int count = Count;
            return Volatile.Read(ref _ids).AsMemory(0, count);
        }
    }

    /// <summary>The id at a position.</summary>
    /// <exception cref="IndexOutOfRangeException">The list is shorter.</exception>
    internal ulong this[int position] => Ids[position];

    /// <summary>Returns the position of an id; -1 if the list does not have it, or if the writer is still adding it.</summary>
    internal int Find(ulong id)
    {
        int[]? slots = Volatile.Read(ref _slots);
        if (slots is null)
        {
            return Ids.IndexOf(id);
        }

        for (int at = FirstSlot(id, slots); ; at = (at + 1) & (slots.Length - 1))
        {
            int slot = Volatile.Read(ref slots[at]);

            // Read the array after the slot: every array published after the slot has its id.
            if (slot == 0 || Volatile.Read(ref _ids)[slot - 1] == id)
            {
                return slot - 1;
            }
        }
    }

    /// <summary>Returns the position of an id and adds the id if it is new. Only the writer may call this.</summary>
    internal int Add(ulong id)
    {
        int found = Find(id);
        if (found >= 0)
        {
            return found;
        }

        int position = _count;
        if (position == _ids.Length)
        {
            Resize(position + (position / 8) + 4);
        }

        // Readers see these in order: the id, then the count, then the slot.
        _ids[position] = id;
        Volatile.Write(ref _count, position + 1);
        if (_slots is not null && 2 * (position + 1) <= _slots.Length)
        {
            Volatile.Write(ref _slots[FreeSlot(id, _slots)], position + 1);
        }
        else if (position + 1 > MaxScanned)
        {
            BuildSlots();
        }

        return position;
    }

    /// <summary>Shrinks the array to the ids in it. Only the writer may call this.</summary>
    internal void Trim()
    {
        if (_ids.Length > _count)
        {
            Resize(_count);
        }
    }

    private static int FirstSlot(ulong id, int[] slots) => (int)((id * 0x9E3779B97F4A7C15) >> 32) & (slots.Length - 1);

    private static int FreeSlot(ulong id, int[] slots)
    {
        int at = FirstSlot(id, slots);
        while (slots[at] != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return at;
    }

    private void Resize(int length)
    {
        ulong[] resized = new ulong[length];
        _ids.AsSpan(0, _count).CopyTo(resized);
        Volatile.Write(ref _ids, resized);
    }

    /// <summary>Builds an index with room for twice as many ids.</summary>
    private void BuildSlots()
    {
        int[] slots = new int[4 * (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_count)];
        for (int position = 0; position < _count; position++)
        {
            slots[FreeSlot(_ids[position], slots)] = position + 1;
        }

        Volatile.Write(ref _slots, slots);
    }
}
