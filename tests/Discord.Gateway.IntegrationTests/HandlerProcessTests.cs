using System.Diagnostics;
using Discord.Gateway.StressTests.StateKills;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>Handlers side by side, in processes that are killed, stopped and resharded at any moment.</summary>
public sealed class HandlerProcessTests
{
    private const int Channels = 96;
    private const int MostShards = 5;

    private static readonly string[] Orders = ["PerChannel", "PerGuild", "PerShard"];

    private static readonly SimulatedGuild[] Guilds = [.. Enumerable.Range(0, 32).Select(number => new SimulatedGuild(((ulong)number << 22) + 1, $"Guild {number}"))];

    private readonly Random _random = new(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Of the messages of a channel none is lost, none overtakes another, and only after a kill those are told again that were handled after the last save.</summary>
    [Fact]
    public async Task Channels_keep_their_order_and_lose_nothing_over_kill_dash_nine_stops_and_reshardings()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = 2, MaxConcurrency = 16 }, Cancellation);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("handlers-bot-");
        var ledger = new MessageLedger(Channels, directory.FullName, MostShards);
        int kills = 0;
        try
        {
            for (int life = 0; life < 24; life++)
            {
                string file = Path.Combine(directory.FullName, $"messages-{life}");
                using Process bot = await StartBotAsync(server, ledger, directory.FullName, file);
                if (_random.Next(2) == 0)
                {
                    await bot.StandardInput.WriteLineAsync($"reshard {1 + _random.Next(MostShards)}");
                }

                await SendAsync(server.Simulator, ledger, rounds: 10 + _random.Next(90));
                bool isKilled = _random.Next(3) > 0;
                if (isKilled)
                {
                    bot.Kill();
                    kills++;
                }
                else
                {
                    await bot.StandardInput.WriteLineAsync("stop");
                }

                await bot.WaitForExitAsync(Cancellation);
                await ledger.NoteAsync(file, mayRepeat: isKilled);
                await SendAsync(server.Simulator, ledger, rounds: 5);
            }

            string last = Path.Combine(directory.FullName, "messages-last");
            using (Process bot = await StartBotAsync(server, ledger, directory.FullName, last))
            {
                await ledger.WaitForAllAsync(last, TimeSpan.FromSeconds(60));
                await bot.StandardInput.WriteLineAsync("stop");
                await bot.WaitForExitAsync(Cancellation);
            }

            await ledger.NoteAsync(last, mayRepeat: false);
            ledger.NoteLost();
            TestContext.Current.TestOutputHelper!.WriteLine($"{ledger.Sent} messages, {ledger.Lives} processes, {kills} of them killed, {ledger.Repeated} repeated");
            Assert.Empty(ledger.Problems.Take(20));

            // Of the identifies of a resharding that was killed, the next process cannot know.
            Assert.DoesNotContain(server.Simulator.Violations, violation => !violation.Description.StartsWith("identified twice within", StringComparison.Ordinal));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task SendAsync(GatewaySimulator gateway, MessageLedger ledger, int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            for (int i = 0; i < 60; i++)
            {
                int channel = _random.Next(Channels);
                ulong guild = Guilds[channel / 3].Id.Value;
                await gateway.DispatchAsync(
                    "MESSAGE_CREATE",
                    $$$"""{"id":"1","channel_id":"{{{guild + (ulong)(channel % 3)}}}","guild_id":"{{{guild}}}","author":{"id":"7","username":"u"},"content":"{{{ledger.Next(channel)}}}"}""");
            }

            await Task.Delay(10, Cancellation);
        }
    }

    private async Task<Process> StartBotAsync(GatewaySimulatorServer server, MessageLedger ledger, string sessions, string file)
    {
        string total = $"{await ledger.GetTotalAsync() ?? 2}";
        return await KillableBot.StartAsync(server, sessions, file, [total, Orders[_random.Next(Orders.Length)]]);
    }
}
