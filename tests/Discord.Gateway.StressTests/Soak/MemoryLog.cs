using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Discord.Gateway.StressTests.Soak;

/// <summary>What memory does: looked at each second, and judged from the first minute on, or the first third of what is shorter.</summary>
internal sealed class MemoryLog
{
    private const double MaxGrowth = 1.05;

    /// <summary>Of memory that is small, 5 % are less than what is on the way.</summary>
    private const double Slack = 1;

    private static readonly nint MallocTrim =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "malloc_trim", out nint address) ? address : 0;

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

            // What the collector and the C library keep for later is given back, so that only what is in use counts as resident.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            TrimNative();
            _looks.Add((GC.GetTotalMemory(forceFullCollection: false) / 1e6, Environment.WorkingSet / 1e6));
            if (_looks.Count % 60 == 0)
            {
                (double heap, double resident) = Judge(_looks.TakeLast(60));
                Console.WriteLine($"  {_looks.Count} s: {heap:F1} MB live, {resident:F0} MB resident");
            }
        }

        _warmUp = Math.Min(60, _looks.Count / 3);
        // Long enough for a quiet second, in which little is on the way.
        int window = Math.Max(_looks.Count / 6, Math.Min(60, _looks.Count / 3));
        _early = Judge(_looks.Skip(_warmUp).Take(window));
        _late = Judge(_looks.TakeLast(window));
    }

    /// <summary>glibc keeps what TLS and zlib have freed in an arena for each thread; other C libraries have no such call, and no such habit.</summary>
    private static unsafe void TrimNative()
    {
        if (MallocTrim != 0)
        {
            ((delegate* unmanaged<nuint, int>)MallocTrim)(0);
        }
    }

    /// <summary>The least that was live, since what is on the way comes and goes; the median of what was resident.</summary>
    private static (double Heap, double Resident) Judge(IEnumerable<(double Heap, double Resident)> looks)
    {
        double[] residents = [.. looks.Select(look => look.Resident).Order()];
        return (looks.Min(look => look.Heap), residents[residents.Length / 2]);
    }
}
