using Discord.Gateway.Binary;

namespace Discord.Gateway.State;

/// <summary>
/// Entities as bytes, found by id and kind. One thread at a time changes the table; any number of threads read at the same time, without locks, and see each entity
/// as it was before or after a change, never a part of it.
/// </summary>
/// <remarks>
/// Entries are appended to pages of at most 64 KB and never change: a change of an entity appends a new entry and then makes the entity's slot in the
/// <see cref="EntityIndex"/> lead there. The old bytes remain readable through every <see cref="Entry"/> that was obtained before. When more than a quarter of
/// all bytes is garbage, the oldest page is emptied: its live entries are appended again. An entry of more than <see cref="MaxSharedSize"/> bytes has a page of
/// its own, of whatever size. Only arrays of 85,000 bytes and more go to the large object heap: such entities, and the slots of a table with about 15,000
/// entities.
/// </remarks>
internal sealed partial class EntityTable
{
    /// <summary>The largest entry, in bytes, that shares a page with others.</summary>
    internal const int MaxSharedSize = Location.MaxPageSize / 4;

    /// <summary>Replaced as a whole when it needs more slots or page numbers. Other threads read it through <see cref="Index"/>.</summary>
    private EntityIndex _index = EntityIndex.Empty;

    /// <summary>Entities by kind; empty while all are of one kind, as in most tables.</summary>
    private int[] _counts = [];

    /// <summary>The kind of all entities, while they are of one kind.</summary>
    private byte _onlyKind;

    /// <summary>Whether a frozen table reads the index, which then never changes: the next change is made to a copy.</summary>
    private bool _isFrozen;

    /// <summary>How often roles in it were changed, as the one who changes them counts. Here, since an outage makes another <see cref="StoredGuild"/> of the same table, and views of both go on.</summary>
    internal int RoleChanges
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>The number of entities. Exact for the writer; other threads may see it shortly before or after a change that they see.</summary>
    internal int Count { get; private set; }

    /// <summary>The bytes of the entities: ids, kinds, lengths and payloads.</summary>
    internal long LiveBytes { get; private set; }

    /// <summary>The bytes of entries that were replaced or removed and still occupy their pages.</summary>
    internal long GarbageBytes => _usedBytes - KeptBytes;

    /// <summary>The bytes of memory that the table holds.</summary>
    internal long Footprint => 72 + MemorySize.OfArray(_counts.Length, sizeof(int)) + Index.IndexBytes + Index.PageBytes;

    /// <summary>Acquires the slots and pages that the writer put into the index before it published the index.</summary>
    private EntityIndex Index => Volatile.Read(ref _index);

    /// <summary>The number of entities of a kind, as exact as <see cref="Count"/>.</summary>
    internal int CountOf(byte kind)
    {
        int[] counts = Volatile.Read(ref _counts);
        return counts.Length == 0 ? (kind == _onlyKind ? Count : 0) : kind < counts.Length ? counts[kind] : 0;
    }

    /// <summary>Finds an entity. Any thread may call it.</summary>
    internal bool TryFind(ulong id, byte kind, out Entry entry)
    {
        EntityIndex index = Index;
        Steps.Done(Step.IndexRead);
        return index.TryFind(id, kind, out entry);
    }

    /// <summary>
    /// Enumerates the entities of a kind, in no order. Any thread may call it. An entity that is there all the time is returned once; one that is added, changed or
    /// removed meanwhile is returned at most once, as it was at some moment of the enumeration.
    /// </summary>
    internal EntityEnumerator All(byte kind) => new(Index, kind);

    /// <summary>Adds or changes an entity. For the writer alone.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="kind">The entity's kind: any number but 0.</param>
    /// <param name="payload">The entity's bytes, which are copied.</param>
    /// <param name="before">The entity before the change, which is as it was if nothing changed; <c>default</c> if there was none.</param>
    /// <returns>False if the entity already had these bytes, and nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">The table has as many pages as it can have: about 2 GB.</exception>
    internal bool Set(ulong id, byte kind, ReadOnlySpan<byte> payload, out Entry before)
    {
        ArgumentOutOfRangeException.ThrowIfZero(kind);
        SlotState state = _index.Find(id, kind, out int slot, out before);
        if (state == SlotState.Live && before.Payload.SequenceEqual(payload))
        {
            return false;
        }

        if (state == SlotState.Free && IsFull)
        {
            Resize(SlotsForGrowth(Count));
            _index.Find(id, kind, out slot, out _);
        }

        OwnIndex();
        EnsurePageNumbers();
        int size = Entry.SizeOf(payload.Length);
        long pageSize = _expectedBytes > 0 ? _expectedBytes : UsualPageSize;
        Entry.Write(Append(size, pageSize, out int location), id, kind, payload);
        Steps.Done(Step.EntryWritten);
        _index.SetLocation(slot, id, kind, location);
        _expectedBytes = Math.Max(0, _expectedBytes - size);
        int sizeBefore = 0;
        if (state == SlotState.Live)
        {
            sizeBefore = before.Bytes.Length;
        }
        else
        {
            before = default;
            _removed -= state == SlotState.Removed ? 1 : 0;
            Count++;
            AddToCount(kind, 1);
        }

        LiveBytes += size - sizeBefore;
        CollectGarbage(size + (long)sizeBefore);
        return true;
    }

    /// <summary>Removes an entity. For the writer alone.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="kind">The entity's kind.</param>
    /// <param name="before">The removed entity; <c>default</c> if there was none.</param>
    /// <returns>Whether there was such an entity.</returns>
    internal bool Remove(ulong id, byte kind, out Entry before)
    {
        if (_index.Find(id, kind, out int slot, out before) != SlotState.Live)
        {
            before = default;
            return false;
        }

        int size = before.Bytes.Length;
        Count--;
        AddToCount(kind, -1);
        LiveBytes -= size;
        if (Count == 0)
        {
            Clear();
            return true;
        }

        OwnIndex();
        _index.SetLocation(slot, id, kind, -_index.LocationIn(slot));
        _removed++;
        if (_removed > MinRemoved + (Count / 2))
        {
            Resize(SlotsForGrowth(Count));
        }

        CollectGarbage(size);
        return true;
    }

    /// <summary>Prepares for entities to come, so that the memory for them is allocated once and exactly. For the writer alone.</summary>
    /// <param name="entities">The number of entities.</param>
    /// <param name="bytes">The sum of their <see cref="Entry.SizeOf"/>.</param>
    internal void Reserve(int entities, long bytes)
    {
        int slots = SlotsFor(Count + _removed + entities);
        if (entities > 0 && slots > _index.SlotCount)
        {
            Resize(slots, bytes);
        }

        _expectedBytes = bytes;
    }

    /// <summary>
    /// The table as it is now. Nothing is copied: the pages are shared, since written entries never change, and so is the index, until the next change copies it. For the writer alone.
    /// </summary>
    internal FrozenTable Freeze()
    {
        _isFrozen = true;
        return new FrozenTable(_index, Count, LiveBytes);
    }

    /// <summary>Copies the index if a frozen table reads it, before a change.</summary>
    private void OwnIndex()
    {
        if (_isFrozen)
        {
            Replace(_index.Copy());
        }
    }

    /// <summary>Counts one entity more or less, after <see cref="Count"/> has changed.</summary>
    private void AddToCount(byte kind, int difference)
    {
        if (_counts.Length == 0 && (kind == _onlyKind || Count <= 1))
        {
            _onlyKind = kind;
        }
        else if (kind >= _counts.Length)
        {
            int[] counts = new int[Math.Max(kind, _onlyKind) + 1];
            _counts.CopyTo(counts, 0);
            if (_counts.Length == 0)
            {
                counts[_onlyKind] = Count - difference;
            }

            counts[kind] = difference;

            // Releases the copied counts.
            Volatile.Write(ref _counts, counts);
        }
        else
        {
            _counts[kind] += difference;
        }
    }
}
