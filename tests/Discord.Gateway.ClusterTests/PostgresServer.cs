using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OrleansCluster;

namespace Discord.Gateway.ClusterTests;

/// <summary>A PostgreSQL of the test's own, on loopback, with Orleans' tables.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Who may run it: it refuses to be run by root.</summary>
    private const string User = "postgres";

    private static readonly string? Folder = FindFolder();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("postgres-");
    private readonly int _port = SiloSettings.FindFreePort();
    private Process? _process;

    internal string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres");

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    internal static async Task<PostgresServer> StartAsync()
    {
        Assert.SkipWhen(Folder is null, "There is no PostgreSQL here: apt-get install postgresql.");
        var server = new PostgresServer();
        try
        {
            await server.StartServerAsync();
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync();
            await using NpgsqlCommand script = connection.CreateCommand();
            script.CommandText = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "orleans.sql"));
            await script.ExecuteNonQueryAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            // It ends its own children only if it is asked to.
            using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await process.WaitForExitAsync();
            process.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    private async Task StartServerAsync()
    {
        if (Environment.UserName == "root")
        {
            using var own = Process.Start("chown", [User, _directory.FullName]);
            await own.WaitForExitAsync();
        }

        string data = Path.Combine(_directory.FullName, "data");
        using (Process creating = Run("initdb", "--pgdata", data, "--username", User, "--auth", "trust", "--no-sync"))
        {
            _ = creating.StandardOutput.ReadToEndAsync();
            string errors = await creating.StandardError.ReadToEndAsync();
            await creating.WaitForExitAsync();
            Assert.True(creating.ExitCode == 0, errors);
        }

        Process process = _process = Run(
            "postgres", "-D", data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _directory.FullName, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200");
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                // What else it prints must not fill the pipe.
                _ = process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("PostgreSQL ended before it accepted connections.");
    }

    private static Process Run(string program, params string[] arguments)
    {
        string path = Path.Combine(Folder!, program);
        ProcessStartInfo start = Environment.UserName == "root"
            ? new("setpriv", ["--reuid", User, "--regid", User, "--clear-groups", path, .. arguments])
            : new(path, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        return Process.Start(start)!;
    }

    /// <summary>Debian keeps its programs beside the path, by version.</summary>
    private static string? FindFolder()
    {
        const string Debian = "/usr/lib/postgresql";
        string[] folders =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending().Select(static version => Path.Combine(version, "bin")) : [],
        ];
        return Array.Find(folders, static folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
