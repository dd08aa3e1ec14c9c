using System.Diagnostics;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>The program that is killed.</summary>
internal static class KillableBot
{
    /// <summary>Starts it, and completes when all its shards have connected.</summary>
    internal static async Task<Process> StartAsync(
        GatewaySimulatorServer server, string sessions, string file, IReadOnlyCollection<string>? more = null, params (string Name, string Value)[] environment)
    {
        // Built beside the tests, since they refer to it.
        string bot = Path.Combine(AppContext.BaseDirectory, "Discord.Gateway.KillableBot.dll");
        var start = new ProcessStartInfo("dotnet", [bot, new Uri(server.HttpUri, "api/v10/").AbsoluteUri, server.Simulator.Options.Token, sessions, file, .. more ?? []])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        Assert.Equal("connected", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return process;
    }
}
