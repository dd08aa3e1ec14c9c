using System.Diagnostics;
using Discord.Gateway.StressTests.Worlds;

namespace Discord.Gateway.StressTests.Weeks;

/// <summary>Plays many weeks.</summary>
internal static class WeekRunner
{
    internal static int Run(int count)
    {
        long started = Stopwatch.GetTimestamp();
        int moves = 0;
        for (int seed = 1; seed <= count; seed++)
        {
            try
            {
                moves += Week.Play(seed).Moves;
            }
            catch (InvariantException error)
            {
                Console.WriteLine(error.Message);
                return 1;
            }
        }

        Console.WriteLine($"{count:N0} weeks in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {moves:N0} moves: each shard ran once, evenly, and none was started where another silo might still run it");
        return 0;
    }
}
