namespace Discord.Gateway.State;

/// <summary>Places entries in pages, and releases the memory of those that were replaced or removed.</summary>
internal sealed partial class EntityTable
{
    /// <summary>A table with less garbage is left alone, so that small tables are not rewritten at every change.</summary>
    private const int MinGarbage = 256;

    private const int MinPageSize = 256;

    /// <summary>Slots of removed entities that are kept in any case: most users who leave a voice channel return.</summary>
    private const int MinRemoved = 8;

    /// <summary>A page is emptied into pages of a quarter of its size at least. Any two that follow each other have more than such a quarter in them, so there are at most nine.</summary>
    private const int EmptyingPageNumbers = 9;

    /// <summary>Page numbers that changes leave unused, so that the pages of a full table can still be emptied.</summary>
    internal const int SparePageNumbers = 16;

    /// <summary>The page to which entries are appended; 0 if the next entry begins one.</summary>
    private short _openPage;
    private int _openUsed;

    /// <summary>Bytes of all entries in all pages.</summary>
    private long _usedBytes;

    /// <summary>Bytes that <see cref="Reserve"/> announced and that were not written yet.</summary>
    private long _expectedBytes;

    /// <summary>Slots of removed entities.</summary>
    private int _removed;

    /// <summary>The bytes that remain once all pages are emptied: the entities, and the keys of the removed ones.</summary>
    private long KeptBytes => LiveBytes + ((long)_removed * Entry.MinSize);

    /// <summary>A page holds an eighth of the table, so that little room is unused and few bytes move at a time.</summary>
    private long UsualPageSize => Math.Max(MinPageSize, KeptBytes / 8);

    /// <summary>Whether a new entity needs more slots. At five sixths, the search for an entity that is not there passes 18 slots on average.</summary>
    private bool IsFull => (Count + _removed + 1) * 6L > _index.SlotCount * 5L;

    /// <summary>Slots for so many entities: a fifth stays free.</summary>
    private static int SlotsFor(int entities) => Math.Max(2, entities + (entities / 4) + 1);

    private static int SlotsForGrowth(int entities) => SlotsFor(entities + (entities / 8) + 2);

    /// <summary>Makes room for an entry.</summary>
    /// <param name="size">The entry's bytes.</param>
    /// <param name="pageSize">The bytes of the page to begin, if the entry needs one; fewer if a page must not have so many, more if the entry has more.</param>
    /// <param name="location">Where the entry will be.</param>
    /// <returns>The room.</returns>
    private Span<byte> Append(int size, long pageSize, out int location)
    {
        if (size > MaxSharedSize)
        {
            // A page of its own, while the open one stays open. No page is so large that its end cannot be addressed: only the beginning of an entry is.
            location = Location.Of(_index.NextPage, 0);
            _index.AddPage(new byte[size]);
        }
        else
        {
            if (_openPage == 0 || _openUsed + size > _index.PageAt(_openPage).Length)
            {
                byte[] page = new byte[Math.Max(size, Math.Min(pageSize, Location.MaxPageSize))];
                _openPage = (short)_index.NextPage;
                _openUsed = 0;
                _index.AddPage(page);
            }

            location = Location.Of(_openPage, _openUsed);
            _openUsed += size;
        }

        _usedBytes += size;
        return _index.PageAt(Location.PageOf(location)).AsSpan(Location.OffsetOf(location), size);
    }

    /// <summary>
    /// Empties the oldest pages while more than a quarter of all bytes is garbage. A change of a small entity empties at most one page, which is at most 64 KB or
    /// one large entity; a large one pays for as many bytes as it can make garbage.
    /// </summary>
    private void CollectGarbage(long changedBytes)
    {
        // Emptying all pages of a table with a quarter of garbage moves three bytes for each byte of garbage: at eight, collecting is faster than changing.
        long work = 8 * changedBytes;
        do
        {
            if (GarbageBytes <= MinGarbage + (_usedBytes / 4) || _index.NextPage > _index.MaxPageNumber - EmptyingPageNumbers)
            {
                return;
            }

            work -= EmptyOldestPage();
            if (_index.NextPage > SparePageNumbers + (2 * (_index.NextPage - _index.FirstPage)) || _index.NextPage > _index.MaxPageNumber - SparePageNumbers)
            {
                Renumber();
            }
        }
        while (work > 0);
    }

    /// <summary>Appends the live entries of the oldest page again and releases the page.</summary>
    /// <returns>The bytes that were in the page.</returns>
    private int EmptyOldestPage()
    {
        int number = _index.FirstPage;
        byte[] page = _index.PageAt(number);
        if (number == _openPage)
        {
            _openPage = 0;
        }

        int position = 0;
        while (Entry.TryMeasure(page.AsSpan(position), out int size))
        {
            MoveIfCurrent(new Entry(page, position), Location.Of(number, position), Math.Max(UsualPageSize, page.Length / 4));
            position += size;
        }

        _index.ReleaseFirstPage();
        _usedBytes -= position;
        return position;
    }

    /// <summary>Appends an entry again if a slot leads to it. Of a removed entity, only the key is needed.</summary>
    private void MoveIfCurrent(Entry entry, int location, long pageSize)
    {
        _index.Find(entry.Id, entry.Kind, out int slot, out _);
        if (_index.LocationIn(slot) == location)
        {
            entry.Bytes.CopyTo(Append(entry.Bytes.Length, pageSize, out int target));
            Steps.Done(Step.EntryWritten);
            _index.SetLocation(slot, entry.Id, entry.Kind, target);
        }
        else if (_index.LocationIn(slot) == -location)
        {
            Entry.Write(Append(Entry.MinSize, pageSize, out int target), entry.Id, entry.Kind, []);
            Steps.Done(Step.EntryWritten);
            _index.SetLocation(slot, entry.Id, entry.Kind, -target);
        }
    }

    /// <summary>Renumbers the pages if their numbers run out, before a change has begun.</summary>
    private void EnsurePageNumbers()
    {
        if (_index.NextPage > _index.MaxPageNumber - SparePageNumbers)
        {
            Renumber();
            if (_index.NextPage > _index.MaxPageNumber - SparePageNumbers)
            {
                throw new InvalidOperationException($"The table is full: {Count:N0} entities in {_index.NextPage:N0} pages. Keep fewer kinds of entities.");
            }
        }
    }

    /// <summary>Replaces the index by one with so many slots, which forgets the removed entities.</summary>
    private void Resize(int slots, long expectedBytes = 0)
    {
        Replace(_index.Resize(slots, (int)Math.Min(expectedBytes / Location.MaxPageSize, Location.MaxPageNumber)));
        _removed = 0;
    }

    /// <summary>Replaces the index by one whose pages are numbered from 1 again.</summary>
    private void Renumber() => Replace(_index.Copy());

    private void Replace(EntityIndex index)
    {
        _openPage = (short)(_openPage == 0 ? 0 : _openPage - (_index.FirstPage - 1));
        _isFrozen = false;

        // Releases the slots and the list of pages: a reader that sees the index sees its content.
        Volatile.Write(ref _index, index);
        Steps.Done(Step.IndexReplaced);
    }

    /// <summary>Releases the memory of a table whose last entity was removed: most voice channels are empty most of the time.</summary>
    private void Clear()
    {
        (_openPage, _openUsed, _usedBytes, _removed, _isFrozen) = (0, 0, 0, 0, false);
        Volatile.Write(ref _index, EntityIndex.Empty);
        Steps.Done(Step.IndexReplaced);
    }
}
