using System.Diagnostics;

namespace Discord.Gateway.Benchmarks;

/// <summary>Runs several ways of doing something in turn, many times, so that what disturbs the machine disturbs all; tells the median of each, in CPU time of the thread.</summary>
internal static class Alternating
{
    private static readonly TimeSpan WarmupTime = TimeSpan.FromSeconds(2);

    internal readonly record struct Result(string Name, double Microseconds, double Bytes);

    internal static Result[] Measure(int rounds, int itemsPerRound, params (string Name, Action<int> Action)[] ways)
    {
        var times = new double[ways.Length][];
        var bytes = new double[ways.Length];
        for (int way = 0; way < ways.Length; way++)
        {
            times[way] = new double[rounds];
        }

        // The first rounds warm up, until code is compiled in its last form. That happens in the background, and after some time.
        long begun = Stopwatch.GetTimestamp();
        int warmup = -Math.Max(5, rounds / 3);
        for (int round = warmup; round < rounds; round++)
        {
            if (round == 0 && Stopwatch.GetElapsedTime(begun) < WarmupTime)
            {
                round = warmup;
            }

            for (int way = 0; way < ways.Length; way++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                TimeSpan start = ThreadTime.Now;
                for (int i = 0; i < itemsPerRound; i++)
                {
                    ways[way].Action(i);
                }

                if (round >= 0)
                {
                    times[way][round] = (ThreadTime.Now - start).TotalMicroseconds / itemsPerRound;
                    bytes[way] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)itemsPerRound;
                }
            }
        }

        return [.. ways.Select((way, index) => new Result(way.Name, Median(times[index]), bytes[index]))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
