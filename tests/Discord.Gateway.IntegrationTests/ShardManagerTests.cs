using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>Managers on real sockets, and in processes that are killed.</summary>
public sealed class ShardManagerTests
{
    private static readonly SimulatedGuild[] Guilds = [.. Enumerable.Range(0, 128).Select(number => new SimulatedGuild(((ulong)number << 22) + 1, $"Guild {number}"))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_four_shards_survive_kill_dash_nine_and_a_deploy_with_no_identify_and_nothing_lost()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = 64, MaxConcurrency = 64 }, Cancellation);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("killable-bot-");
        try
        {
            string file = Path.Combine(directory.FullName, "messages");
            using var load = new Load(server.Simulator);
            long[] saved;
            using (Process first = await KillableBot.StartAsync(server, directory.FullName, file))
            {
                Assert.Equal(64, Count(server, GatewayOpcode.Identify));
                await load.RunAsync(rounds: 30);
                first.Kill();
                await first.WaitForExitAsync(Cancellation);
                var store = new FileSessionStore(directory.FullName);
                saved = [.. (await Task.WhenAll(Enumerable.Range(0, 64).Select(index => store.LoadAsync(new ShardId(index, 64), Cancellation).AsTask())))
                    .Select(session => session!.Sequence)];
            }

            await load.RunAsync(rounds: 3);
            using (Process second = await KillableBot.StartAsync(server, directory.FullName, file))
            {
                await load.RunAsync(rounds: 5);
                await second.StandardInput.WriteLineAsync("stop");
                await second.WaitForExitAsync(Cancellation);
                Assert.Equal(0, second.ExitCode);
            }

            await load.RunAsync(rounds: 3);
            using (Process third = await KillableBot.StartAsync(server, directory.FullName, file))
            {
                while (Read(file).Select(line => line.Message).Distinct().Count() < load.Sent)
                {
                    await Task.Delay(50, Cancellation);
                }

                await third.StandardInput.WriteLineAsync("stop");
                await third.WaitForExitAsync(Cancellation);
            }

            (int Shard, long Sequence, string Message)[] lines = Read(file);
            Assert.Equal(64, Count(server, GatewayOpcode.Identify));
            Assert.Equal(128, Count(server, GatewayOpcode.Resume));
            Assert.Equal(load.Sent, lines.Select(line => line.Message).Distinct().Count());
            Assert.Empty(server.Simulator.Violations);

            // Told again is what was handled after the last save before the kill, and nothing else: a deploy repeats nothing.
            Assert.All(lines.GroupBy(line => line.Message).Where(same => same.Count() > 1), same =>
            {
                Assert.Equal(2, same.Count());
                Assert.All(same, line => Assert.True(line.Sequence > saved[line.Shard]));
            });
            Assert.All(saved, sequence => Assert.True(sequence > 10, "Nothing was saved before the kill."));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_thread_pool_of_one_thread_is_enough_for_sixteen_shards_and_their_reconnects()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = 16, MaxConcurrency = 16, HeartbeatInterval = TimeSpan.FromSeconds(1) }, Cancellation);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("one-thread-bot-");
        try
        {
            string file = Path.Combine(directory.FullName, "messages");
            using var load = new Load(server.Simulator);
            using Process bot = await KillableBot.StartAsync(server, directory.FullName, file, [], ("DOTNET_ThreadPool_ForceMaxWorkerThreads", "1"), ("DOTNET_ThreadPool_ForceMinWorkerThreads", "1"));
            await load.RunAsync(rounds: 10);
            foreach (SimulatedConnection connection in server.Simulator.Connections.Where(connection => connection.IsOpen))
            {
                connection.Cut();
            }

            await load.RunAsync(rounds: 10);
            while (Read(file).Length < load.Sent)
            {
                await Task.Delay(50, Cancellation);
            }

            await bot.StandardInput.WriteLineAsync("stop");
            await bot.WaitForExitAsync(Cancellation);
            Assert.Equal(0, bot.ExitCode);
            Assert.Equal(load.Sent, Read(file).Select(line => line.Message).Distinct().Count());
            Assert.Equal(16, Count(server, GatewayOpcode.Identify));
            Assert.Empty(server.Simulator.Violations);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Four_shards_become_six_under_load_and_no_event_of_any_guild_is_missed_or_doubled()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = 4, MaxConcurrency = 16 }, Cancellation);
        var handled = new ConcurrentQueue<string>();
        await using var manager = new ShardManager(server.CreateManagerOptions(GatewayIntents.All) with { ReshardOverlap = TimeSpan.FromSeconds(1) });
        Task running = manager.RunAsync(
            (_, gatewayEvent, _) =>
            {
                if (gatewayEvent is MessageCreateEvent { Message.Content: var content })
                {
                    handled.Enqueue(content);
                }

                return Task.CompletedTask;
            },
            Cancellation);
        await manager.WaitForConnectedAsync(Cancellation);

        using var load = new Load(server.Simulator);
        Task resharding = manager.ReshardAsync(6, cancellationToken: Cancellation);
        while (!resharding.IsCompleted)
        {
            await load.RunAsync(rounds: 1);
        }

        await resharding;
        await load.RunAsync(rounds: 5);
        while (handled.Count < load.Sent)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(6, manager.Shards.Count);
        Assert.Equal(Guilds.Length, handled.GroupBy(message => message.Split(':')[0]).Count());
        Assert.All(handled.GroupBy(message => message.Split(':')[0]), guild =>
            Assert.Equal(Enumerable.Range(0, load.Rounds), guild.Select(message => int.Parse(message.Split(':')[1], CultureInfo.InvariantCulture))));
        await manager.ShutdownAsync();
        await running;
        Assert.Empty(server.Simulator.Violations);
    }

    private static int Count(GatewaySimulatorServer server, GatewayOpcode opcode) =>
        server.Simulator.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == opcode));

    private static (int Shard, long Sequence, string Message)[] Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n')
            .Select(line => line.Split(' '))
            .Where(parts => parts.Length == 3)
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]))];
    }

    /// <summary>A message to every guild a round, numbered: "guild:round".</summary>
    private sealed class Load(GatewaySimulator simulator) : IDisposable
    {
        private readonly PeriodicTimer _pace = new(TimeSpan.FromMilliseconds(100));

        internal int Rounds { get; private set; }

        internal int Sent => Rounds * Guilds.Length;

        public void Dispose() => _pace.Dispose();

        internal async Task RunAsync(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                await _pace.WaitForNextTickAsync(Cancellation);
                for (int guild = 0; guild < Guilds.Length; guild++)
                {
                    await simulator.DispatchMessageAsync(Guilds[guild], $"{guild}:{Rounds}");
                }

                Rounds++;
            }
        }
    }
}
