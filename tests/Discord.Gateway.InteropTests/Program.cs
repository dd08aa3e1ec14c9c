using Discord.Gateway.InteropTests.Scoreboard;
using Xunit.Runner.InProc.SystemConsole;

namespace Discord.Gateway.InteropTests;

/// <summary>Runs the tests, or with <c>scoreboard</c> as the first argument the scoreboard.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) =>
        args is ["scoreboard", .. string[] rest] ? await ScoreboardProgram.RunAsync(rest) : await ConsoleRunner.Run(args);
}
