using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.StressTests.Wires;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.Soak;

/// <summary>
/// The process with the simulator and the hostile wire before it: prints its port and its certificate's thumbprint; from a first line on standard input on, it dispatches
/// numbered messages and does harm, and at the next it stops and prints what it did.
/// </summary>
internal sealed class SoakServer : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    /// <summary>How often one of the shards' wires has a fault, on average.</summary>
    private static readonly TimeSpan FaultEvery = TimeSpan.FromSeconds(1);

    /// <summary>In seconds: less than the half interval of grace after which the server would miss a heartbeat and end the session, by Discord's own rule.</summary>
    private const double LongestStall = 4.5;

    /// <summary>In seconds, of the other faults that last.</summary>
    private const double LongestFault = 9;

    private readonly GatewaySimulatorServer _server;
    private readonly TlsFront _front;
    private readonly HostileProxy _proxy;
    private readonly SimulatedGuild[] _guilds;
    private readonly long[] _dispatched;
    private readonly Dictionary<WireFault, int> _faults = [];
    private readonly Random _random = new(7);

    private SoakServer(GatewaySimulatorServer server, SimulatedGuild[] guilds)
    {
        _server = server;
        _guilds = guilds;
        _dispatched = new long[guilds.Length];
        _front = new TlsFront(server.Simulator.GatewayUri.Port);
        _proxy = new HostileProxy(_front.Port);
    }

    internal static async Task<int> RunAsync(int shards, int eventsPerSecond)
    {
        SimulatedGuild[] guilds = [.. Enumerable.Range(0, shards).Select(index => new SimulatedGuild(((ulong)index << 22) + 1, $"Guild {index}"))];
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
        {
            Guilds = guilds,
            MaxConcurrency = shards,
            HeartbeatInterval = TimeSpan.FromSeconds(10),
            ReplayLimit = 60_000,
        });
        await using var soak = new SoakServer(server, guilds);
        Console.WriteLine(soak._proxy.Port);
        Console.WriteLine(soak._front.Thumbprint);
        await Console.In.ReadLineAsync();
        using var stop = new CancellationTokenSource();
        Task[] work = [soak.DispatchAsync(eventsPerSecond, stop.Token), soak.DoHarmAsync(stop.Token)];
        await Console.In.ReadLineAsync();
        await stop.CancelAsync();
        await Task.WhenAll(work);
        Console.WriteLine(string.Join(' ', soak._dispatched));
        Console.WriteLine(string.Join(", ", soak._faults.OrderBy(fault => fault.Key).Select(fault => $"{fault.Value} {fault.Key}")));
        int identifies = 1000 - server.Simulator.SessionStartsRemaining;

        // A dead wire brings no heartbeats either; the simulator cannot know whose fault it is.
        Violation[] silences = [.. server.Simulator.Violations.Where(violation => violation.CloseCode == (int)GatewayCloseCode.SessionTimedOut)];
        int silent = soak._faults.GetValueOrDefault(WireFault.Dead);
        Violation[] violations = [.. server.Simulator.Violations.Except(silences), .. silences.Skip(silent)];
        Console.WriteLine($"{identifies} {server.Simulator.Connections.Count} {violations.Length}");
        Console.WriteLine(string.Join("; ", violations.Take(5)));

        // Whoever is behind resumes, and is told.
        await Console.In.ReadLineAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _front.DisposeAsync();
    }

    private async Task DispatchAsync(int eventsPerSecond, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        long sent = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            for (long due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * eventsPerSecond); sent < due; sent++)
            {
                int shard = (int)(sent % _guilds.Length);
                string message = string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"id":"{{sent + 1}}","channel_id":"{{_guilds[shard].ChannelId}}","guild_id":"{{_guilds[shard].Id}}","author":{"id":"5","username":"flood"},"content":"{{_dispatched[shard] + 1}}","timestamp":"2026-01-01T00:00:00.000000+00:00"}""");
                if (await _server.Simulator.DispatchAsync("MESSAGE_CREATE", message) > 0)
                {
                    _dispatched[shard]++;
                }
            }

            await Task.Delay(Tick, CancellationToken.None);
        }
    }

    private async Task DoHarmAsync(CancellationToken cancellationToken)
    {
        WireFault[] faults = Enum.GetValues<WireFault>();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_proxy.Wires.Where(wire => !wire.IsDisturbed).ToList() is { Count: > 0 } wires)
            {
                WireFault fault = faults[_random.Next(faults.Length)];
                double longest = fault == WireFault.Stall ? LongestStall : LongestFault;
                wires[_random.Next(wires.Count)].Do(fault, TimeSpan.FromSeconds(1 + ((longest - 1) * _random.NextDouble())));
                _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            }

            await Task.Delay(FaultEvery * (0.5 + _random.NextDouble()), CancellationToken.None);
        }
    }
}
