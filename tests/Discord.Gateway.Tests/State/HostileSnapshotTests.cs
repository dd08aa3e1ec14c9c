using System.Buffers.Binary;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Bytes that are no snapshot, or a damaged one: refused with one exception, without hanging and without allocating what they claim.</summary>
public sealed class HostileSnapshotTests
{
    private readonly byte[] _written = MakeSnapshot();

    [Fact]
    public void Every_prefix_is_refused()
    {
        for (int length = 0; length < _written.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => EntityTable.ReadFrom(_written.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_gives_a_whole_table()
    {
        int refused = 0;
        for (int position = 0; position < _written.Length; position++)
        {
            foreach (byte difference in (byte[])[1, 2, 4, 8, 16, 32, 64, 128, 255])
            {
                byte[] bytes = [.. _written];
                bytes[position] ^= difference;
                refused += TryRead(bytes) ? 0 : 1;
            }
        }

        Assert.InRange(refused, 20, _written.Length * 9);
    }

    [Fact]
    public void Random_bytes_are_refused_or_give_a_whole_table()
    {
        var random = new Random(3);
        for (int attempt = 0; attempt < 20_000; attempt++)
        {
            byte[] bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            if (bytes.Length > 4)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, random.Next(-1, 4));
            }

            // Lengths that fit are rare among random ones.
            for (int position = 13; position < bytes.Length; position += random.Next(10, 20))
            {
                bytes[position] = (byte)random.Next(12);
            }

            TryRead(bytes);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void A_number_of_entities_that_are_not_there_is_refused_before_anything_is_allocated(int count)
    {
        byte[] bytes = [.. _written, .. new byte[100]];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => EntityTable.ReadFrom(bytes, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 50_000);
    }

    [Theory]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF, 0x0F)]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF, 0x7F)]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF, 0xFF)]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF, 0x07)]
    [InlineData(0x80, 0x80, 0x80, 0x80, 0x08)]
    [InlineData(0x80, 0x00, 0x00, 0x00, 0x00)]
    [InlineData(0x81, 0x80, 0x00, 0x00, 0x00)]
    [InlineData(0x80, 0x80, 0x80, 0x80, 0x10)]
    public void A_length_that_no_entry_has_is_refused(params int[] length)
    {
        byte[] bytes = [1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, .. length.Select(part => (byte)part), .. new byte[200]];
        Assert.Throws<InvalidDataException>(() => EntityTable.ReadFrom(bytes, out _));
    }

    [Fact]
    public void An_entity_that_comes_twice_is_refused()
    {
        byte[] bytes = [2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0];
        Assert.Throws<InvalidDataException>(() => EntityTable.ReadFrom(bytes, out _));
    }

    [Fact]
    public void Ids_that_all_have_one_hash_are_refused_and_not_searched_for_ever()
    {
        const int count = 20_000;

        // The number by which the hash multiplies, undone: by Newton's method.
        ulong inverse = 1;
        for (int round = 0; round < 6; round++)
        {
            inverse *= 2 - (0x9E3779B97F4A7C15 * inverse);
        }

        byte[] bytes = new byte[4 + (count * Entry.MinSize)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        for (int entity = 0; entity < count; entity++)
        {
            ulong id = ((ulong)entity * inverse) ^ (1UL << 56);
            Entry.Write(bytes.AsSpan(4 + (entity * Entry.MinSize)), id, 1, []);
        }

        Assert.Throws<InvalidDataException>(() => EntityTable.ReadFrom(bytes, out _));
    }

    private static bool TryRead(byte[] bytes)
    {
        EntityTable table;
        try
        {
            table = EntityTable.ReadFrom(bytes, out int length);
            Assert.InRange(length, 4, bytes.Length);
        }
        catch (InvalidDataException)
        {
            return false;
        }

        int count = 0;
        for (int kind = 1; kind < 256; kind++)
        {
            foreach (Entry entry in table.All((byte)kind))
            {
                count++;
                Assert.True(table.TryFind(entry.Id, entry.Kind, out Entry found));
                Assert.True(found.Bytes.SequenceEqual(entry.Bytes));
            }
        }

        Assert.Equal(table.Count, count);
        Assert.Equal(TableModel.Write(table.Freeze()).Length, 4 + table.LiveBytes);
        table.Set(12345, 255, [1], out _);
        return true;
    }

    private static byte[] MakeSnapshot()
    {
        var table = new EntityTable();
        for (int entity = 0; entity < 8; entity++)
        {
            table.Set((ulong)entity << 40, (byte)(1 + (entity % 3)), new byte[entity * 4], out _);
        }

        table.Set(77, 1, new byte[130], out _);
        return TableModel.Write(table.Freeze());
    }
}
