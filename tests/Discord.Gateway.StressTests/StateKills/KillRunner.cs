namespace Discord.Gateway.StressTests.StateKills;

/// <summary>Many kills of a bot with a state, from the command line.</summary>
internal static class KillRunner
{
    internal static async Task<int> RunAsync(int kills)
    {
        int seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        await using KillRun run = await KillRun.CreateAsync(seed);
        await run.RunAsync(kills, Console.WriteLine);
        Console.WriteLine(run);
        run.Problems.ForEach(Console.WriteLine);
        return run.Problems.Count == 0 ? 0 : 1;
    }
}
