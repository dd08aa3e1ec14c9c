using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Benchmarks;

/// <summary>What shards cost that have nothing to do but beat: each number of them in a process of its own, against a simulator in another, over loopback with zlib-stream.</summary>
internal static class IdleBenchmark
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    internal static async Task<int> RunAsync(int[] counts, TimeSpan length)
    {
        Console.WriteLine($"{"shards",8} {"managed KB",12} {"resident KB",12} {"CPU %",8} {"heartbeats",12} {"violations",12}   (KB each; {length.TotalSeconds:F0} s with a beat each {HeartbeatInterval.TotalSeconds:F0} s)");
        foreach (int count in counts)
        {
            await using var server = new Child("idle-server");
            string uri = await server.ReadLineAsync();
            await using var shards = new Child("idle-shards", count.ToString(CultureInfo.InvariantCulture), uri, length.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            string[] measured = (await shards.ReadLineAsync()).Split(' ');
            await server.WriteLineAsync("count");
            string[] seen = (await server.ReadLineAsync()).Split(' ');
            Console.WriteLine($"{count,8} {measured[0],12} {measured[1],12} {measured[2],8} {seen[0],12} {seen[1],12}");
            if (seen[1] != "0")
            {
                Console.WriteLine("FAILED: a rule was broken; a heartbeat that comes too late is one.");
                return 1;
            }
        }

        return 0;
    }

    internal static async Task<int> ServeAsync()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
        {
            HeartbeatInterval = HeartbeatInterval,
            MaxConcurrency = 100_000,
            SessionStartsRemaining = 100_000,
        });
        Console.WriteLine(server.Simulator.GatewayUri);
        while (await Console.In.ReadLineAsync() is not null)
        {
            int beats = server.Simulator.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat));
            Console.WriteLine($"{beats} {server.Simulator.Violations.Count}");
        }

        return 0;
    }

    internal static async Task<int> HoldAsync(int count, Uri uri, TimeSpan length)
    {
        ShardOptions options = FloodShard.MakeOptions(uri, "zlib-stream") with { Token = new GatewaySimulatorOptions().Token };

        // The first shard loads what all share.
        await using var first = new Shard(options with { ShardId = new ShardId(0, count + 1) });
        await first.ConnectAsync();
        using var process = Process.GetCurrentProcess();
        (long managed, long resident) = Look(process);
        var shards = new List<Shard>();
        var receiving = new List<Task>();
        foreach (ShardId shardId in Enumerable.Range(1, count).Select(index => new ShardId(index, count + 1)))
        {
            var shard = new Shard(options with { ShardId = shardId });
            await shard.ConnectAsync();
            shards.Add(shard);
            receiving.Add(ReceiveAsync(shard));
        }

        TimeSpan cpu = process.TotalProcessorTime;
        await Task.Delay(length);
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        (long managedThen, long residentThen) = Look(process);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(managedThen - managed) / 1024.0 / count:F1} {(residentThen - resident) / 1024.0 / count:F1} {cpu / length * 100:F2}"));
        await Console.In.ReadLineAsync();
        await Task.WhenAll(shards.Select(shard => shard.ShutdownAsync()));
        await Task.WhenAll(receiving);
        return 0;
    }

    private static async Task ReceiveAsync(Shard shard)
    {
        while (await shard.ReceiveRawAsync() is not null)
        {
        }
    }

    private static (long Managed, long Resident) Look(Process process)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        return (GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }
}
