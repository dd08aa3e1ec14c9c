using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Threads that read while one changes the table.</summary>
public sealed class ParallelReaderTests
{
    private const int Changes = 150_000;
    private const int Ids = 2_000;

    /// <summary>Ids below are changed, but never removed.</summary>
    private const int Permanent = 200;

    private readonly EntityTable _table = new();
    private volatile bool _isOver;

    [Fact]
    public async Task Readers_beside_the_writer_miss_nothing_and_never_see_a_part()
    {
        for (ulong id = 0; id < Permanent; id++)
        {
            _table.Set(id, 1, Payloads.Make(id, 1, 0, 20), out _);
        }

        Task[] readers = [Start(() => Find(seed: 1)), Start(() => Find(seed: 2)), Start(Enumerate)];
        try
        {
            await Start(Change);
        }
        finally
        {
            _isOver = true;
        }

        await Task.WhenAll(readers);

        static Task Start(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Change()
    {
        var random = new Random(9);
        for (int serial = 1; serial <= Changes; serial++)
        {
            // Grows to all ids and shrinks to few, so that the index is replaced again and again.
            int range = serial / 10_000 % 2 == 0 ? Ids : Permanent + 20;
            ulong id = (ulong)random.Next(range);
            if (id >= Permanent && random.Next(3) == 0)
            {
                _table.Remove(id, 1, out _);
                _table.Remove((ulong)random.Next(Permanent, Ids), 1, out _);
            }
            else
            {
                int size = random.Next(2_000) == 0 ? 70_000 : random.Next(100);
                _table.Set(id, 1, Payloads.Make(id, 1, serial, size), out _);
            }
        }
    }

    private void Find(int seed)
    {
        var random = new Random(seed);
        long[] seen = new long[Ids];
        do
        {
            for (int read = 0; read < 100; read++)
            {
                ulong id = (ulong)random.Next(Ids);
                if (_table.TryFind(id, 1, out Entry entry))
                {
                    long serial = Payloads.Check(entry, id, 1);
                    Assert.True(serial >= seen[id], "an older value after a newer one");
                    seen[id] = serial;
                }
                else
                {
                    Assert.True(id >= Permanent, "an entity that was never removed was not found");
                }
            }
        }
        while (!_isOver);
    }

    private void Enumerate()
    {
        do
        {
            bool[] returned = new bool[Ids];
            foreach (Entry entry in _table.All(1))
            {
                Payloads.Check(entry, entry.Id, 1);
                Assert.False(returned[entry.Id], "an entity was returned twice");
                returned[entry.Id] = true;
            }

            Assert.DoesNotContain(false, returned.Take(Permanent));
        }
        while (!_isOver);
    }
}
