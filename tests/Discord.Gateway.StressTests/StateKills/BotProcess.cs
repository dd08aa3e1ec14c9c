using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.StateKills;

/// <summary>A life of the bot that is killed.</summary>
internal sealed class BotProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    internal BotProcess(GatewaySimulatorServer server, string directory, string file, int shards)
    {
        // Built beside the program that kills it, which refers to it.
        string bot = Path.Combine(AppContext.BaseDirectory, "Discord.Gateway.KillableBot.dll");
        string[] args = ["state", new Uri(server.HttpUri, "api/v10/").AbsoluteUri, server.Simulator.Options.Token, directory, file, shards.ToString(CultureInfo.InvariantCulture)];
        _process = Process.Start(new ProcessStartInfo("dotnet", [bot, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,

            // Its lives are too short for better code to pay.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        Connected = ExpectAsync("connected");
    }

    /// <summary>Completes when all its shards have connected; false if it ended before.</summary>
    internal Task<bool> Connected { get; }

    /// <summary>Kills it at once, as kill -9 does.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it end well; false if it did not.</summary>
    internal async Task<bool> StopAsync()
    {
        await TellAsync("stop");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode == 0;
    }

    internal Task ReshardAsync(int shards) => TellAsync($"reshard {shards}");

    /// <summary>What it knows of its guilds.</summary>
    internal async Task<string> PrintAsync(string file)
    {
        await TellAsync($"print {file}");
        return await ExpectAsync("printed") ? await File.ReadAllTextAsync(file) : "nothing: it ended";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    private async Task<bool> ExpectAsync(string line) => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) == line;
}
