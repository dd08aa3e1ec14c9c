using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Discord.Gateway.Testing;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Benchmarks;

/// <summary>How long a shard is away when its wire is cut, with the resume host alive and dead; and that nothing is lost, doubled or out of order meanwhile.</summary>
internal static class RecoverBenchmark
{
    private const int Messages = 10_000;
    private const int Cuts = 20;

    internal static async Task<int> RunAsync()
    {
        bool isWell = await CutAsync("resume host alive", isResumeHostDead: false);
        isWell &= await CutAsync("resume host dead", isResumeHostDead: true);
        Console.WriteLine(isWell ? "All is well." : "FAILED");
        return isWell ? 0 : 1;
    }

    private static async Task<bool> CutAsync(string name, bool isResumeHostDead)
    {
        var home = new SimulatedGuild(4_194_304, "Home");
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { Guilds = [home] });
        int deadPort = FindDeadPort();
        await using var shard = new Shard(server.CreateShardOptions(GatewayIntents.All) with
        {
            SocketFactory = () => new MovedSocket(server.Simulator.ResumeUri, isResumeHostDead ? deadPort : null),
        });
        List<double> away = Watch(shard);
        await shard.ConnectAsync();
        Task<Tally> receiving = ReceiveAsync(shard);
        for (int number = 0; number < Messages; number++)
        {
            await server.Simulator.DispatchMessageAsync(home, number.ToString(CultureInfo.InvariantCulture));
            if (number % (Messages / Cuts) == Messages / Cuts / 2)
            {
                server.Simulator.Connections[^1].Cut();
                while (shard.Stage == ConnectionStage.Connected)
                {
                    await Task.Delay(1);
                }

                while (shard.Stage != ConnectionStage.Connected)
                {
                    await Task.Delay(1);
                }
            }
        }

        Tally tally = await receiving;
        int violations = server.Simulator.Violations.Count;
        int identifies = server.Simulator.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));
        double[] sorted = [.. away.Order()];
        Console.WriteLine(
            $"{name}: {Messages:N0} messages, {sorted.Length} cuts; away {sorted[sorted.Length / 2]:F0} ms (median), {sorted[^1]:F0} at most; {tally.Lost} lost, {tally.Doubled} doubled, {tally.OutOfOrder} out of order; {violations} violations, {identifies} identifies");
        return sorted.Length == Cuts && tally is { Lost: 0, Doubled: 0, OutOfOrder: 0 } && violations == 0 && identifies == 1;
    }

    /// <summary>The times from the end of a connection to RESUMED, in milliseconds.</summary>
    private static List<double> Watch(Shard shard)
    {
        var away = new List<double>();
        long? since = null;
        shard.StageChanged += (_, change) =>
        {
            if (change.Old == ConnectionStage.Connected)
            {
                since = Stopwatch.GetTimestamp();
            }
            else if (change.New == ConnectionStage.Connected && since is { } lost)
            {
                away.Add(Stopwatch.GetElapsedTime(lost).TotalMilliseconds);
            }
        };
        return away;
    }

    private static async Task<Tally> ReceiveAsync(Shard shard)
    {
        var tally = new Tally();
        int[] counts = new int[Messages];
        int last = -1;
        while (last < Messages - 1 && await shard.ReceiveAsync() is { } gatewayEvent)
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: { } content })
            {
                int number = int.Parse(content, CultureInfo.InvariantCulture);
                tally.OutOfOrder += number < last ? 1 : 0;
                tally.Doubled += counts[number]++ > 0 ? 1 : 0;
                last = number;
            }
        }

        tally.Lost = counts.Count(count => count == 0);
        return tally;
    }

    private static int FindDeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private struct Tally
    {
        internal int Lost;
        internal int Doubled;
        internal int OutOfOrder;
    }

    /// <summary>The real socket, but that the resume host is to be found on another port, if there is one.</summary>
    private sealed class MovedSocket(Uri resumeUri, int? port) : IGatewaySocket
    {
        private readonly ClientWebSocketGatewaySocket _socket = new(configure: null);

        public bool NeverBlocks => true;

        public bool ReceivesOnThreadPool => true;

        public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) =>
            _socket.ConnectAsync(port is { } moved && uri.Port == resumeUri.Port ? new UriBuilder(uri) { Port = moved }.Uri : uri, cancellationToken);

        public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _socket.ReceiveAsync(buffer, cancellationToken);

        public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => _socket.SendAsync(payload, cancellationToken);

        public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => _socket.CloseAsync(closeCode, cancellationToken);

        public void Abort() => _socket.Abort();

        public void Dispose() => _socket.Dispose();
    }
}
