using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Random changes of a table against a dictionary.</summary>
public sealed class EntityTableModelTests
{
    private static readonly byte[] Bytes = RandomBytes();

    [Fact]
    public void A_table_is_what_a_dictionary_would_be_after_a_million_random_changes()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Run(seed, changes: 20_000);
        }
    }

    private static void Run(int seed, int changes)
    {
        var random = new Random(seed);
        var model = new TableModel();

        // Few ids are changed and removed often; many ids make the index grow and shrink.
        int ids = 1 << random.Next(1, 13);
        int kinds = random.Next(1, 5);
        int size = 1 << random.Next(3, 10);
        (int rarity, int large) = random.Next(3) switch { 0 => (20, 40_000), 1 => (2_000, 200_000), _ => (int.MaxValue, 0) };
        for (int change = 0; change < changes; change++)
        {
            // In some phases a table grows, in others it shrinks.
            bool grows = change / (1 + (changes / 6)) % 2 == 0;
            ulong id = Id(random.Next(ids));
            byte kind = (byte)random.Next(1, kinds + 1);
            if (random.Next(4) == 0 == grows)
            {
                model.Remove(id, kind);
            }
            else
            {
                int length = random.Next(rarity) == 0 ? random.Next(large) : random.Next(8) == 0 ? 0 : random.Next(size);
                model.Set(id, kind, Bytes.AsSpan(random.Next(1_000), length).ToArray());
                if (random.Next(8) == 0)
                {
                    model.Set(id, kind, model.Entities[(id, kind)]);
                }
            }

            if (change % (changes / 4) == 1)
            {
                model.Check();
                model.Reload();
            }
        }

        long liveBytes = model.Entities.Values.Sum(payload => Entry.SizeOf(payload.Length));
        Assert.Equal(liveBytes, model.Table.LiveBytes);
        model.Check();

        foreach ((ulong id, byte kind) in model.Entities.Keys.ToArray())
        {
            model.Remove(id, kind);
        }

        model.Check();
        Assert.Equal(0, model.Table.LiveBytes + model.Table.GarbageBytes);
    }

    /// <summary>Id 0, the highest, and some that follow each other as Discord's do.</summary>
    private static ulong Id(int number) => number switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        _ => (1_300_000_000_000UL << 22) + ((ulong)number << (number % 3 * 11)),
    };

    private static byte[] RandomBytes()
    {
        byte[] bytes = new byte[201_000];
        new Random(0).NextBytes(bytes);
        return bytes;
    }
}
