using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Tables that are written out while they change, and read back.</summary>
public sealed class FrozenTableTests
{
    [Fact]
    public void A_frozen_table_is_what_it_was_after_two_hundred_thousand_changes()
    {
        var random = new Random(4);
        var table = new EntityTable();
        var then = new Dictionary<ulong, byte[]>();
        for (int change = 0; change < 5_000; change++)
        {
            Change(table, random, change);
        }

        foreach (Entry entry in table.All(1))
        {
            then[entry.Id] = entry.Payload.ToArray();
        }

        FrozenTable frozen = table.Freeze();
        byte[] written = TableModel.Write(frozen);
        (int count, long bytes) = (table.Count, table.LiveBytes);
        for (int change = 0; change < 200_000; change++)
        {
            Change(table, random, change);
        }

        Assert.Equal((count, bytes), (frozen.Count, frozen.LiveBytes));
        Assert.NotEqual(bytes, table.LiveBytes);
        Assert.Equal(written, TableModel.Write(frozen));
        int enumerated = 0;
        foreach (Entry entry in frozen.All(1))
        {
            enumerated++;
            Assert.True(entry.Payload.SequenceEqual(then[entry.Id]));
        }

        Assert.Equal(then.Count, enumerated);
        for (ulong id = 0; id < 1_000; id++)
        {
            Assert.Equal(then.TryGetValue(id, out byte[]? payload), frozen.TryFind(id, 1, out Entry entry));
            Assert.True(entry.Payload.SequenceEqual(payload));
        }
    }

    [Fact]
    public void Freezing_copies_nothing_and_the_next_change_copies_the_index_alone()
    {
        var table = new EntityTable();
        for (ulong id = 0; id < 1_000; id++)
        {
            table.Set(id, 1, new byte[100], out _);
        }

        byte[] changed = new byte[10];
        byte[] changedAgain = new byte[11];
        table.Freeze();
        long start = GC.GetAllocatedBytesForCurrentThread();
        table.Freeze();
        long frozen = GC.GetAllocatedBytesForCurrentThread();
        table.Set(1, 1, changed, out _);
        long first = GC.GetAllocatedBytesForCurrentThread();
        table.Set(1, 1, changedAgain, out _);
        long second = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(frozen - start, 0, 64);
        Assert.InRange(first - frozen, 4_000, 8_000);
        Assert.Equal(0, second - first);
    }

    [Fact]
    public void A_removal_after_freezing_leaves_the_frozen_table_as_it_was()
    {
        var table = new EntityTable();
        for (ulong id = 0; id < 100; id++)
        {
            table.Set(id, 1, [1, 2, 3], out _);
        }

        FrozenTable frozen = table.Freeze();
        for (ulong id = 0; id < 100; id++)
        {
            table.Remove(id, 1, out _);
            Assert.True(frozen.TryFind(id, 1, out _));
        }

        Assert.Equal(0, table.Count);
        Assert.Equal(100, frozen.Count);
    }

    [Fact]
    public void Kinds_are_counted_when_a_second_one_comes()
    {
        var table = new EntityTable();
        table.Set(1, 7, [1], out _);
        table.Set(2, 7, [1], out _);
        Assert.Equal((2, 0), (table.CountOf(7), table.CountOf(3)));
        table.Set(3, 3, [1], out _);
        table.Remove(1, 7, out _);
        Assert.Equal((1, 1, 0), (table.CountOf(7), table.CountOf(3), table.CountOf(200)));
    }

    [Fact]
    public void An_empty_table_read_back_takes_entities()
    {
        byte[] written = TableModel.Write(new EntityTable().Freeze());
        var model = new TableModel(EntityTable.ReadFrom(written, out int length));
        Assert.Equal(sizeof(int), length);
        model.Check();
        for (ulong id = 0; id < 100; id++)
        {
            model.Set(id, 1, [1]);
        }

        model.Check();
    }

    [Fact]
    public void A_table_read_back_changes_as_any_other()
    {
        for (int entities = 0; entities < 40; entities++)
        {
            var model = new TableModel();
            for (int entity = 0; entity < entities; entity++)
            {
                model.Set((ulong)entity, (byte)(1 + (entity % 3)), new byte[entity]);
            }

            model.Reload();
            for (int entity = 0; entity < 50; entity++)
            {
                model.Set((ulong)entity, 1, new byte[entity + 1]);
                model.Remove((ulong)entity / 2, 2);
            }

            model.Check();
        }
    }

    [Fact]
    public void A_table_read_back_takes_no_more_memory_than_its_bytes()
    {
        var table = new EntityTable();
        for (ulong id = 0; id < 5_000; id++)
        {
            table.Set(id, 1, new byte[60], out _);
        }

        byte[] written = TableModel.Write(table.Freeze());
        EntityTable.ReadFrom(written, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        table = EntityTable.ReadFrom(written, out _);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.InRange(allocated, written.Length, written.Length * 1.15);
        Assert.InRange(table.Footprint, written.Length, allocated);
    }

    private static void Change(EntityTable table, Random random, int change)
    {
        ulong id = (ulong)random.Next(1_000);
        if (random.Next(4) == 0)
        {
            table.Remove(id, 1, out _);
        }
        else
        {
            table.Set(id, 1, [.. BitConverter.GetBytes(change), .. new byte[random.Next(40)]], out _);
        }
    }
}
