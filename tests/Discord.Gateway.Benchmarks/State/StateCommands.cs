using System.Globalization;
using Discord.Gateway.Benchmarks.Paced;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>The commands of the benchmark of the state, which native code has as well, and those of its other processes.</summary>
internal static class StateCommands
{
    /// <summary>Runs a command and returns its exit code; null if it is none of these.</summary>
    internal static async Task<int?> TryRunAsync(string[] args)
    {
        switch (args)
        {
            case ["state", .. var parts]:
                return await StateBenchmark.RunAsync(parts);
            case ["state-memory", var way, var guilds, var members, var presences]:
                return await StateMemory.RunAsync(
                    way, int.Parse(guilds, CultureInfo.InvariantCulture), int.Parse(members, CultureInfo.InvariantCulture), Enum.Parse<WorldPresences>(presences));
            case ["paced-server"]:
                return await PacedServer.RunAsync();
            default:
                return null;
        }
    }
}
