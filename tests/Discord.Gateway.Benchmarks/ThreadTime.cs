using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Discord.Gateway.Benchmarks;

/// <summary>The CPU time of the calling thread, which does not count the time that other processes take from it. Where the system does not tell, the time of the clock.</summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;

    internal static TimeSpan Now => OperatingSystem.IsLinux() && GetTime(ThreadClock, out TimeSpec time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
