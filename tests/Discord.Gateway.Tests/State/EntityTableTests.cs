using Discord.Gateway.Binary;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

public sealed class EntityTableTests
{
    private readonly TableModel _model = new();

    private EntityTable Table => _model.Table;

    [Fact]
    public void An_empty_table_has_nothing_and_takes_everything()
    {
        Assert.False(Table.TryFind(0, 1, out Entry entry));
        Assert.False(entry.Exists);
        Assert.True(entry.Payload.IsEmpty);
        Assert.False(Table.Remove(0, 1, out _));
        Assert.Equal(0, Table.CountOf(1));
        _model.Set(0, 1, []);
        _model.Check();
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    public void Any_id_with_any_kind_is_an_entity_of_its_own(ulong id)
    {
        for (int kind = 1; kind < 256; kind++)
        {
            _model.Set(id, (byte)kind, [(byte)kind]);
        }

        _model.Check();
        for (int kind = 1; kind < 256; kind += 2)
        {
            _model.Remove(id, (byte)kind);
        }

        _model.Check();
    }

    [Fact]
    public void Kind_zero_is_refused_and_never_found()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Table.Set(1, 0, [1], out _));
        _model.Set(0, 1, [1]);
        Assert.False(Table.TryFind(0, 0, out _));
        _model.Check();
    }

    [Fact]
    public void Payloads_of_all_sizes_are_kept()
    {
        int[] sizes = [0, 1, 127, 128, 16_383, 16_384, 65_535, 65_536, 85_000, 200_000, 2_097_151, 2_097_152];
        foreach (int near in sizes.Append(EntityTable.MaxSharedSize).Append(Location.MaxPageSize))
        {
            for (int size = Math.Max(0, near - 14); size <= near + 2; size++)
            {
                byte[] payload = new byte[size];
                payload.AsSpan().Fill((byte)size);
                _model.Set((ulong)(size % 5), 1, payload);
                Assert.True(Table.TryFind((ulong)(size % 5), 1, out Entry entry));
                Assert.Equal(Entry.SizeOf(size), entry.Bytes.Length);
            }

            _model.Check();
            _model.Reload();
        }
    }

    [Fact]
    public void Equal_bytes_are_no_change_and_allocate_nothing()
    {
        byte[] payload = [1, 2, 3];
        Table.Set(1, 1, payload, out _);
        long used = Table.LiveBytes + Table.GarbageBytes;
        Assert.False(Table.Set(1, 1, payload, out _));

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool isChange = Table.Set(1, 1, payload, out Entry before);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.Equal(0, allocated);
        Assert.False(isChange);
        Assert.True(before.Payload.SequenceEqual(payload));
        Assert.Equal(used, Table.LiveBytes + Table.GarbageBytes);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        Fill(100);
        long found = Read();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long foundAgain = Read();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.Equal(0, allocated);
        Assert.Equal(found, foundAgain);

        long Read()
        {
            long bytes = 0;
            for (ulong id = 0; id < 200; id++)
            {
                bytes += Table.TryFind(id, 1, out Entry entry) ? entry.Payload.Length : 0;
            }

            foreach (Entry entry in Table.All(1))
            {
                bytes += entry.Payload.Length;
            }

            return bytes;
        }
    }

    [Fact]
    public void A_payload_may_be_the_bytes_of_another_entry_of_the_table()
    {
        _model.Set(1, 1, [1, 2, 3, 4]);
        for (int copy = 2; copy < 2_000; copy++)
        {
            Table.TryFind(1, 1, out Entry entry);
            Table.Set((ulong)copy % 7 + 2, 2, entry.Payload[(copy % 5)..], out _);
            Table.TryFind((ulong)copy % 7 + 2, 2, out Entry made);
            Assert.True(made.Payload.SequenceEqual(((byte[])[1, 2, 3, 4]).AsSpan(copy % 5)));
        }
    }

    [Fact]
    public void An_announced_table_is_allocated_exactly()
    {
        // Warms up, so that nothing but the table is counted.
        Build(new EntityTable(), 60, 70);
        foreach ((int entities, int size) in ((int, int)[])[(1, 0), (60, 70), (900, 70), (20_000, 70), (7, 20_000)])
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            var table = new EntityTable();
            Build(table, entities, size);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

            // Beside the table, only what its list of pages was copied from.
            long pages = table.LiveBytes / Location.MaxPageSize;
            Assert.InRange(allocated - table.Footprint, 0, entities < 900 && size < 1_000 ? 32 : 100 + (8 * (pages + 8) * (pages + 8)));
            Assert.InRange(table.Footprint, 0, 400 + (entities * 6) + (long)(table.LiveBytes * 1.01));
        }

        static void Build(EntityTable table, int entities, int size)
        {
            table.Reserve(entities, (long)entities * Entry.SizeOf(size));
            Span<byte> payload = stackalloc byte[size];
            for (int entity = 0; entity < entities; entity++)
            {
                table.Set((ulong)entity, 1, payload, out _);
            }
        }
    }

    [Fact]
    public void A_table_whose_entities_were_all_removed_holds_no_memory()
    {
        long empty = Table.Footprint;
        Fill(1_000);
        for (ulong id = 0; id < 1_000; id++)
        {
            _model.Remove(id, 1);
        }

        Assert.InRange(Table.Footprint, empty, empty + 32);
        _model.Set(5, 1, [5]);
        _model.Check();
    }

    [Fact]
    public void A_table_of_which_most_was_removed_gives_the_memory_back()
    {
        Fill(10_000);
        for (ulong id = 0; id < 9_990; id++)
        {
            _model.Remove(id, 1);
        }

        _model.Check();
        Assert.InRange(Table.Footprint, 0, 3_000);
    }

    [Fact]
    public void Users_who_come_and_go_take_no_more_memory_each_time()
    {
        Fill(40);
        for (int round = 0; round < 10_000; round++)
        {
            ulong user = (ulong)(round % 5);
            _model.Remove(user, 1);
            _model.Set(user, 1, [1, 2, 3, (byte)round]);
        }

        _model.Check();
        Assert.InRange(Table.Footprint, 0, 4_000);
    }

    [Fact]
    public void Small_entities_come_and_go_beside_a_large_one()
    {
        for (int round = 0; round < 20; round++)
        {
            for (ulong id = 0; id < 100; id++)
            {
                _model.Set(id, 1, new byte[90]);
            }

            _model.Set(1, 2, new byte[EntityTable.MaxSharedSize + round]);
            for (ulong id = 0; id < 100; id++)
            {
                _model.Remove(id, 1);
            }

            _model.Check();
        }
    }

    [Fact]
    public void Garbage_of_large_entities_is_bounded_also_among_many_small_ones()
    {
        Fill(30_000);
        byte[] payload = new byte[200_000];
        for (int change = 0; change < 300; change++)
        {
            payload[0]++;
            Table.Set(1, 2, payload, out _);
            Assert.InRange(Table.GarbageBytes, 0, Table.LiveBytes);
        }

        Assert.InRange(Table.Footprint, 0, (3 * Table.LiveBytes) + 500_000);
    }

    [Fact]
    public void A_change_of_a_small_entity_empties_at_most_one_page()
    {
        Fill(50_000);
        long most = 0;
        for (int change = 0; change < 20_000; change++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Table.Set((ulong)(change * 7 % 50_000), 1, BitConverter.GetBytes(change), out _);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        // A page or two, and the slots once the page numbers begin anew; all pages would be two million.
        Assert.InRange(most, 60_000, 450_000);
    }

    [Fact]
    public void Ids_as_discord_makes_them_are_found_at_once()
    {
        var random = new Random(1);
        long distance = 0;
        var index = EntityIndex.Empty.Resize(40_000);
        ulong time = 1_300_000_000_000UL << 22;
        for (int entity = 0; entity < 30_000; entity++)
        {
            int offset = entity % 6_000 * Entry.MinSize;
            if (offset == 0)
            {
                index.AddPage(new byte[Location.MaxPageSize]);
            }

            time += (ulong)random.Next(1, 50) << 22;
            ulong id = time | ((ulong)random.Next(4) << 17) | ((ulong)random.Next(3) << 12);
            index.Find(id, 1, out int slot, out _);
            distance += index.DistanceTo(slot, id, 1);
            Entry.Write(index.PageAt(index.NextPage - 1).AsSpan(offset), id, 1, []);
            index.SetLocation(slot, id, 1, Location.Of(index.NextPage - 1, offset));
        }

        Assert.InRange(distance / 30_000.0, 0, 3);
    }

    private void Fill(int entities)
    {
        for (int entity = 0; entity < entities; entity++)
        {
            byte[] payload = new byte[10 + (entity % 40)];
            payload.AsSpan().Fill((byte)entity);
            _model.Set((ulong)entity, 1, payload);
        }
    }

    [Fact]
    public void A_table_with_as_many_pages_as_there_are_numbers_says_so_and_stays_as_it_is()
    {
        var table = new EntityTable();
        ulong id = 0;
        Assert.Throws<InvalidOperationException>(() =>
        {
            for (; id < 2 * Location.MaxPageNumber; id++)
            {
                // A page for each.
                table.Reserve(0, 1);
                table.Set(id, 1, [1], out _);
            }
        });

        Assert.InRange(table.Count, Location.MaxPageNumber - 100, Location.MaxPageNumber);
        Assert.Equal(id, (ulong)table.Count);
        Assert.All(Enumerable.Range(0, table.Count), known => Assert.True(table.TryFind((ulong)known, 1, out _)));
        Assert.False(table.TryFind(id, 1, out _));
    }

    [Fact]
    public void Ids_whose_hashes_look_alike_are_told_apart()
    {
        // A slot has room for some of the lowest 31 bits of the hash, and these are the same if those of the ids are.
        static ulong Alike(int number) => 7 + ((ulong)number << 31);
        var table = new EntityTable();
        for (int number = 0; number < 1_000; number++)
        {
            table.Set(Alike(number), 1, BitConverter.GetBytes(number), out Entry before);
            Assert.False(before.Exists);
        }

        Assert.All(Enumerable.Range(0, 1_000), number =>
        {
            Assert.True(table.TryFind(Alike(number), 1, out Entry entry));
            Assert.Equal((Alike(number), number), (entry.Id, BitConverter.ToInt32(entry.Payload)));
            Assert.False(table.TryFind(Alike(number + 1_000), 1, out _));
        });
    }

    [Fact]
    public void Kinds_are_counted_in_memory_only_if_there_are_several()
    {
        EntityTable one = Of(7, 7);
        EntityTable two = Of(7, 9);

        Assert.Equal(MemorySize.OfArray(10, sizeof(int)), two.Footprint - one.Footprint);

        static EntityTable Of(params ReadOnlySpan<byte> kinds)
        {
            var table = new EntityTable();
            for (int i = 0; i < kinds.Length; i++)
            {
                table.Set((ulong)i, kinds[i], [1], out _);
            }

            return table;
        }
    }

    [Fact]
    public void An_entity_that_was_removed_and_comes_again_is_no_removed_one()
    {
        var table = new EntityTable();
        table.Set(1, 1, [1], out Entry first);
        table.Set(2, 1, [1], out _);
        table.Remove(1, 1, out first);

        table.Set(1, 1, [1], out _);

        Assert.Equal(first.Bytes.Length, table.GarbageBytes);
    }
}
