using System.Diagnostics;
using System.Globalization;
using OrleansCluster;

namespace Discord.Gateway.ClusterTests;

/// <summary>A Redis of the test's own, on loopback, in memory alone.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    internal string Address { get; }

    internal int ProcessId => _process.Id;

    internal static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    internal static async Task<RedisServer> StartAsync()
    {
        int port = SiloSettings.FindFreePort();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        Process process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        var server = new RedisServer(process, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // What else it prints must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return server;
            }
        }

        throw new InvalidOperationException("redis-server ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
