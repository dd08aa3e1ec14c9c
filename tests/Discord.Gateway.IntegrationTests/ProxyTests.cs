using System.Net;
using System.Net.Sockets;
using System.Text;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>Gateways that could not be reached through a proxy: serenity#2709, discord.js#10716, Discord.Net#2625.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task A_shard_connects_through_an_http_proxy()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(cancellationToken: cancellation);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var request = new TaskCompletionSource<string>();
        Task serving = ServeOneAsync(listener, request, cancellation);
        await using var shard = new Shard(server.CreateShardOptions() with
        {
            ConfigureSocket = socket => socket.Proxy = new WebProxy($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
        });

        await shard.ConnectAsync(cancellation);

        Assert.StartsWith($"CONNECT 127.0.0.1:{server.Simulator.GatewayUri.Port}", await request.Task, StringComparison.Ordinal);
        Assert.Equal(ConnectionStage.Connected, shard.Stage);
        await shard.ShutdownAsync(cancellationToken: TestContext.Current.CancellationToken);
        await serving;
    }

    private static async Task ServeOneAsync(TcpListener listener, TaskCompletionSource<string> request, CancellationToken cancellationToken)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
        NetworkStream fromClient = client.GetStream();
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await fromClient.ReadAsync(one, cancellationToken) == 1)
        {
            head.Append((char)one[0]);
        }

        request.SetResult(head.ToString());
        string[] target = head.ToString().Split(' ')[1].Split(':');
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        await fromClient.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellationToken);
        NetworkStream toServer = upstream.GetStream();
        await Task.WhenAny(fromClient.CopyToAsync(toServer, cancellationToken), toServer.CopyToAsync(fromClient, cancellationToken));
    }
}
