using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>
/// The process that floods, so that its work is not counted: prints its port; to each client says Hello, then READY after its first word, and the flood when a line comes
/// on standard input. Ends with standard input.
/// </summary>
internal static class FloodServer
{
    /// <summary>The path of a flood whose guilds are known.</summary>
    internal const string GuildsPath = "guilds/";

    private const int ChunkSize = 64 * 1024;
    private const byte CloseFrame = 0x88;

    internal static Task<int> RunAsync(int events, int guilds)
    {
        Dictionary<string, FloodTraffic> traffic = FloodTraffic.Compressions.ToDictionary(compression => compression, compression => FloodTraffic.Make(compression, events, guilds));
        Dictionary<string, Lazy<FloodTraffic>> ofGuilds = FloodTraffic.Compressions.ToDictionary(
            compression => compression, compression => new Lazy<FloodTraffic>(() => FloodTraffic.MakeOfGuilds(compression, events)));
        return ServeAsync(
            [traffic["none"].InflatedBytes / traffic["none"].Events],
            (client, go) => FloodAsync(client, (path, compression) => path.Contains(GuildsPath, StringComparison.Ordinal) ? ofGuilds[compression].Value : traffic[compression], go));
    }

    /// <summary>One client after the other, each with the next line on standard input. Prints the port, and then the facts that the other process needs.</summary>
    internal static async Task<int> ServeAsync(long[] facts, Func<TcpClient, Task<string?>, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        Array.ForEach(facts, Console.WriteLine);
        while (true)
        {
            Task<TcpClient> accept = listener.AcceptTcpClientAsync();
            Task<string?> line = Task.Run(Console.In.ReadLineAsync);
            if (await Task.WhenAny(accept, line) == line)
            {
                return 0;
            }

            using TcpClient client = await accept;
            client.NoDelay = true;
            await serve(client, line);
        }
    }

    private static async Task FloodAsync(TcpClient client, Func<string, string, FloodTraffic> choose, Task go)
    {
        NetworkStream stream = client.GetStream();
        string request = await UpgradeAsync(stream);
        string compression = FloodTraffic.Compressions.FirstOrDefault(name => request.Contains($"compress={name}", StringComparison.Ordinal)) ?? "none";
        FloodTraffic own = choose(request.Split("\r\n")[0], compression);
        await stream.WriteAsync(own.Hello);
        byte[] heard = new byte[4096];
        _ = await stream.ReadAsync(heard);
        await stream.WriteAsync(own.Ready);
        await go;
        for (int at = 0; at < own.Flood.Length; at += ChunkSize)
        {
            await stream.WriteAsync(own.Flood.AsMemory(at, Math.Min(ChunkSize, own.Flood.Length - at)));
        }

        await ReadToEndAsync(stream, heard);
    }

    /// <summary>Until the client closes, or goes; what else it says is its own affair.</summary>
    internal static async Task ReadToEndAsync(NetworkStream stream, byte[] heard)
    {
        try
        {
            while (await stream.ReadAsync(heard) > 0 && heard[0] != CloseFrame)
            {
            }
        }
        catch (IOException)
        {
            // It broke the connection.
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request.Append(Encoding.ASCII.GetString(bytes, 0, await stream.ReadAsync(bytes)));
        }

        return request.ToString();
    }

    internal static async Task<string> UpgradeAsync(NetworkStream stream)
    {
        string request = await ReadRequestAsync(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(request)}\r\n\r\n"));
        return request;
    }

    /// <summary>The answer that RFC 6455 asks for.</summary>
    private static string Accept(string request)
    {
        string key = request.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();
#pragma warning disable CA5350 // No secret: the protocol says SHA-1.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
