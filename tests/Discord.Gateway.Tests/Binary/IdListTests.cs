using Discord.Gateway.Binary;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Positions of ids that recur.</summary>
public sealed class IdListTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Each_id_keeps_its_position(int count)
    {
        var random = new Random(count);
        ulong[] ids = [0, ulong.MaxValue, .. Enumerable.Range(2, count - 2).Select(_ => (ulong)random.NextInt64())];
        var list = new IdList();

        for (int i = 0; i < count; i++)
        {
            Assert.Equal(-1, list.Find(ids[i]));
            Assert.Equal(i, list.Add(ids[i]));
            Assert.Equal(i, list.Find(ids[i]));
            Assert.Equal(i, list.Add(ids[i]));
            Assert.Equal(i + 1, list.Count);
        }

        list.Trim();
        Assert.Equal(ids, list.Ids.ToArray());
        Assert.All(ids, (id, i) => Assert.Equal((i, id), (list.Find(id), list[i])));
        Assert.Equal(-1, list.Find(1));
        Assert.Throws<IndexOutOfRangeException>(() => list[count]);
        Assert.Equal(count, list.Add(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_list_restored_from_a_snapshot_grows(int count)
    {
        ulong[] ids = [.. Enumerable.Range(1, count).Select(i => (ulong)i << 22)];
        var list = new IdList(ids);

        Assert.Equal(ids, list.Ids.ToArray());
        Assert.All(ids, (id, i) => Assert.Equal(i, list.Add(id)));
        Assert.Equal(count, list.Add(7));
        Assert.Equal(count, list.Find(7));
    }

    [Fact]
    public async Task Readers_beside_the_writer_find_every_published_id()
    {
        const int Count = 20_000;
        var list = new IdList();
        int published = 0;
        static ulong IdAt(int position) => ((ulong)position * 0x9E3779B97F4A7C15) | 1;

        Task[] readers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            int known;
            do
            {
                known = Volatile.Read(ref published);
                for (int i = 0; i < 50 && known > 0; i++)
                {
                    int position = random.Next(known);
                    Assert.Equal(IdAt(position), list[position]);
                    Assert.Equal(position, list.Find(IdAt(position)));
                    Assert.Equal(-1, list.Find(2));
                }
            }
            while (known < Count);
        }))];
        for (int i = 0; i < Count; i++)
        {
            list.Add(IdAt(i));
            if (i % 1000 == 999)
            {
                list.Trim();
            }

            Volatile.Write(ref published, i + 1);
        }

        await Task.WhenAll(readers);
    }
}
