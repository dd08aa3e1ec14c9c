using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>The program: its exit codes, what it prints, its addresses and certificates, its files.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly string Token = new GatewaySimulatorOptions().Token;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-tool-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_bot_that_keeps_the_rules_leaves_exit_code_0_and_its_traffic_but_not_its_token()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        await using (var shard = new Shard(tool.CreateShardOptions()))
        {
            await shard.ConnectAsync(Cancellation);
            await shard.ShutdownAsync(cancellationToken: Cancellation);
        }

        await tool.Output.WaitForAsync("#1 closed by the bot with 1000");
        Assert.Equal(0, await tool.StopAsync());

        foreach (string part in new[] { "#1 opened", "#1 -> op 10 Hello, ", "#1 <- op 2 Identify, ", "#1 -> op 0 Dispatch READY, sequence 1, ", "1 connections, 2 events, 0 violations" })
        {
            Assert.Contains(part, tool.Output.All, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Token, tool.Output.All, StringComparison.Ordinal);
        Assert.Equal("", tool.Errors.All);
    }

    [Fact]
    public async Task A_wrong_intent_is_a_violation_and_exit_code_1()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--intents", "guilds,GUILD_MESSAGES");
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.IdentifyAsync(GatewayIntents.Guilds | GatewayIntents.MessageContent);

        Assert.Equal(4014, await bot.ReceiveCloseAsync());
        Assert.Contains("4014", await tool.Output.WaitForAsync("#1 VIOLATION: "), StringComparison.Ordinal);
        Assert.Equal(1, await tool.StopAsync());
        Assert.Contains("MessageContent", tool.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_identify_that_comes_too_early_is_a_violation_and_exit_code_1()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--quiet");
        using RawBot first = await RawBot.ConnectAsync(tool.GatewayUri);
        await first.IdentifyAsync();
        await first.ReceiveAsync(GatewayOpcode.Dispatch);
        using RawBot second = await RawBot.ConnectAsync(tool.GatewayUri);
        await second.IdentifyAsync();

        await second.ReceiveAsync(GatewayOpcode.InvalidSession);
        Assert.Contains("5 s", await tool.Output.WaitForAsync("#2 VIOLATION: "), StringComparison.Ordinal);
        Assert.Equal(1, await tool.StopAsync());
        Assert.DoesNotContain("op 2", tool.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_oversize_payload_is_a_violation_and_exit_code_1()
    {
        await using RunningTool tool = await RunningTool.StartAsync();
        using RawBot bot = await RawBot.ConnectAsync(tool.GatewayUri);
        await bot.SendAsync($$$"""{"op":3,"d":{"filler":"{{{new string('x', 20_000)}}}"}}""");

        Assert.Equal(4002, await bot.ReceiveCloseAsync());
        await tool.Output.WaitForAsync("#1 <- op 3 PresenceUpdate, 20,026 bytes");
        Assert.Contains("4002", await tool.Output.WaitForAsync("#1 VIOLATION: "), StringComparison.Ordinal);
        Assert.Equal(1, await tool.StopAsync());
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--port x", "'x'")]
    [InlineData("--port 65536", "--port 65536 is not a port")]
    [InlineData("--bind nowhere", "--bind nowhere is not an IP address")]
    [InlineData("--url http://localhost", "is not a ws:// or wss:// URL")]
    [InlineData("--intents guilds,everything", "everything is not one of")]
    [InlineData("--heartbeat 0", "--heartbeat 0 is not")]
    [InlineData("--for never", "'never'")]
    [InlineData("--host not/a/host --tls", "is not a host name")]
    [InlineData("--world /no/such/file", "/no/such/file")]
    [InlineData("--scenario /no/such/file", "/no/such/file")]
    [InlineData("--tls --ca-file /no/such/directory/ca.pem", "--ca-file")]
    public async Task Bad_usage_is_exit_code_2(string args, string explanation)
    {
        (int exitCode, string output, string errors) = await RunningTool.RunAsync(args.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(explanation, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    [Fact]
    public async Task A_port_in_use_is_exit_code_2()
    {
        await using RunningTool first = await RunningTool.StartAsync();

        (int exitCode, _, string errors) = await RunningTool.RunAsync("--port", $"{first.GatewayUri.Port}");

        Assert.Equal(2, exitCode);
        Assert.Contains("Cannot listen", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_exit_code_0()
    {
        (int exitCode, string output, _) = await RunningTool.RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--scenario", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over()
    {
        (int exitCode, string output, _) = await RunningTool.RunAsync("--for", "0.1");

        Assert.Equal(0, exitCode);
        Assert.Contains("0 violations", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_advertised()
    {
        await using RunningTool tool = await RunningTool.StartAsync("--url", "ws://bots.example:1/", "--resume-url", "ws://resume.example:2/", "--shards", "3");
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {Token}" } } };
        JsonElement gateway = await http.GetFromJsonAsync<JsonElement>(new Uri(tool.ApiUri, "gateway"), Cancellation);
        JsonElement forBots = await http.GetFromJsonAsync<JsonElement>(new Uri(tool.ApiUri, "gateway/bot"), Cancellation);
        using RawBot bot = await RawBot.ConnectAsync(new UriBuilder(tool.ApiUri) { Scheme = "ws", Path = "/" }.Uri);
        await bot.IdentifyAsync();
        JsonElement ready = await bot.ReceiveAsync(GatewayOpcode.Dispatch);

        Assert.Equal("ws://bots.example:1/", gateway.GetProperty("url").GetString());
        Assert.Equal("ws://bots.example:1/", forBots.GetProperty("url").GetString());
        Assert.Equal(3, forBots.GetProperty("shards").GetInt32());
        Assert.Equal("ws://resume.example:2/", ready.GetProperty("d").GetProperty("resume_gateway_url").GetString());
    }

    [Fact]
    public async Task With_tls_a_client_that_trusts_the_authority_reaches_it_as_discord()
    {
        string file = Path.Combine(_directory.FullName, "ca.pem");
        await using RunningTool tool = await RunningTool.StartAsync("--tls", "--ca-file", file, "--url", "wss://gateway.discord.gg/");
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(file);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            // The alias of the network: every name is the simulator.
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, tool.ApiUri.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Add("Authorization", $"Bot {Token}");

        JsonElement forBots = await http.GetFromJsonAsync<JsonElement>(new Uri("https://discord.com/api/v10/gateway/bot"), Cancellation);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(forBots.GetProperty("url").GetString()! + "?v=10&encoding=json"), http, Cancellation);
        byte[] hello = new byte[1024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(hello, Cancellation);

        Assert.Equal(10, JsonElement.Parse(hello.AsSpan(0, received.Count)).GetProperty("op").GetInt32());
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://example.com/"), Cancellation));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        using var stranger = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(new Uri(tool.ApiUri, "gateway"), Cancellation));
    }

    [Theory]
    [InlineData("TERM", false, 0)]
    [InlineData("INT", false, 0)]
    [InlineData("TERM", true, 1)]
    public async Task A_process_ends_on_a_signal(string signal, bool violates, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Discord.Gateway.Simulator.dll")])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            Uri gateway = new((await process.StandardOutput.ReadLineAsync(Cancellation))!["Gateway: ".Length..]);
            if (violates)
            {
                using RawBot bot = await RawBot.ConnectAsync(gateway);
                await bot.SendAsync("nonsense");
                await bot.ReceiveCloseAsync();
            }

            // Nobody reads the output meanwhile; the rest is read at the end.
            using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);

            Assert.Equal(exitCode, process.ExitCode);
            Assert.Contains($"{exitCode} violations", output, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }
}
