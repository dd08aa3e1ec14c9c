using System.Collections;

namespace Discord.Gateway.State;

/// <summary>
/// The guilds of a shard, by id: a hash table (open addressing, linear probing) whose slots lead to the guilds themselves. A dictionary has a node before each, and to wait for
/// that one from memory is a tenth of what computing permissions takes. One thread at a time changes the table; any number read it at the same time, without locks.
/// </summary>
internal sealed class GuildTable : IEnumerable<StoredGuild>
{
    private const int InitialSlots = 4;

    /// <summary>
    /// A slot that leads to a guild leads to that guild, or to another with its id, as long as the array is in use: a search meets each id once, and ends at the first free slot.
    /// </summary>
    private StoredGuild?[] _slots = new StoredGuild?[InitialSlots];

    private int _count;

    internal int Count => Volatile.Read(ref _count);

    /// <summary>Sets a guild, in place of the one with its id if there is one. For the writer alone.</summary>
    internal void Set(StoredGuild guild)
    {
        ulong id = guild.Id.Value;
        int slot = FindSlot(_slots, id);
        if (_slots[slot] is null)
        {
            // Never full: a search for a guild that is not there needs a free slot to end at.
            if ((_count + 1) * 4 > _slots.Length * 3)
            {
                Rebuild(_slots.Length * 2, without: null);
                slot = FindSlot(_slots, id);
            }

            Volatile.Write(ref _count, _count + 1);
        }

        Volatile.Write(ref _slots[slot], guild);
    }

    /// <summary>Finds a guild; null if there is none with this id. Any thread may call it.</summary>
    internal StoredGuild? Find(ulong id)
    {
        StoredGuild?[] slots = Volatile.Read(ref _slots);
        for (int slot = FirstSlot(slots, id); ; slot = slot + 1 == slots.Length ? 0 : slot + 1)
        {
            // Acquires what the writer wrote into the guild before it came here.
            StoredGuild? guild = Volatile.Read(ref slots[slot]);
            if (guild is null || guild.Id.Value == id)
            {
                return guild;
            }
        }
    }

    /// <summary>Adds a guild, if none has its id. For the writer alone.</summary>
    internal bool TryAdd(StoredGuild guild)
    {
        if (Find(guild.Id.Value) is not null)
        {
            return false;
        }

        Set(guild);
        return true;
    }

    /// <summary>Removes a guild. For the writer alone.</summary>
    internal bool Remove(ulong id)
    {
        if (Find(id) is not { } guild)
        {
            return false;
        }

        // A new array, since others may have passed its slot. Bots rarely leave guilds.
        Rebuild(_slots.Length, without: guild);
        Volatile.Write(ref _count, _count - 1);
        return true;
    }

    /// <summary>The guilds, in no order. Any thread may enumerate them: one that is there all the time is returned once.</summary>
    public IEnumerator<StoredGuild> GetEnumerator()
    {
        StoredGuild?[] slots = Volatile.Read(ref _slots);
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (Volatile.Read(ref slots[slot]) is { } guild)
            {
                yield return guild;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int FindSlot(StoredGuild?[] slots, ulong id)
    {
        int slot = FirstSlot(slots, id);
        while (slots[slot] is { } other && other.Id.Value != id)
        {
            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        }

        return slot;
    }

    /// <summary>Multiplies by 2^64 divided by the golden ratio, which spreads ids that follow each other over the highest bits.</summary>
    private static int FirstSlot(StoredGuild?[] slots, ulong id) => (int)((((id * 0x9E3779B97F4A7C15) >> 32) * (uint)slots.Length) >> 32);

    private void Rebuild(int length, StoredGuild? without)
    {
        var slots = new StoredGuild?[length];
        foreach (StoredGuild? guild in _slots)
        {
            if (guild is not null && guild != without)
            {
                slots[FindSlot(slots, guild.Id.Value)] = guild;
            }
        }

        // Releases the copied references.
        Volatile.Write(ref _slots, slots);
    }
}
