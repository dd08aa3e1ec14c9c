using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks;

/// <summary>What is left of a burst of GUILD_CREATEs that all waited in the buffer: memory before, with all of them there, and after they were taken.</summary>
internal static class BurstBenchmark
{
    private const int Guilds = 80;

    internal static async Task<int> RunAsync()
    {
        await using var server = new Child("flood-server", (Guilds + 2).ToString(CultureInfo.InvariantCulture), Guilds.ToString(CultureInfo.InvariantCulture));
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        long size = long.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);
        Console.WriteLine($"{Guilds} GUILD_CREATEs with 1,000 members in one burst, {size * (Guilds + 2) / 1e6:F0} MB of JSON; zlib-stream\n{"MB",-34} {"managed",8} {"resident",9}");
        await using var shard = new Shard(FloodShard.MakeOptions(uri, "zlib-stream") with { MaxBufferedBytes = int.MaxValue });
        await shard.ConnectAsync();
        await shard.ReceiveRawAsync();
        Report("before");
        await server.WriteLineAsync("go");
        while (shard.BufferedEvents < Guilds + 2)
        {
            await Task.Delay(10);
        }

        Report("all of it waits in the buffer");
        for (int i = 0; i < Guilds + 2; i++)
        {
            await shard.ReceiveAsync();
        }

        Report("all taken, decoded and forgotten");

        // What the runtime does by itself when it sees fit; then, what it does when it is told that memory is short.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Report("after a collection");
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Report("after an aggressive one");
        return 0;
    }

    private static void Report(string when) => Console.WriteLine($"  {when,-32} {GC.GetTotalMemory(forceFullCollection: false) / 1e6,8:F1} {Environment.WorkingSet / 1e6,9:F1}");
}
