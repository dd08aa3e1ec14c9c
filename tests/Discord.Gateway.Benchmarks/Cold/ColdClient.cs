using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Cold;

/// <summary>
/// A process that connects and receives one flood: prints the milliseconds of CPU time that it had taken when the first event came, and after the flood, those that it took for that.
/// </summary>
internal static class ColdClient
{
    /// <summary>How many events a flood has.</summary>
    internal const int Events = 20_000;

    internal static async Task<int> RunAsync(IFloodWay way, Uri uri)
    {
        using var process = Process.GetCurrentProcess();
        await using (way)
        {
            await way.ConnectAsync(uri, "zlib-stream");
            TimeSpan before = process.TotalProcessorTime;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before.TotalMilliseconds:F1}"));
            await way.ReceiveAsync(Events / 2);
            await way.ReceiveAsync(Events / 2);
            process.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(process.TotalProcessorTime - before).TotalMilliseconds:F1}"));
        }

        return 0;
    }
}
