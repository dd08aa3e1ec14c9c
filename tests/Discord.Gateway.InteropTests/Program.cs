using Discord.Gateway.InteropTests.Scoreboard;
using Xunit.Runner.InProc.SystemConsole;

namespace Discord.Gateway.InteropTests;

/// <summary>Runs the tests, or with <c>scoreboard</c> as the first argument the scoreboard, which starts this program as a <c>client</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        ["scoreboard", .. string[] rest] => ScoreboardProgram.RunAsync(rest),
        ["client"] => OwnClient.RunAsync(),
        _ => ConsoleRunner.Run(args),
    };
}
