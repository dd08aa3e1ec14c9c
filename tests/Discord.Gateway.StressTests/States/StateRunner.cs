using System.Diagnostics;
using Discord.Gateway.Tests.State;

namespace Discord.Gateway.StressTests.States;

/// <summary>
/// Tells a state and records in dictionaries millions of random events, and compares both after every thousand. Beside it, threads read the state; now and then it is read from its snapshot.
/// </summary>
internal static class StateRunner
{
    private const int CompareEvery = 1_000;
    private const int RestartEvery = 10_000;
    private const int Readers = 2;

    internal static async Task<int> RunAsync(int events)
    {
        int seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        var model = new StateModel(seed);
        using var readers = new StateReaders(() => model.State);
        readers.Start(Readers);
        long start = Stopwatch.GetTimestamp();
        string? problem = null;
        int told = 0;
        int restarts = 0;
        while (told < events && problem is null && readers.Problems.Count == 0)
        {
            model.Next();
            told++;
            if (told % RestartEvery == 0)
            {
                problem = await model.RestartAsync();
                restarts++;
            }
            else if (told % CompareEvery == 0)
            {
                problem = model.Compare();
            }
        }

        readers.Dispose();
        string[] problems = [.. problem is null ? [] : new[] { problem }, .. readers.Problems];
        Console.WriteLine(
            $"{told:N0} events in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s, {told / CompareEvery:N0} comparisons, {restarts:N0} of them after a restart from a snapshot, "
            + $"{readers.Reads:N0} reads on {Readers} threads: {problems.Length} problems");
        Array.ForEach(problems, Console.WriteLine);
        return problems.Length == 0 ? 0 : 1;
    }
}
