using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>
/// The process that sends events at a steady pace. Each line on standard input names a pace and a count, "1000 2000" for 2,000 events at 1,000 events/s; the connected
/// client then receives that many, the last of which is a USER_UPDATE.
/// </summary>
internal static class PacedServer
{
    /// <summary>A shorter wait is spun: sleeps are at least 1 ms long and end 0.1 ms late, so they cannot keep a pace of 1,000 events/s alone.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(0.5);

    internal static Task<int> RunAsync() => FloodServer.ServeAsync([], SendAsync);

    private static async Task SendAsync(TcpClient client, Task<string?> go)
    {
        NetworkStream stream = client.GetStream();
        using var frames = new FrameWriter(FloodTraffic.Compressions.First((await FloodServer.UpgradeAsync(stream)).Contains));
        await stream.WriteAsync(frames.Write(FloodTraffic.HelloPayload));
        byte[] heard = new byte[4096];
        _ = await stream.ReadAsync(heard);
        await stream.WriteAsync(frames.Write(FloodTraffic.ReadyPayload));
        if (await go is not { } line)
        {
            return;
        }

        int[] order = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        Send(stream, frames, eventsPerSecond: order[0], events: order[1]);
        await FloodServer.ReadToEndAsync(stream, heard);
    }

    /// <summary>Synchronous, so that no thread pool delays a write. Each event has its own write.</summary>
    private static void Send(NetworkStream stream, FrameWriter frames, int eventsPerSecond, int events)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < events; i++)
        {
            // Computed from the start, so that a late event does not delay those after it.
            WaitUntil(start + (Stopwatch.Frequency * i / eventsPerSecond));
            (string name, byte[] data) = i == events - 1 ? ("USER_UPDATE", FloodTraffic.LastData) : ("TYPING_START", PacedStamp.Make());
            stream.Write(frames.Write(FloodTraffic.MakePayload(name, i + 2, data)));
        }
    }

    private static void WaitUntil(long due)
    {
        while (true)
        {
            TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            if (left < ShortestSleep)
            {
                Thread.SpinWait(10);
            }
            else
            {
                Thread.Sleep(Math.Max(1, (int)left.TotalMilliseconds));
            }
        }
    }
}
