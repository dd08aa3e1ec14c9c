using System.Diagnostics;

namespace Discord.Gateway.StressTests.Soak;

/// <summary>What memory does: looked at each second, and judged from the first minute on, or the first third of what is shorter.</summary>
internal sealed class MemoryLog
{
    private const double MaxGrowth = 1.05;

    /// <summary>Of memory that is small, 5 % are less than what is on the way.</summary>
    private const double Slack = 0.5;

    private readonly List<(double Heap, double Resident)> _looks = [];
    private (double Heap, double Resident) _early;
    private (double Heap, double Resident) _late;
    private int _warmUp;

    internal string Summary =>
        $"memory: {_early.Heap:F1} MB live and {_early.Resident:F0} MB resident after {_warmUp} s, {_late.Heap:F1} and {_late.Resident:F0} at the end";

    internal bool IsFlat => _late.Heap <= (_early.Heap * MaxGrowth) + Slack && _late.Resident <= _early.Resident * MaxGrowth;

    internal async Task WatchAsync(TimeSpan length)
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));

            // Aggressive: what the collector keeps for later is given back, and only what is in use counts as resident.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _looks.Add((GC.GetTotalMemory(forceFullCollection: false) / 1e6, Environment.WorkingSet / 1e6));
            if (_looks.Count % 60 == 0)
            {
                Console.WriteLine($"  {_looks.Count} s: {_looks[^1].Heap:F1} MB live, {_looks[^1].Resident:F0} MB resident");
            }
        }

        _warmUp = Math.Min(60, _looks.Count / 3);
        int window = Math.Min(30, _looks.Count / 6);
        _early = Judge(_looks.Skip(_warmUp).Take(window));
        _late = Judge(_looks.TakeLast(window));
    }

    /// <summary>The least that was live, since what is on the way comes and goes; the median of what was resident.</summary>
    private static (double Heap, double Resident) Judge(IEnumerable<(double Heap, double Resident)> looks)
    {
        double[] residents = [.. looks.Select(look => look.Resident).Order()];
        return (looks.Min(look => look.Heap), residents[residents.Length / 2]);
    }
}
