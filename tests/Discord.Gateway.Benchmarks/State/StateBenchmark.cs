namespace Discord.Gateway.Benchmarks.State;

/// <summary>What the state of a bot's guilds takes, and what it costs, beside records in dictionaries.</summary>
internal static class StateBenchmark
{
    internal static async Task<int> RunAsync(bool check)
    {
        var bars = new StateBars();
        StateMicro.Run(bars);
        await StateMemoryBenchmark.RunAsync(bars);
        if (check && bars.Failures > 0)
        {
            Console.WriteLine($"FAILED: {bars.Failures} bars are missed.");
            return 1;
        }

        return 0;
    }
}
