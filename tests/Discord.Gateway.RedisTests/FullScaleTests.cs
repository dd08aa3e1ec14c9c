using System.Globalization;
using Discord.Gateway.Testing;
using TwoProcesses;

namespace Discord.Gateway.RedisTests;

/// <summary>
/// Two real processes with 32 shards each, at Discord's own intervals: minutes each, and so run by a command alone:
/// <c>dotnet run --project tests/Discord.Gateway.RedisTests -- -explicit only -showliveoutput</c>.
/// </summary>
public sealed class FullScaleTests(ITestOutputHelper output)
{
    private const int Shards = 64;
    private const int MaxConcurrency = 16;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Two_hundred_forced_identifies_are_five_seconds_apart_for_each_key_and_burn_no_start()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.WaitForIdentifiesAsync(Shards, TimeSpan.FromSeconds(60));

        for (int forced = 0; forced < 200;)
        {
            forced += await scene.ForceIdentifiesAsync(Math.Min(Shards, 200 - forced));
            await scene.WaitForIdentifiesAsync(Shards + forced, TimeSpan.FromSeconds(90));
        }

        scene.AssertSpaced(output, identifies: Shards + 200);
        Assert.Equal(1000 - Shards - 200, scene.Server.Simulator.SessionStartsRemaining);
    }

    [Fact(Explicit = true)]
    public async Task A_process_that_is_killed_while_its_shards_identify_breaks_no_interval()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.WaitForIdentifiesAsync(Shards, TimeSpan.FromSeconds(60));
        for (int kill = 0; kill < 4; kill++)
        {
            int before = scene.Identifies.Length;
            await scene.ForceIdentifiesAsync(Shards);

            // In the middle of a turn, as likely as not.
            await scene.WaitForIdentifiesAsync(before + 5 + (7 * kill), TimeSpan.FromSeconds(60));
            await scene.KillAsync(kill % 2);
            scene.Start(kill % 2);
            await scene.WaitForAllConnectedAsync(TimeSpan.FromSeconds(120));
        }

        scene.AssertSpaced(output);
    }

    [Fact(Explicit = true)]
    public async Task A_redis_that_is_gone_for_thirty_seconds_and_comes_back_empty_breaks_no_interval()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.WaitForIdentifiesAsync(Shards, TimeSpan.FromSeconds(60));
        for (int round = 0; round < 2; round++)
        {
            int before = scene.Identifies.Length;
            await scene.ForceIdentifiesAsync(Shards);
            await scene.WaitForIdentifiesAsync(before + 20, TimeSpan.FromSeconds(60));
            await scene.Redis.Server.KillAsync();
            await Task.Delay(TimeSpan.FromSeconds(round == 0 ? 30 : 0.1), Cancelled);
            await scene.Redis.Server.StartAgainAsync();
            await scene.WaitForAllConnectedAsync(TimeSpan.FromSeconds(120));
        }

        scene.AssertSpaced(output, identifies: 3 * Shards);
    }

    /// <summary>The gateway, Redis, and the two processes.</summary>
    private sealed class Scene(RedisFixture redis, GatewaySimulatorServer server) : IAsyncDisposable
    {
        private readonly BotProcess?[] _processes = new BotProcess?[2];

        internal RedisFixture Redis => redis;

        internal GatewaySimulatorServer Server => server;

        /// <summary>Shard and time of each identify, as the gateway received them.</summary>
        internal (int Shard, DateTimeOffset At)[] Identifies =>
        [
            .. server.Simulator.Connections.SelectMany(connection => connection.Received).Where(payload => payload.Opcode == GatewayOpcode.Identify)
                .Select(payload => (payload.Data.GetProperty("shard")[0].GetInt32(), payload.At)),
        ];

        internal static async Task<Scene> StartAsync()
        {
            RedisFixture redis = await RedisFixture.StartAsync();
            GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { MaxConcurrency = MaxConcurrency, RecommendedShards = Shards }, Cancelled);
            var scene = new Scene(redis, server);
            scene.Start(0);
            scene.Start(1);
            return scene;
        }

        internal void Start(int number) => _processes[number] = BotProcess.Start(
            Bot.GetEnvironment(new Uri(server.HttpUri, "api/v10/"), server.Simulator.Options.Token, redis.Server.Address, Shards, Shards / 2, number),
            line => redis.Log.All.Enqueue($"bot-{number}: {line}"));

        internal Task KillAsync(int number) => _processes[number]!.KillAsync();

        /// <summary>Ends sessions of shards that are connected, so that these identify anew. Returns how many.</summary>
        internal async Task<int> ForceIdentifiesAsync(int count)
        {
            await WaitForAllConnectedAsync(TimeSpan.FromSeconds(30));
            SimulatedConnection[] chosen = [.. Living.OrderBy(_ => Random.Shared.Next()).Take(count)];
            Array.ForEach(chosen, connection => connection.InvalidateSession(resumable: false));
            return chosen.Length;
        }

        internal Task WaitForIdentifiesAsync(int count, TimeSpan within) => RedisFixture.UntilAsync(() => Identifies.Length >= count, (int)within.TotalSeconds);

        internal Task WaitForAllConnectedAsync(TimeSpan within) =>
            RedisFixture.UntilAsync(() => Living.Select(connection => connection.ShardId!.Value.Index).Distinct().Count() == Shards, (int)within.TotalSeconds);

        internal void AssertSpaced(ITestOutputHelper output, int? identifies = null)
        {
            (int Shard, DateTimeOffset At)[] all = Identifies;
            TimeSpan[] spacing =
            [
                .. all.GroupBy(identify => identify.Shard % MaxConcurrency).SelectMany(key =>
                {
                    DateTimeOffset[] times = [.. key.Select(identify => identify.At).Order()];
                    return times.Zip(times.Skip(1), (first, second) => second - first);
                }).Order(),
            ];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Length} identifies in {(all.Max(identify => identify.At) - all.Min(identify => identify.At)).TotalSeconds:F0} s; spacing per key: least {spacing[0].TotalSeconds:F3} s, median {spacing[spacing.Length / 2].TotalSeconds:F3} s; {server.Simulator.Violations.Count} violations; {server.Simulator.SessionStartsRemaining} starts left"));
            Assert.True(spacing[0] >= TimeSpan.FromSeconds(5), $"{spacing[0]}");
            Assert.Empty(server.Simulator.Violations);
            Assert.Equal(identifies ?? all.Length, all.Length);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (BotProcess? process in _processes)
            {
                if (process is not null)
                {
                    await process.DisposeAsync();
                }
            }

            await server.DisposeAsync();
            await redis.DisposeAsync();
        }

        private IEnumerable<SimulatedConnection> Living => server.Simulator.Connections.Where(connection => connection is { IsOpen: true, ShardId: not null });
    }
}
