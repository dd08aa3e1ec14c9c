using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>
/// Drives our shards and the other clients through the same scenarios over loopback, and prints what came of it.
/// </summary>
internal static class ScoreboardProgram
{
    internal static async Task<int> RunAsync(string[] args)
    {
        ScoreboardArguments? arguments = ScoreboardArguments.TryParse(args);
        if (arguments is null)
        {
            await Console.Error.WriteLineAsync(ScoreboardArguments.Usage);
            return 2;
        }

        using var installation = new ClientInstallation();
        if (await installation.TryGetNodeAsync() is not { } node)
        {
            await Console.Error.WriteLineAsync(installation.Missing);
            return 1;
        }

        var table = new ScoreTable(arguments);
        using var places = new SemaphoreSlim(arguments.Parallel);
        foreach (Scenario scenario in arguments.Scenarios)
        {
            await Task.WhenAll(arguments.Clients.Select(async client =>
            {
                await places.WaitAsync();
                try
                {
                    table.Add(scenario, client, await RunAsync(scenario, client, node, arguments));
                }
                finally
                {
                    places.Release();
                }
            }));
            Console.WriteLine(table.Format(scenario));
        }

        if (arguments.Output is { } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await File.WriteAllTextAsync(path, table.FormatAll(await ClientInstallation.GetVersionAsync(node)));
        }

        return table.IsOursClean ? 0 : 1;
    }

    private static async Task<Score> RunAsync(Scenario scenario, Participant participant, string node, ScoreboardArguments arguments)
    {
        GatewaySimulatorOptions options = scenario.Configure(InteropGateway.CreateOptions(InteropScoreboardOptions.HeartbeatInterval));
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(options);
        await using ForeignClient client = participant.Start(node, arguments.Compression, server, scenario.Shards);
        var arena = new Arena(server.Simulator, client, new Random(arguments.Seed));
        if (scenario.StartsAtOnce || await arena.ComeUpAsync(scenario.Shards, TimeSpan.FromSeconds(30)))
        {
            await scenario.RunAsync(arena);
        }
        else
        {
            arena.Note("did not come up");
        }

        Score score = await arena.FinishAsync();
        if (arguments.IsVerbose)
        {
            await Console.Error.WriteLineAsync($"{scenario.Name}, {participant.Name}: {client.Describe()}");
        }

        return score;
    }
}
