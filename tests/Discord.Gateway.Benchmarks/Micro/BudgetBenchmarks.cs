using BenchmarkDotNet.Attributes;
using Discord.Gateway.Commands;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>What it costs to keep to 120 payloads in 60 s.</summary>
public class BudgetBenchmarks
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(600);

    private readonly CommandBudget _budget = new();
    private TimeSpan _now;

    /// <summary>A slot is taken about as often as the limit allows.</summary>
    [Benchmark]
    public bool TryTake()
    {
        _now += Step;
        return _budget.TryTake(SendLane.Command, _now);
    }

    /// <summary>When the next may go.</summary>
    [Benchmark]
    public TimeSpan NextFree() => _budget.NextFree(SendLane.Command, _now);
}
