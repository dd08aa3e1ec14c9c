using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Discord.Gateway.ClusterTests;

/// <summary>A Redis of the test's own, on loopback, in memory alone. It can be killed, and started again at the same address, with nothing in it.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port;

    /// <summary>A replica writes what it copies, and a server that starts reads what is there.</summary>
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("redis-");
    private Process? _process;

    private RedisServer(int port) => _port = port;

    internal string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    private static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    internal static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(IsInstalled, "There is no redis-server here: apt-get install redis-server.");
        var server = new RedisServer(FindFreePort());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it after it was killed, at the same address.</summary>
    /// <param name="more">Arguments beside those that every server has.</param>
    internal async Task StartAgainAsync(params string[] more)
    {
        string[] arguments = ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _directory.FullName, "--save", "", "--appendonly", "no", .. more];
        Process process = _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // What else it prints must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("redis-server ended.");
    }

    /// <summary>Kills it, as if its machine had died.</summary>
    internal async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Stops it from answering, as a machine that hangs; its connections stay.</summary>
    internal void Pause() => Signal("STOP");

    /// <summary>Lets it go on after <see cref="Pause"/>.</summary>
    internal void Continue() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Delete(recursive: true);
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
