using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using OrleansCluster;

namespace Discord.Gateway.ClusterTests;

/// <summary>A simulated Discord that sends numbered messages to every shard, silos as processes, and what their handlers were told.</summary>
internal sealed class ClusterWorld : IAsyncDisposable
{
    /// <summary>How many messages each shard is sent a second, at most.</summary>
    internal const int MessagesPerSecond = 50;

    private readonly ConcurrentQueue<int>[] _told;
    private readonly CancellationTokenSource _stopping = new();
    private Task _sending = Task.CompletedTask;
    private int _sent;

    private ClusterWorld(LocalCluster cluster)
    {
        Local = cluster;
        _told = [.. cluster.Guilds.Select(_ => new ConcurrentQueue<int>())];
        cluster.Printed += (port, line) =>
        {
            if (line.Split(' ') is ["message", var shard, var number])
            {
                _told[int.Parse(shard, CultureInfo.InvariantCulture)].Enqueue(int.Parse(number, CultureInfo.InvariantCulture));
            }
            else if (line.Length > 0)
            {
                TestContext.Current.SendDiagnosticMessage($"{port}: {line}");
            }
        };
    }

    internal LocalCluster Local { get; }

    internal GatewaySimulator Gateway => Local.Server.Simulator;

    internal int Identifies => Local.Identifies;

    /// <summary>The bot's grains.</summary>
    internal BotGrains Grains => new(Local.Grains, BotName.Of(Gateway.Options.Token, deployment: null));

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A cluster whose shards are all connected, evenly spread.</summary>
    internal static async Task<ClusterWorld> StartAsync(int shards, int silos, int maxConcurrency, string? redis = null, string? postgres = null)
    {
        ClusterWorld world = await BeginAsync(shards, silos, maxConcurrency, redis, postgres);
        await world.UntilAsync(async () => (await world.CountAsync()) is var counts && counts.Count == silos && counts.Values.All(count => count == shards / silos), TimeSpan.FromMinutes(2));
        return world;
    }

    /// <summary>A cluster that has just been started.</summary>
    internal static async Task<ClusterWorld> BeginAsync(int shards, int silos, int maxConcurrency, string? redis = null, string? postgres = null)
    {
        LocalCluster cluster = await LocalCluster.StartAsync(shards, maxConcurrency, redis, postgres);
        var world = new ClusterWorld(cluster);
        for (int i = 0; i < silos; i++)
        {
            cluster.StartSilo();
        }

        return world;
    }

    /// <summary>How many connected shards each silo has, by its port.</summary>
    internal async Task<Dictionary<int, int>> CountAsync() =>
        (await Local.GetStatusAsync()).Where(shard => shard is { Silo: not null, Stage: ConnectionStage.Connected })
            .GroupBy(shard => shard.Silo!.Endpoint.Port).ToDictionary(silo => silo.Key, silo => silo.Count());

    /// <summary>Sends messages with growing numbers to all shards, some a second.</summary>
    internal void BeginSending() => _sending = SendAsync();

    internal async Task<int> StopSendingAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        return _sent;
    }

    /// <summary>Each shard's handlers were told every message, in order; doubled are at most those since the session was saved.</summary>
    internal void AssertToldAll(int sent, int mayDouble)
    {
        foreach (ConcurrentQueue<int> told in _told)
        {
            Assert.Equal(Enumerable.Range(1, sent), told.Distinct());
            Assert.InRange(told.Count - sent, 0, mayDouble);
        }
    }

    /// <summary>Each shard's handlers were told every message, in whatever order those of two silos spoke.</summary>
    internal void AssertToldInAnyOrder(int sent) =>
        Assert.All(_told, told => Assert.Equal(Enumerable.Range(1, sent), told.Distinct().Order()));

    /// <summary>Each shard's handlers were told every message once, in order.</summary>
    internal void AssertToldOnce(int sent) => AssertToldAll(sent, mayDouble: 0);

    /// <summary>Sends a signal to a silo's process, by its name.</summary>
    internal async Task SignalAsync(int silo, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Local.Silos[silo].Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }

    internal async Task UntilAsync(Func<Task<bool>> holds, TimeSpan within)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) >= within)
            {
                Assert.Fail($"It did not happen within {within}: {string.Join("; ", await Local.GetStatusAsync())}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }

    /// <summary>Waits until each shard was told the last message.</summary>
    internal Task UntilToldAsync(int number, TimeSpan within) =>
        UntilAsync(() => Task.FromResult(_told.All(told => told.Contains(number))), within);

    public async ValueTask DisposeAsync()
    {
        await StopSendingAsync();
        _stopping.Dispose();
        await Local.DisposeAsync();
    }

    private async Task SendAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            int number = Interlocked.Increment(ref _sent);
            foreach (SimulatedGuild guild in Local.Guilds)
            {
                await Gateway.DispatchMessageAsync(guild, number.ToString(CultureInfo.InvariantCulture));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1000 / MessagesPerSecond), CancellationToken.None);
        }
    }
}
