using Discord.Gateway.Binary;
using System.Runtime.CompilerServices;

namespace Discord.Gateway.State;

/// <summary>The content of a slot of an <see cref="EntityIndex"/>.</summary>
internal enum SlotState
{
    /// <summary>No entity: a search ends here.</summary>
    Free,

    /// <summary>The slot belongs to an entity that was removed.</summary>
    Removed,

    /// <summary>The slot leads to an entity.</summary>
    Live,
}

/// <summary>
/// Finds entries: a hash table (open addressing, linear probing) whose slots hold locations, and the pages that these lead to. One thread writes; any number of
/// threads read at the same time, without locks. Bits that a location does not need hold a part of the entity's hash, so that a search reads hardly any page but
/// the entity's own.
/// </summary>
/// <remarks>
/// Three rules make that safe:
/// <list type="number">
/// <item>An entity has one slot as long as the index exists, also after it was removed. A change is a change of this one <see cref="int"/>, and no search and no
/// enumeration can meet an entity twice or miss it.</item>
/// <item>A location means the same bytes as long as the index exists: entries are never overwritten, and page numbers are not used again.</item>
/// <item>A page is released only when no slot leads to it. A reader with an older location finds no page, so it reads the slot again.</item>
/// </list>
/// A table that needs more slots, or page numbers, replaces the whole index. The old one is not changed any more, not even its list of pages: a reader that holds
/// it sees the entities as they were at that moment.
/// <para>
/// Each <see cref="Volatile"/> below pairs a write (release) with reads (acquire). ARM64 reorders ordinary reads and writes, so it needs all of them; x64 needs
/// them only because the compiler reorders, too. No read is a reason to write, and no reader waits for the writer: it repeats a read only if the writer has made
/// progress since.
/// </para>
/// </remarks>
internal sealed class EntityIndex
{
    private static readonly byte[]?[] NoPages = [null];

    /// <summary>The index of every empty table. It is full, so it is replaced before anything is written.</summary>
    internal static readonly EntityIndex Empty = new(new int[1], NoPages, nextPage: 1);

    private readonly int[] _slots;

    /// <summary>Page 1, as long as there is no other: most tables have one page. Else the list of pages by their numbers, where there is no page 0.</summary>
    private object _pages;

    private ushort _firstPage = 1;
    private ushort _nextPage;

    /// <summary>The bits of a slot that are for the number of a page; those above are for a part of the entity's hash.</summary>
    private readonly byte _pageBits;

    /// <param name="slots">The locations.</param>
    /// <param name="pages">Page 1, or the list of pages.</param>
    /// <param name="nextPage">The number that the next page will have.</param>
    /// <param name="expectedPages">The number of pages that will be added.</param>
    private EntityIndex(int[] slots, object pages, int nextPage, int expectedPages = 0)
    {
        _slots = slots;
        _pages = pages;
        _nextPage = (ushort)nextPage;
        _pageBits = (byte)PageBitsFor(nextPage - 1 + expectedPages);
    }

    internal int SlotCount => _slots.Length;

    /// <summary>The number of the oldest page that was not released. All from here to <see cref="NextPage"/> exist. For the writer alone.</summary>
    internal int FirstPage => _firstPage;

    /// <summary>The number that the next page will have. For the writer alone.</summary>
    internal int NextPage => _nextPage;

    /// <summary>The highest number that a page can have. A <see cref="Copy"/> or <see cref="Resize"/> numbers the pages anew, and leaves room for as many again.</summary>
    internal int MaxPageNumber => (1 << _pageBits) - 1;

    /// <summary>The bits of a slot that hold a part of the entity's hash.</summary>
    private int HashBits => int.MaxValue & (-1 << (Location.OffsetBits + _pageBits));

    /// <summary>The bytes of the index in memory: this object, the slots and the list of pages, without the pages.</summary>
    internal long IndexBytes => this == Empty ? 0
        : 40 + MemorySize.OfArray(_slots.Length, sizeof(int)) + (Volatile.Read(ref _pages) is byte[]?[] list && list != NoPages ? MemorySize.OfArray(list.Length, IntPtr.Size) : 0);

    /// <summary>The bytes of the pages in memory.</summary>
    internal long PageBytes => Volatile.Read(ref _pages) is var pages && pages is byte[]?[] list ? list.Sum(SizeOf) : SizeOf((byte[])pages);

    /// <summary>Finds an entity. Any thread may call it.</summary>
    internal bool TryFind(ulong id, byte kind, out Entry entry)
    {
        if (Find(id, kind, out _, out entry) == SlotState.Live)
        {
            return true;
        }

        entry = default;
        return false;
    }

    /// <summary>Finds an entity's slot, or the free one that it would take. Any thread may call it; only for the writer, the slot stays free.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="kind">The entity's kind.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="entry">The entry to which the slot leads: the entity or, if it was removed, its last entry or one without payload.</param>
    internal SlotState Find(ulong id, byte kind, out int slot, out Entry entry)
    {
        ulong hash = Hash(id, kind);
        int hashBits = HashBits;
        int expected = (int)hash & hashBits;
        int next = FirstSlot(hash);
        while (true)
        {
            slot = next;

            // The part of the hash in a slot never changes.
            int content = Volatile.Read(ref _slots[next]);
            Steps.Done(Step.LocationRead);
            if (content == 0)
            {
                entry = default;
                return SlotState.Free;
            }

            if ((Magnitude(content) & hashBits) == expected)
            {
                SlotState state = Read(next, out entry);
                if (entry.Is(id, kind))
                {
                    return state;
                }
            }

            next = next + 1 == _slots.Length ? 0 : next + 1;
        }
    }

    /// <summary>Reads a slot. Any thread may call it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SlotState Read(int slot, out Entry entry)
    {
        while (true)
        {
            // Acquires all that the writer wrote before this location: the entry's bytes, its page, and the list that holds the page.
            int content = Volatile.Read(ref _slots[slot]);
            Steps.Done(Step.LocationRead);
            if (content == 0)
            {
                entry = default;
                return SlotState.Free;
            }

            // After the location: an older list need not hold its page.
            object pages = Volatile.Read(ref _pages);
            Steps.Done(Step.PageListRead);
            int location = Magnitude(content) & ~HashBits;

            // Before the location is read again, if it is: then it is newer than the page's release.
            byte[]? page = pages.GetType() == typeof(byte[]) ? Unsafe.As<byte[]>(pages) : Volatile.Read(ref Unsafe.As<byte[]?[]>(pages)[Location.PageOf(location)]);
            if (page is not null)
            {
                entry = new Entry(page, Location.OffsetOf(location));
                return content < 0 ? SlotState.Removed : SlotState.Live;
            }

            // The page was released, so the slot was changed since it was read.
        }
    }

    /// <summary>The number of slots that a search for the entity passes before this one.</summary>
    internal int DistanceTo(int slot, ulong id, byte kind)
    {
        int distance = slot - FirstSlot(Hash(id, kind));
        return distance < 0 ? distance + _slots.Length : distance;
    }

    /// <summary>The location in a slot; negative if the entity was removed. For the writer alone.</summary>
    internal int LocationIn(int slot) => _slots[slot] < 0 ? -(-_slots[slot] & ~HashBits) : _slots[slot] & ~HashBits;

    /// <summary>Makes an entity's slot lead to its entry. For the writer alone.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="id">The entity's id.</param>
    /// <param name="kind">The entity's kind.</param>
    /// <param name="location">Where the entry is; negative if the entity was removed.</param>
    internal void SetLocation(int slot, ulong id, byte kind, int location)
    {
        int hash = (int)Hash(id, kind) & HashBits;

        // Releases the entry's bytes, its page and the list that holds it: a reader that sees the location sees them.
        Volatile.Write(ref _slots[slot], location < 0 ? location - hash : location + hash);
        Steps.Done(Step.LocationWritten);
    }

    /// <summary>The page with a number. For the writer alone.</summary>
    internal byte[] PageAt(int number) => _pages as byte[] ?? ((byte[]?[])_pages)[number]!;

    /// <summary>Adds a page under the next number. For the writer alone.</summary>
    internal void AddPage(byte[] page)
    {
        if (_nextPage > MaxPageNumber)
        {
            // By a defect of ours. The number would be taken for a part of a hash, and the page not be found.
            throw new InvalidOperationException($"The table is full: all {MaxPageNumber} page numbers are in use. Keep fewer kinds of entities.");
        }

        if (_nextPage == 1)
        {
            Volatile.Write(ref _pages, page);
        }
        else
        {
            byte[]?[] list = ListWithRoom();

            // Plain, because no location leads to this page yet: the write of the first one releases it.
            list[_nextPage] = page;
        }

        _nextPage++;
        Steps.Done(Step.PageAdded);
    }

    /// <summary>Releases the oldest page, to which no slot leads any more. For the writer alone.</summary>
    internal void ReleaseFirstPage()
    {
        // After the slots: a reader that finds no page finds a newer location in the slot.
        Volatile.Write(ref ListWithRoom()[_firstPage++], null);
        Steps.Done(Step.PageReleased);
    }

    /// <summary>Copies the index. The copy shares the pages, whose numbers begin at 1 again. For the writer alone.</summary>
    internal EntityIndex Copy()
    {
        if (this == Empty)
        {
            return Empty;
        }

        var copy = new EntityIndex(new int[_slots.Length], CopyPages(), 1 + NextPage - FirstPage);
        if (FirstPage == 1 && copy._pageBits == _pageBits)
        {
            _slots.CopyTo(copy._slots, 0);
            return copy;
        }

        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if (Read(slot, out Entry entry) is not SlotState.Free)
            {
                copy.SetLocation(slot, entry.Id, entry.Kind, LocationAfter(slot));
            }
        }

        return copy;
    }

    /// <summary>
    /// Copies the index into another number of slots, without the removed entities. The copy shares the pages, whose numbers begin at 1 again. For the writer alone.
    /// </summary>
    /// <param name="slotCount">The number of slots.</param>
    /// <param name="expectedPages">The number of pages that will be added soon.</param>
    internal EntityIndex Resize(int slotCount, int expectedPages = 0)
    {
        var resized = new EntityIndex(new int[slotCount], CopyPages(), 1 + NextPage - FirstPage, expectedPages);
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if (Read(slot, out Entry entry) == SlotState.Live)
            {
                resized.SetLocation(resized.FindFree(entry.Id, entry.Kind), entry.Id, entry.Kind, LocationAfter(slot));
            }
        }

        return resized;
    }

    private static int Magnitude(int content) => content < 0 ? -content : content;

    /// <summary>Bits for the numbers of so many pages, of as many that take their place before they are released, and of those that changes leave unused.</summary>
    private static int PageBitsFor(int pages) =>
        Math.Min(32 - int.LeadingZeroCount((2 * pages) + (2 * EntityTable.SparePageNumbers)), Location.MaxPageBits);

    /// <summary>Where an entry is once its page is numbered anew.</summary>
    private int LocationAfter(int slot) => Location.WithLowerPage(LocationIn(slot), FirstPage - 1);

    private static long SizeOf(byte[]? page) => page is null ? 0 : MemorySize.OfArray(page.Length, 1);

    /// <summary>The list of pages, with room for one more.</summary>
    private byte[]?[] ListWithRoom()
    {
        if (_pages is byte[]?[] list && NextPage < list.Length)
        {
            return list;
        }

        byte[]?[] longer = new byte[]?[NextPage + 1 + (NextPage / 8)];
        if (_pages is byte[] only)
        {
            longer[1] = only;
        }
        else
        {
            ((byte[]?[])_pages).CopyTo(longer, 0);
        }

        // Releases the copied references: a reader may come to this list with a location that it has read long before.
        Volatile.Write(ref _pages, longer);
        return longer;
    }

    private object CopyPages()
    {
        int count = NextPage - FirstPage;
        if (count <= 1)
        {
            return count == 0 ? NoPages : PageAt(FirstPage);
        }

        byte[]?[] pages = new byte[]?[1 + count];
        Array.Copy((byte[]?[])_pages, FirstPage, pages, 1, count);
        return pages;
    }

    private int FindFree(ulong id, byte kind)
    {
        int slot = FirstSlot(Hash(id, kind));
        while (_slots[slot] != 0)
        {
            slot = slot + 1 == _slots.Length ? 0 : slot + 1;
        }

        return slot;
    }

    /// <summary>Multiplies by 2^64 divided by the golden ratio, which spreads ids that follow each other over the highest bits.</summary>
    private static ulong Hash(ulong id, byte kind) => (id ^ ((ulong)kind << 56)) * 0x9E3779B97F4A7C15;

    /// <summary>The highest bits select the slot. Those of the lower half that a slot has room for tell its entity from others.</summary>
    private int FirstSlot(ulong hash) => (int)(((hash >> 32) * (uint)_slots.Length) >> 32);
}
