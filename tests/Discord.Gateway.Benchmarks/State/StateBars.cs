namespace Discord.Gateway.Benchmarks.State;

/// <summary>Prints whether each bar is held. Times depend on the machine and on what else it does, so they fail nothing; bytes and ratios within one run do.</summary>
internal sealed class StateBars
{
    /// <summary>Bars that must hold and do not.</summary>
    internal int Failures { get; private set; }

    /// <summary>Bytes, or a ratio of two ways measured in turn.</summary>
    internal void Require(string name, double measured, double atMost, string unit)
    {
        bool holds = measured <= atMost;
        Failures += holds ? 0 : 1;
        Report(name, measured, atMost, unit, holds ? "holds" : "FAILED");
    }

    /// <summary>A time.</summary>
    internal static void Note(string name, double measured, double atMost, string unit) => Report(name, measured, atMost, unit, measured <= atMost ? "holds" : "missed");

    private static void Report(string name, double measured, double atMost, string unit, string verdict) =>
        Console.WriteLine($"  {verdict,-6} {name}: {measured:0.##} {unit}, at most {atMost:0.##}");
}
