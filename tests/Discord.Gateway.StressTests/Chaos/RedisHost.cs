using System.Diagnostics;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>A Redis on a host of its own, which keeps membership and sessions and saves snapshots as an installation does by default: what came since the last is lost with it.</summary>
internal sealed class RedisHost : IAsyncDisposable
{
    private const int Port = 6379;
    private const string DefaultSnapshots = "3600 1 300 100 60 10000";

    private readonly DirectoryInfo _directory = Directory.CreateDirectory(DirectoryOf(Environment.ProcessId));
    private Process? _process;

    private RedisHost(NetworkHost host) => Host = host;

    internal NetworkHost Host { get; }

    internal string Address => $"{Host.Address}:{Port}";

    /// <summary>Where the Redis of a process's run keeps its snapshot.</summary>
    internal static string DirectoryOf(int process) => Path.Combine(Path.GetTempPath(), $"chaos-redis-{process}");

    internal static async Task<RedisHost> StartAsync(NetworkHost host)
    {
        var redis = new RedisHost(host);
        await redis.StartAgainAsync();
        return redis;
    }

    /// <summary>Starts it after it was killed, with its last snapshot.</summary>
    internal async Task StartAgainAsync()
    {
        string[] arguments = ["netns", "exec", Host.Namespace, "redis-server", "--port", $"{Port}", "--bind", $"{Host.Address}", "--protected-mode", "no",
            "--dir", _directory.FullName, "--save", DefaultSnapshots, "--appendonly", "no"];
        Process process = _process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true })!;
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

    /// <summary>Lets it save a snapshot now.</summary>
    internal Task SaveAsync() => Shell.RunAsync("redis-cli", "-h", $"{Host.Address}", "-p", $"{Port}", "save");

    /// <summary>Kills it, as if its machine had died. Returns how old its last snapshot is.</summary>
    internal async Task<TimeSpan> KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        return TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(Path.Combine(_directory.FullName, "dump.rdb"));
    }

    /// <summary>Stops it from answering, as a machine that hangs; its connections stay.</summary>
    internal Task PauseAsync() => Shell.SignalAsync(_process!, "STOP");

    /// <summary>Lets it go on after <see cref="PauseAsync"/>.</summary>
    internal Task ContinueAsync() => Shell.SignalAsync(_process!, "CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Refresh();
        if (_directory.Exists)
        {
            _directory.Delete(recursive: true);
        }
    }
}
