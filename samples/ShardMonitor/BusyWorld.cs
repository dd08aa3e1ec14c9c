using Discord.Gateway;
using Discord.Gateway.Testing;

namespace ShardMonitor;

/// <summary>A hundred guilds with people in them, on a gateway in this process whose wires are of different length, and break now and then.</summary>
internal sealed class BusyWorld : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private static readonly SimulatedGuild[] Guilds =
        [.. Enumerable.Range(0, 96).Select(number => new SimulatedGuild(((ulong)number << 22) + 1, $"Guild {number}", 5 + (number * 7 % 40)))];

    private readonly GatewaySimulatorServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _random = new(7);
    private readonly Task _life;

    private BusyWorld(GatewaySimulatorServer server)
    {
        _server = server;
        _life = LiveAsync();
    }

    internal int Violations => _server.Simulator.Violations.Count;

    internal static async Task<BusyWorld> StartAsync(int shards) => new(await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
    {
        Guilds = Guilds,
        RecommendedShards = shards,
        MaxConcurrency = 16,
        HeartbeatInterval = TimeSpan.FromSeconds(2),
    }));

    internal ShardManagerOptions CreateManagerOptions() =>
        _server.CreateManagerOptions(GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildMessages) with { ReshardOverlap = TimeSpan.FromSeconds(2) };

    internal void Cut(ShardId shardId) => _server.Simulator.Connections.LastOrDefault(connection => connection.IsOpen && connection.ShardId == shardId)?.Cut();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _life;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task LiveAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            for (int tick = 0; await timer.WaitForNextTickAsync(_stop.Token); tick++)
            {
                SimulatedConnection[] open = [.. _server.Simulator.Connections.Where(connection => connection.IsOpen)];
                if (open.Length > 0)
                {
                    // The way to Discord is longer at one time than at another.
                    open[_random.Next(open.Length)].Delay = TimeSpan.FromMilliseconds(15 + (40 * Math.Pow(_random.NextDouble(), 3)));
                }

                if (tick % 160 == 120 && open.Length > 0)
                {
                    open[_random.Next(open.Length)].Cut();
                }

                await TalkAsync(tick);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of this world.
        }
    }

    /// <summary>Conversations that swell and ebb, at another time in each guild.</summary>
    private async Task TalkAsync(int tick)
    {
        for (int number = 0; number < Guilds.Length; number++)
        {
            double liveliness = 0.12 + (0.1 * Math.Sin((tick / 60.0) + (number % 16 * 1.7)));
            if (_random.NextDouble() < liveliness)
            {
                SimulatedGuild guild = Guilds[number];
                await _server.Simulator.DispatchMessageAsync(guild, "good evening", _random.Next(guild.MemberCount));
            }
        }
    }
}
