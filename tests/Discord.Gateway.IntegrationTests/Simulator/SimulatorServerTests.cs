using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Discord.Gateway.StressTests.Wires;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The server in front of the simulator: where it listens, what it advertises, and how it is away.</summary>
public sealed class SimulatorServerTests
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_is_closed_refuses_connections_keeps_open_ones_and_comes_back()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        await using var shard = new Shard(server.CreateShardOptions(GatewayIntents.All));
        await shard.ConnectAsync(Cancellation);

        await server.StopListeningAsync(Cancellation);
        foreach (Uri address in new[] { server.Simulator.GatewayUri, server.Simulator.ResumeUri })
        {
            using var refused = new TcpClient();
            SocketException error = await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(address.Host, address.Port, Cancellation).AsTask());
            Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        }

        await server.Simulator.DispatchMessageAsync(Home, "still here");
        Assert.Equal("still here", (await RealSocketTests.NextMessageAsync(shard)).Message.Content);
        server.Simulator.Connections[0].Cut();
        await server.ListenAsync(Cancellation);
        await server.Simulator.DispatchMessageAsync(Home, "back");

        Assert.Equal("back", (await RealSocketTests.NextMessageAsync(shard)).Message.Content);
        Assert.Equal(999, server.Simulator.SessionStartsRemaining);
        Assert.Empty(server.Simulator.Violations);
    }

    [Fact]
    public async Task A_port_can_be_closed_and_opened_again_and_again()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        for (int round = 0; round < 3; round++)
        {
            await server.StopListeningAsync(Cancellation);
            await server.StopListeningAsync(Cancellation);
            await server.ListenAsync(Cancellation);
            await server.ListenAsync(Cancellation);
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(server.HttpUri, "gateway"), Cancellation)).StatusCode);
        }

        // And a server that is away can be disposed of.
        await server.StopListeningAsync(Cancellation);
    }

    [Fact]
    public async Task A_handshake_that_hangs_is_never_answered()
    {
        GatewaySimulatorServer server = await StartAsync();
        server.Simulator.HangConnections = true;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Simulator.GatewayUri.Port, Cancellation);
        await client.GetStream().WriteAsync(Handshake("/"), Cancellation);

        // The rest of the server is there meanwhile.
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(server.HttpUri, "gateway"), Cancellation)).StatusCode);
        await server.DisposeAsync();

        Assert.Equal("", await ReadAllAsync(client));
    }

    [Theory]
    [InlineData(5_000, 5_000)]
    [InlineData(100_000, 100_000)]
    [InlineData(1_048_575, 1_048_575)]
    [InlineData(3_000_000, 1_048_576)]
    public async Task A_message_arrives_whole_up_to_a_mebibyte(int sent, int received)
    {
        await using GatewaySimulatorServer server = await StartAsync();
        using ClientWebSocket socket = await ConnectAsync(server.Simulator.GatewayUri);

        try
        {
            await socket.SendAsync(new byte[sent].AsMemory(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        }
        catch (WebSocketException)
        {
            // Closed before all of it was sent.
        }

        SimulatedConnection connection = await server.Simulator.NextConnectionAsync(Cancellation);
        await connection.ExpectCloseAsync(Cancellation);
        Violation violation = Assert.Single(server.Simulator.Violations);
        Assert.Equal((int)GatewayCloseCode.DecodeError, violation.CloseCode);
        Assert.Contains($"{received}", violation.Description.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "101")]
    [InlineData("/gateway", "404")]
    [InlineData("/elsewhere", "404")]
    [InlineData("/v10/", "404")]
    public async Task Only_the_root_is_a_gateway(string path, string status)
    {
        await using GatewaySimulatorServer server = await StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Simulator.GatewayUri.Port, Cancellation);
        await client.GetStream().WriteAsync(Handshake(path), Cancellation);

        byte[] start = new byte[12];
        await client.GetStream().ReadExactlyAsync(start, Cancellation);

        Assert.Equal($"HTTP/1.1 {status}", Encoding.ASCII.GetString(start));
    }

    [Fact]
    public async Task Clients_are_given_the_advertised_addresses()
    {
        var advertised = new Uri("ws://gateway.example:1234/");
        var resume = new Uri("ws://resume.example:1235/");
        await using GatewaySimulatorServer server = await StartAsync(new() { AdvertisedGatewayUri = advertised, AdvertisedResumeUri = resume });
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {server.Simulator.Options.Token}" } } };
        JsonElement bot = await http.GetFromJsonAsync<JsonElement>(new Uri(server.HttpUri, "api/v10/gateway/bot"), Cancellation);
        await using var shard = new Shard(server.CreateShardOptions(GatewayIntents.All) with { GatewayUri = new UriBuilder(server.HttpUri) { Scheme = "ws" }.Uri });
        await shard.ConnectAsync(Cancellation);
        ReadyEvent ready = Assert.IsType<ReadyEvent>(await shard.ReceiveAsync(Cancellation));

        Assert.Equal(advertised.AbsoluteUri, bot.GetProperty("url").GetString());
        Assert.Equal(resume.AbsoluteUri, ready.ResumeGatewayUrl);
        Assert.Equal("gateway.example", Assert.Single(server.Simulator.Connections).Uri.Host);
    }

    [Fact]
    public async Task One_port_serves_both_addresses_and_tells_them_apart_by_their_host()
    {
        int port = FreePort();
        await using GatewaySimulatorServer server = await StartAsync(new()
        {
            Port = port,
            ResumePort = port,
            AdvertisedGatewayUri = new Uri($"ws://127.0.0.1:{port}/"),
            AdvertisedResumeUri = new Uri($"ws://localhost:{port}/"),
        });
        await using var shard = new Shard(server.CreateShardOptions(GatewayIntents.All));
        await shard.ConnectAsync(Cancellation);

        (await server.Simulator.NextConnectionAsync(Cancellation)).Cut();
        SimulatedConnection second = await server.Simulator.NextConnectionAsync(Cancellation);
        await second.ExpectAsync(GatewayOpcode.Resume, Cancellation);

        Assert.False(server.Simulator.Connections[0].IsResumeUrl);
        Assert.True(second.IsResumeUrl);
    }

    [Fact]
    public async Task A_port_in_use_is_an_exception()
    {
        await using GatewaySimulatorServer first = await StartAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(new() { Port = first.HttpUri.Port }));
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_https_and_wss()
    {
        using X509Certificate2 certificate = CreateCertificate();
        await using GatewaySimulatorServer server = await StartAsync(new() { Certificate = certificate });
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, seen, _, _) => seen?.GetCertHashString() == certificate.Thumbprint },
        });
        await using var shard = new Shard(server.CreateShardOptions(GatewayIntents.All) with
        {
            ConfigureSocket = TlsFront.Trusting(certificate.Thumbprint),
        });
        await shard.ConnectAsync(Cancellation);
        await server.Simulator.DispatchMessageAsync(Home, "in secret");

        Assert.Equal("in secret", (await RealSocketTests.NextMessageAsync(shard)).Message.Content);
        Assert.Equal(Uri.UriSchemeWss, server.Simulator.GatewayUri.Scheme);
        Assert.Equal(Uri.UriSchemeWss, server.Simulator.ResumeUri.Scheme);
        Assert.Contains("wss://", await http.GetStringAsync(new Uri(server.HttpUri, "gateway"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_that_keeps_sessions_in_files_keeps_them_in_memory_unless_a_store_is_given()
    {
        await using GatewaySimulatorServer server = await StartAsync();
        var options = new ShardManagerOptions { SessionStore = new FileSessionStore(Path.GetTempPath()) };
        var given = new FileSessionStore(Path.GetTempPath());

        Assert.IsType<MemorySessionStore>(server.Redirect(options).SessionStore);
        Assert.Same(given, server.Redirect(options, given).SessionStore);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri gateway)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(gateway, "?v=10&encoding=json"), Cancellation);
        return socket;
    }

    private static Task<GatewaySimulatorServer> StartAsync(GatewaySimulatorServerOptions? listen = null) =>
        GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { Guilds = [Home] }, listen, Cancellation);

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static byte[] Handshake(string path) => Encoding.ASCII.GetBytes(
        $"GET {path}?v=10&encoding=json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private static async Task<string> ReadAllAsync(TcpClient client)
    {
        using var all = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(all, Cancellation);
        }
        catch (IOException)
        {
            // Broken off is an end, too.
        }

        return Encoding.ASCII.GetString(all.ToArray());
    }
}
