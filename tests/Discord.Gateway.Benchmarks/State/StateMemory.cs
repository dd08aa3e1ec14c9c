using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>Fills one world in one way, and measures the process that does: its memory, its collections, its snapshots.</summary>
internal static class StateMemory
{
    internal const string RecordsName = "records";
    internal const string StateName = "state";
    private const int Rounds = 5;

    /// <summary>Measures in a process of its own, so that its memory is its own.</summary>
    internal static async Task<MemoryFigures> MeasureAsync(string way, int guilds, int members, WorldPresences presences)
    {
        await using var child = new Child("state-memory", way, guilds.ToString(CultureInfo.InvariantCulture), members.ToString(CultureInfo.InvariantCulture), presences.ToString());
        return MemoryFigures.Parse(await child.ReadLineAsync());
    }

    /// <summary>The process.</summary>
    internal static async Task<int> RunAsync(string way, int guilds, int members, WorldPresences presences)
    {
        string directory = Path.Combine(Path.GetTempPath(), $"state-{Environment.ProcessId}");
        try
        {
            Console.WriteLine((await MeasureHereAsync(way, new StateWorld(guilds, members, presences), presences, directory)).ToLine());
            return 0;
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task<MemoryFigures> MeasureHereAsync(string way, StateWorld world, WorldPresences presences, string directory)
    {
        IGuildStore Make() => way == StateName ? new ShardStore(presences, new FileStateStore(directory)) : new RecordStore();

        // What code needs of its own is there before: buffers for guilds of this size, and the world's users.
        Fill(Make(), new StateWorld(3, world.Members, presences));
        (long heap, long resident) = Settle();
        IGuildStore store = Make();
        TimeSpan loading = Fill(store, world);
        (long heapAfter, long residentAfter) = Settle();
        double pause = Median(() =>
        {
            TimeSpan start = ThreadTime.Now;
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            return (ThreadTime.Now - start).TotalMilliseconds;
        });
        MemoryFigures figures = new(heapAfter - heap, residentAfter - resident, world.PresenceCount, loading.TotalMicroseconds / world.Guilds, pause, 0, 0, 0, 0);
        if (store is ShardStore shard)
        {
            figures = await MeasureSnapshotAsync(figures, shard, presences, world.Guilds, directory);
        }

        GC.KeepAlive(store);
        return figures;
    }

    private static async Task<MemoryFigures> MeasureSnapshotAsync(MemoryFigures figures, ShardStore store, WorldPresences presences, int guilds, string directory)
    {
        double freeze = Median(() =>
        {
            TimeSpan start = ThreadTime.Now;
            ShardSnapshot snapshot = store.Freeze();
            double spent = (ThreadTime.Now - start).TotalMilliseconds;
            GC.KeepAlive(snapshot);
            return spent * 1_000 / guilds;
        });
        double write = await MedianAsync(() => store.Managed.SaveAsync([store.Shard]));
        double read = await MedianAsync(async () =>
        {
            var next = new ShardStore(presences, new FileStateStore(directory));
            _ = await next.Managed.LoadAsync(ShardStore.Session, CancellationToken.None) ?? throw new InvalidOperationException("The snapshot cannot be read.");
        });
        return figures with
        {
            FreezeMilliseconds = freeze,
            SnapshotBytes = store.State.GetStatistics().SnapshotBytes ?? throw new InvalidOperationException("No snapshot was saved."),
            WriteMilliseconds = write,
            ReadMilliseconds = read,
        };
    }

    /// <summary>The CPU time of what is not decoding.</summary>
    private static TimeSpan Fill(IGuildStore store, StateWorld world)
    {
        TimeSpan spent = TimeSpan.Zero;
        foreach (WorldGuild guild in world.MakeGuilds())
        {
            GatewayEvent created = StateWorld.Decode("GUILD_CREATE", guild.Json);
            TimeSpan start = ThreadTime.Now;
            store.Apply(created);
            spent += ThreadTime.Now - start;
        }

        return spent;
    }

    /// <summary>What is left after three collections that compact and give memory back.</summary>
    private static (long Heap, long Resident) Settle()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }

    private static double Median(Func<double> measure)
    {
        double[] measured = [.. Enumerable.Range(0, Rounds).Select(_ => measure()).Order()];
        return measured[Rounds / 2];
    }

    private static async Task<double> MedianAsync(Func<Task> act)
    {
        double[] measured = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            await act();
            measured[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(measured);
        return measured[Rounds / 2];
    }
}
