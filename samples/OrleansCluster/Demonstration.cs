using System.Diagnostics;
using Discord.Gateway;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;

namespace OrleansCluster;

/// <summary>Starts the cluster, sends messages, and prints where each shard lives.</summary>
internal sealed class Demonstration(string[] args)
{
    private long _told;

    internal async Task<int> RunAsync()
    {
        int shards = Arguments.FindNumber(args, "--shards") ?? 12;
        using var ending = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            ending.Cancel();
        };
        if (Arguments.FindNumber(args, "--seconds") is { } seconds)
        {
            ending.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        await using LocalCluster cluster = await LocalCluster.StartAsync(shards, maxConcurrency: 4, Arguments.Find(args, "--redis"), Arguments.Find(args, "--postgres"));
        cluster.Printed += (port, line) =>
        {
            if (line.StartsWith("message ", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _told);
            }
            else if (line.Length > 0)
            {
                Console.WriteLine($"  {port}: {line}");
            }
        };
        int dashboard = SiloSettings.FindFreePort();
        for (int i = 0; i < (Arguments.FindNumber(args, "--silos") ?? 3); i++)
        {
            int port = cluster.StartSilo(i == 0 ? dashboard : null);
            Console.WriteLine($"Silo {port} is process {cluster.Silos[port].Id}: kill it, and watch.");
        }

        Console.WriteLine($"The dashboard is at http://127.0.0.1:{dashboard}/ (with the first silo).");
        Task kill = KillLaterAsync(cluster, ending.Token);
        long sent = 0;
        try
        {
            for (int round = 0; !ending.IsCancellationRequested; round++)
            {
                foreach (SimulatedGuild guild in cluster.Guilds)
                {
                    sent += await cluster.Server.Simulator.DispatchMessageAsync(guild, $"{round}");
                }

                if (round % 8 == 0)
                {
                    Print(await cluster.GetStatusAsync(), cluster, sent);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250), ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }

        await kill;
        IReadOnlyList<ClusterShard> last = await cluster.GetStatusAsync();
        Print(last, cluster, sent);
        bool isGood = last.All(shard => shard.Stage == ConnectionStage.Connected) && cluster.Server.Simulator.Violations.Count == 0;
        Console.WriteLine(isGood ? "All shards are connected." : "Not all shards are connected, or a rule was broken.");
        return isGood ? 0 : 1;
    }

    private void Print(IReadOnlyList<ClusterShard> shards, LocalCluster cluster, long sent)
    {
        Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss}  {sent} messages sent, {Interlocked.Read(ref _told)} told; {cluster.Identifies} identifies, {cluster.Server.Simulator.Violations.Count} violations");
        foreach (IGrouping<int, ClusterShard> silo in shards.GroupBy(shard => shard.Silo?.Endpoint.Port ?? 0).OrderBy(silo => silo.Key))
        {
            string where = silo.Key == 0 ? "nowhere" : $"{silo.Key}";
            Console.WriteLine($"  {where,8}: {string.Join(' ', silo.Select(shard => shard.Stage == ConnectionStage.Connected ? $"{shard.ShardId}" : $"{shard.ShardId}({shard.Stage})"))}");
        }
    }

    private async Task KillLaterAsync(LocalCluster cluster, CancellationToken cancellationToken)
    {
        if (Arguments.FindNumber(args, "--kill-after") is { } after)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(after), cancellationToken));
            if (!cancellationToken.IsCancellationRequested)
            {
                (int port, Process process) = cluster.Silos.Last();
                Console.WriteLine($"Killing silo {port}, process {process.Id}.");
                await cluster.KillSiloAsync(port);
            }
        }
    }
}
