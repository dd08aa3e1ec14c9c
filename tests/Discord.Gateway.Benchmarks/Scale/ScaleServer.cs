using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Scale;

/// <summary>
/// The process that sends to many shards, so that its work is counted apart: prints its port; for each line "rate count" on standard input, sends so many events to all
/// connections in turn at so many a second, and prints the CPU seconds that it took. Ends with standard input.
/// </summary>
internal sealed class ScaleServer(ScaleServer.Traffic traffic)
{
    /// <summary>At this rate or above, it sends as fast as it can.</summary>
    internal const int Unpaced = 10_000_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly List<Client> _clients = [];

    /// <summary>What one connection gets, frame after frame; each connection takes it from its beginning on.</summary>
    internal sealed record Traffic(byte[] Hello, byte[] Ready, byte[] Frames, int[] Starts);

    internal static async Task<int> RunAsync(int events)
    {
        var server = new ScaleServer(MakeTraffic(events));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 2_000);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = server.AcceptAsync(listener);
        using var process = Process.GetCurrentProcess();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            int[] order = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
            process.Refresh();
            TimeSpan cpu = process.TotalProcessorTime;
            await server.SendAsync(rate: order[0], count: order[1]);
            process.Refresh();
            Console.WriteLine((process.TotalProcessorTime - cpu).TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static Traffic MakeTraffic(int events)
    {
        using var frames = new FrameWriter("zlib-stream");
        byte[] hello = frames.Write(FloodTraffic.HelloPayload);
        byte[] ready = frames.Write(FloodTraffic.ReadyPayload);
        using var all = new MemoryStream();
        int[] starts = new int[events + 1];
        (string Name, byte[] Data)[] mix = new PayloadMix(seed: 9).Make(2_000);
        for (int i = 0; i < events; i++)
        {
            all.Write(frames.Write(FloodTraffic.MakePayload(mix[i % mix.Length].Name, i + 2, mix[i % mix.Length].Data)));
            starts[i + 1] = (int)all.Length;
        }

        return new Traffic(hello, ready, all.ToArray(), starts);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket = await listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = GreetAsync(socket);
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await FloodServer.UpgradeAsync(stream);
        await stream.WriteAsync(traffic.Hello);
        byte[] heard = new byte[4096];
        _ = await stream.ReadAsync(heard);
        await stream.WriteAsync(traffic.Ready);
        var client = new Client(stream);
        lock (_clients)
        {
            _clients.Add(client);
        }

        await FloodServer.ReadToEndAsync(stream, heard);
        lock (_clients)
        {
            _clients.Remove(client);
        }
    }

    private async Task SendAsync(int rate, int count)
    {
        Client[] clients;
        lock (_clients)
        {
            clients = [.. _clients];
        }

        long started = Stopwatch.GetTimestamp();
        int sent = 0;
        int turn = 0;
        while (sent < count)
        {
            int due = rate >= Unpaced ? count : (int)Math.Min(count, Stopwatch.GetElapsedTime(started).TotalSeconds * rate);
            while (sent < due)
            {
                // One after the other gets its part of what is due; unpaced, up to 64 at once.
                Client client = clients[turn++ % clients.Length];
                int part = Math.Min(due - sent, rate >= Unpaced ? 64 : ((due - sent) / clients.Length) + 1);
                int start = traffic.Starts[client.Sent];
                client.Sent += part;
                sent += part;
                await client.Stream.WriteAsync(traffic.Frames.AsMemory(start, traffic.Starts[client.Sent] - start));
            }

            if (sent < count)
            {
                await Task.Delay(Tick);
            }
        }
    }

    private sealed class Client(NetworkStream stream)
    {
        internal NetworkStream Stream => stream;

        internal int Sent { get; set; }
    }
}
