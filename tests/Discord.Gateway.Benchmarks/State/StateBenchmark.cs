namespace Discord.Gateway.Benchmarks.State;

/// <summary>What the state of a bot's guilds takes, and what it costs, beside records in dictionaries.</summary>
internal static class StateBenchmark
{
    private static readonly string[] Parts = ["events", "memory", "latency"];

    /// <param name="arguments">The parts to run, all if none is named, and --check.</param>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        string[] unknown = [.. arguments.Except([.. Parts, "--check"])];
        if (unknown.Length > 0)
        {
            Console.WriteLine($"There is no part {string.Join(", ", unknown)}: {string.Join(", ", Parts)}.");
            return 1;
        }

        bool Runs(string part) => !arguments.Intersect(Parts).Any() || arguments.Contains(part);
        var bars = new StateBars();
        if (Runs("events"))
        {
            StateMicro.Run(bars);
        }

        if (Runs("memory"))
        {
            await StateMemoryBenchmark.RunAsync(bars);
        }

        if (Runs("latency"))
        {
            await StateLatency.RunAsync();
        }

        if (arguments.Contains("--check") && bars.Failures > 0)
        {
            Console.WriteLine($"FAILED: {bars.Failures} bars are missed.");
            return 1;
        }

        return 0;
    }
}
