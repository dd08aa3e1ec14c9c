using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests;

/// <summary>
/// What a client does in its first minutes, as on Discord: it comes up, receives, answers a command, sends heartbeats, resumes and identifies anew.
/// One class for each client, so that they run side by side.
/// </summary>
public abstract class ClientTests(ClientInstallation installation, string client)
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IdentifyInterval = TimeSpan.FromSeconds(5.2);
    private int _dispatched;

    /// <summary>Runs the whole scenario with a compression.</summary>
    protected async Task RunAsync(string compression)
    {
        string node = await installation.RequireNodeAsync();
        if (compression == "zlib-stream" && client is "discordjs" or "eris")
        {
            ClientInstallation.Require(installation.MissingZlibSync);
        }

        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            InteropGateway.CreateOptions(HeartbeatInterval), TestContext.Current.CancellationToken);
        GatewaySimulator gateway = server.Simulator;
        await using ForeignClient bot = ForeignClient.Start(node, client, compression, server, InteropGateway.Intents);
        try
        {
            await RunAsync(compression, gateway, bot);
        }
        catch (Exception error)
        {
            string seen = string.Join("; ", gateway.Connections.Select(connection =>
                $"{connection.Number} at {connection.Uri.Query} {(connection.IsOpen ? "is open" : $"ended with {connection.ClientCloseCode}")}: {string.Join(", ", connection.Received)}"));
            throw new InvalidOperationException(
                $"{error.Message}\n{bot.Describe()}\nConnections: {seen}\nViolations: {string.Join("; ", gateway.Violations)}", error);
        }
    }

    private async Task RunAsync(string compression, GatewaySimulator gateway, ForeignClient bot)
    {
        SimulatedConnection connection = await gateway.NextConnectionAsync();
        Assert.Equal(compression == "none" ? "" : $"&compress={compression}", GetCompression(connection));
        await connection.ExpectAsync(GatewayOpcode.Identify);
        DateTimeOffset identified = DateTimeOffset.UtcNow;
        await bot.WaitAsync("ready");
        await bot.WaitAsync("guild");

        // Messages, and a command, which the client answers over HTTP.
        await DispatchAsync(gateway, 5);
        await ExpectMessagesAsync(bot);
        Assert.Equal(1, await gateway.DispatchAsync("INTERACTION_CREATE", InteropGateway.CreateCommand(1_203_000_000_000_000_000, "ping")));
        await bot.WaitAsync("answered");
        RecordedRequest answer = Assert.Single(gateway.Requests, request => request.Path.EndsWith("/callback", StringComparison.Ordinal));
        Assert.Equal("POST", answer.Method);
        Assert.Equal("ping answered", answer.Body.GetProperty("data").GetProperty("content").GetString());

        // A cut: what happens meanwhile is replayed, all of it and once.
        connection.Cut();
        await DispatchAsync(gateway, 5);
        connection = await ExpectResumeAsync(gateway, bot, resumes: 1);
        await DispatchAsync(gateway, 5);
        await ExpectMessagesAsync(bot);

        connection.RequestReconnect();
        connection = await ExpectResumeAsync(gateway, bot, resumes: 2);
        await DispatchAsync(gateway, 5);
        await ExpectMessagesAsync(bot);

        // Two heartbeats: the client kept the connection after the first, hence it took the acknowledgement.
        await connection.ExpectAsync(GatewayOpcode.Heartbeat);
        await connection.ExpectAsync(GatewayOpcode.Heartbeat);
        Assert.True(connection.IsOpen);
        await WaitUntilAsync(identified + IdentifyInterval);
        Assert.Equal(3, gateway.Connections.Count);

        connection.InvalidateSession(resumable: false);
        await bot.WaitAsync("ready", count: 2);
        Assert.Equal(2, gateway.Connections.Sum(each => each.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify)));
        await DispatchAsync(gateway, 5);
        await ExpectMessagesAsync(bot);

        Assert.Empty(gateway.Violations);
        Assert.DoesNotContain(bot.Lines, line => line.Type is "crashed" or "ended");
    }

    private static async Task<SimulatedConnection> ExpectResumeAsync(GatewaySimulator gateway, ForeignClient bot, int resumes)
    {
        SimulatedConnection connection = await gateway.NextConnectionAsync();
        Assert.True(connection.IsResumeUrl);
        await connection.ExpectAsync(GatewayOpcode.Resume);
        await bot.WaitAsync("resumed", resumes);
        return connection;
    }

    private async Task DispatchAsync(GatewaySimulator gateway, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string content = (++_dispatched).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(1, await gateway.DispatchMessageAsync(InteropGateway.Guild, content));
        }
    }

    private async Task ExpectMessagesAsync(ForeignClient bot)
    {
        // The bot is told of its own answers too, which have no number.
        await bot.WaitAsync($"message ({_dispatched})", line => line.Type == "message" && IsNumber(line.Content), _dispatched);
        Assert.Equal(Enumerable.Range(1, _dispatched).Select(number => number.ToString(CultureInfo.InvariantCulture)), bot.Messages.Where(IsNumber));
    }

    private static bool IsNumber(string? content) => int.TryParse(content, CultureInfo.InvariantCulture, out _);

    private static async Task WaitUntilAsync(DateTimeOffset time)
    {
        TimeSpan rest = time - DateTimeOffset.UtcNow;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, TestContext.Current.CancellationToken);
        }
    }

    private static string GetCompression(SimulatedConnection connection)
    {
        string query = connection.Uri.Query;
        int start = query.IndexOf("&compress=", StringComparison.Ordinal);
        return start < 0 ? "" : query[start..];
    }
}
