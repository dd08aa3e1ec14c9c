using System.Diagnostics;
using System.Globalization;

namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>One round of one way: microseconds of CPU time per event, and microseconds from the server's write to the handler.</summary>
internal readonly record struct PacedMeasure(double Cpu, double P50, double P99)
{
    internal string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Cpu} {P50} {P99}");

    internal static PacedMeasure Parse(string line)
    {
        double[] numbers = [.. line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return new PacedMeasure(numbers[0], numbers[1], numbers[2]);
    }
}

/// <summary>What a client's process records in a round. CPU time counts from the first event on: connecting is not part of it.</summary>
internal sealed class PacedRecord(int events)
{
    private readonly long[] _latencies = new long[events];
    private int _count;
    private TimeSpan _cpu;

    /// <summary>Called by the handler for each event, with the timestamp that the event carries.</summary>
    internal void Add(long written)
    {
        if (_count == 0)
        {
            _cpu = Environment.CpuUsage.TotalTime;
        }

        _latencies[_count++] = Stopwatch.GetTimestamp() - written;
    }

    internal PacedMeasure ToMeasure()
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime - _cpu;
        Span<long> sorted = _latencies.AsSpan(0, _count);
        sorted.Sort();
        return new PacedMeasure(cpu.TotalMicroseconds / _count, ToMicroseconds(sorted[_count / 2]), ToMicroseconds(sorted[_count * 99 / 100]));
    }

    private static double ToMicroseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds;
}
