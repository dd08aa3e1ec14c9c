using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Cold;

/// <summary>
/// A process that connects and receives one flood: prints how many milliseconds after its start the first event came, and how much CPU time it had taken until then; and after the
/// flood, how much it took for that.
/// </summary>
internal static class ColdClient
{
    internal static async Task<int> RunAsync(IFloodWay way, Uri uri, int events)
    {
        using var process = Process.GetCurrentProcess();
        await using (way)
        {
            await way.ConnectAsync(uri, "zlib-stream");
            TimeSpan first = DateTime.UtcNow - process.StartTime.ToUniversalTime();
            TimeSpan before = process.TotalProcessorTime;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first.TotalMilliseconds:F1} {before.TotalMilliseconds:F1}"));
            await way.ReceiveAsync(events / 2);
            await way.ReceiveAsync(events - (events / 2));
            process.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(process.TotalProcessorTime - before).TotalMilliseconds:F1}"));
        }

        return 0;
    }
}
