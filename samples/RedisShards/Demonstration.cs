using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Discord.Gateway;
using Discord.Gateway.Testing;

namespace TwoProcesses;

/// <summary>The gateway, Redis, the processes of the bot, and what they do.</summary>
internal sealed class Demonstration(string[] args)
{
    private readonly int _processes = Arguments.FindNumber(args, "--processes") ?? 2;
    private readonly int _shards = Arguments.FindNumber(args, "--shards") ?? 8;
    private readonly int? _seconds = Arguments.FindNumber(args, "--seconds");
    private readonly int? _killAfter = Arguments.FindNumber(args, "--kill-after");
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    internal async Task<int> RunAsync()
    {
        SimulatedGuild[] guilds = [.. Enumerable.Range(1, 2 * _shards).Select(number => new SimulatedGuild((ulong)number << 22, $"Guild {number}"))];
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { Guilds = guilds, MaxConcurrency = 2, RecommendedShards = _shards });
        int port = FindFreePort();
        string? given = Arguments.Find(args, "--redis");
        using Process? ownRedis = given is null ? StartRedis(port) : null;
        string redis = given ?? string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        server.Simulator.PayloadReceived += (_, received) =>
        {
            if (received.Payload.Opcode is GatewayOpcode.Identify or GatewayOpcode.Resume)
            {
                Print("gateway", $"{received.Payload.Opcode} on connection {received.Connection.Number}");
            }
        };
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        if (_seconds is { } seconds)
        {
            stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        List<BotProcess> bots = [.. Enumerable.Range(0, _processes).Select(Start)];
        try
        {
            await LiveAsync(server.Simulator, guilds, bots, Start, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to end.
        }

        await Task.WhenAll(bots.Select(bot => bot.StopAsync()));
        ownRedis?.Kill();
        int identifies = server.Simulator.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));
        Print("gateway", $"{identifies} identifies, {server.Simulator.Violations.Count} violations, {server.Simulator.SessionStartsRemaining} session starts left");
        return server.Simulator.Violations.Count == 0 ? 0 : 1;

        BotProcess Start(int number)
        {
            var bot = BotProcess.Start(
                Bot.GetEnvironment(new Uri(server.HttpUri, "api/v10/"), server.Simulator.Options.Token, redis, _shards, (_shards + _processes - 1) / _processes, number),
                line => Print($"bot-{number}", line));
            Print($"bot-{number}", $"is process {bot.Id}");
            return bot;
        }
    }

    private async Task LiveAsync(GatewaySimulator gateway, SimulatedGuild[] guilds, List<BotProcess> bots, Func<int, BotProcess> start, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (int second = 1; await timer.WaitForNextTickAsync(stop); second++)
        {
            await gateway.DispatchMessageAsync(guilds[second % guilds.Length], $"message of second {second}");
            if (second == _killAfter)
            {
                int number = bots.Count - 1;
                Print($"bot-{number}", "is killed, and started again");
                await bots[number].DisposeAsync();
                bots[number] = start(number);
            }
        }
    }

    private void Print(string who, string line) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds,6:F1} {who,-8} {line}"));

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process StartRedis(int port)
    {
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", Path.GetTempPath()];
        Process redis = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        _ = redis.StandardOutput.ReadToEndAsync();
        return redis;
    }
}
