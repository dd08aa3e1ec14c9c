using System.Net;
using System.Net.Sockets;
using System.Text;
using Discord.Gateway.StressTests.Wires;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>Whatever the wire does, over TLS as with Discord: the shard comes back to its session, and events come once and in order.</summary>
public sealed class HostileWireTests
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(WireFault.Close), true)]
    [InlineData(nameof(WireFault.Reset), true)]
    [InlineData(nameof(WireFault.HalfClose), true)]
    [InlineData(nameof(WireFault.Dead), true)]
    [InlineData(nameof(WireFault.Corrupt), true)]
    [InlineData(nameof(WireFault.Stall), false)]
    [InlineData(nameof(WireFault.Throttle), false)]
    [InlineData(nameof(WireFault.Split), false)]
    [InlineData(nameof(WireFault.Merge), false)]
    public async Task No_event_is_lost_or_doubled_by(string fault, bool mustReconnect)
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var front = new TlsFront(server.Simulator.GatewayUri.Port);
        await using var proxy = new HostileProxy(front.Port);
        await using var shard = new Shard(OptionsOf(server, proxy.Port, front.Thumbprint));
        await shard.ConnectAsync(Cancellation);

        for (int i = 0; i < 30; i++)
        {
            if (i == 10)
            {
                proxy.Newest.Do(Enum.Parse<WireFault>(fault), TimeSpan.FromMilliseconds(300));
            }

            await server.Simulator.DispatchMessageAsync(Home, $"{i}");
        }

        for (int i = 0; i < 30; i++)
        {
            Assert.Equal($"{i}", (await RealSocketTests.NextMessageAsync(shard)).Message.Content);
        }

        Assert.Equal(mustReconnect, server.Simulator.Connections.Count > 1);
        Assert.Equal(999, server.Simulator.SessionStartsRemaining);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_no_connection_and_the_reason_says_so()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var front = new TlsFront(server.Simulator.GatewayUri.Port);
        await using var shard = new Shard(OptionsOf(server, front.Port, front.Thumbprint) with { ConfigureSocket = null });
        Task<string> disconnect = NextDisconnectAsync(shard);
        Task connecting = shard.ConnectAsync(Cancellation);

        Assert.Contains("certificate", await disconnect, StringComparison.Ordinal);
        Assert.Empty(server.Simulator.Connections);
        await shard.DisposeAsync();
        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_reason_says_so()
    {
        await using GatewaySimulatorServer target = await StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var shard = new Shard(target.CreateShardOptions() with { GatewayUri = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") });
        Task connecting = shard.ConnectAsync(Cancellation);
        Task<string> disconnect = NextDisconnectAsync(shard);
        using (TcpClient client = await listener.AcceptTcpClientAsync(Cancellation))
        {
            byte[] request = new byte[4096];
            _ = await client.GetStream().ReadAsync(request, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target.Simulator.GatewayUri}\r\nContent-Length: 0\r\n\r\n"), Cancellation);
            Assert.Contains("302", await disconnect, StringComparison.Ordinal);
        }

        Assert.Empty(target.Simulator.Connections);
        await shard.DisposeAsync();
        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
    }

    /// <summary>Why the shard is without a connection, the next time it is.</summary>
    private static Task<string> NextDisconnectAsync(Shard shard)
    {
        var reason = new TaskCompletionSource<string>();
        shard.StageChanged += (_, change) =>
        {
            if (change.New == ConnectionStage.Disconnected)
            {
                reason.TrySetResult(change.Reason);
            }
        };
        return reason.Task.WaitAsync(Cancellation);
    }

    private static Task<GatewaySimulatorServer> StartAsync() =>
        GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { Guilds = [Home], HeartbeatInterval = TimeSpan.FromSeconds(1) }, Cancellation);

    private static ShardOptions OptionsOf(GatewaySimulatorServer server, int port, string thumbprint) => server.CreateShardOptions(GatewayIntents.All) with
    {
        GatewayUri = new Uri($"wss://localhost:{port}"),
        ConfigureSocket = TlsFront.Trusting(thumbprint),
    };
}
