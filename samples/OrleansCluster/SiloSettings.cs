using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansCluster;

/// <summary>What a silo's process is told.</summary>
internal sealed record SiloSettings
{
    /// <summary>The address at which other silos and clients reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Where silos talk to each other.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Where clients come in.</summary>
    public required int ClientPort { get; init; }

    /// <summary>The silo that keeps the membership in its memory, and sessions too; not used with Redis or PostgreSQL.</summary>
    public required int PrimaryPort { get; init; }

    /// <summary>Redis, which keeps membership and sessions. With neither it nor <see cref="Postgres"/>, the first process's memory does.</summary>
    public string? Redis { get; init; }

    /// <summary>PostgreSQL, which keeps membership and sessions.</summary>
    public string? Postgres { get; init; }

    /// <summary>The cluster's name, so that several can share a store.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The simulated Discord.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>The simulated Discord's token.</summary>
    public required string Token { get; init; }

    /// <summary>How many shards the bot has.</summary>
    public required int Shards { get; init; }

    /// <summary>How many may identify in 5 s.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>Where the Orleans Dashboard is; null for none.</summary>
    public int? DashboardPort { get; init; }

    internal static SiloSettings Parse(string[] args)
    {
        return new SiloSettings
        {
            Address = IPAddress.Parse(Text("--address")),
            SiloPort = Number("--port"),
            ClientPort = Number("--client-port"),
            PrimaryPort = Number("--primary"),
            Redis = Arguments.Find(args, "--redis"),
            Postgres = Arguments.Find(args, "--postgres"),
            ClusterId = Text("--cluster"),
            Gateway = new Uri(Text("--gateway")),
            Token = Text("--token"),
            Shards = Number("--shards"),
            MaxConcurrency = Number("--concurrency"),
            DashboardPort = Arguments.FindNumber(args, "--dashboard"),
        };

        string Text(string name) => Arguments.Find(args, name) ?? throw new ArgumentException($"{name} is missing.");

        int Number(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);
    }

    internal IEnumerable<string> Format() =>
    [
        "silo", "--address", $"{Address}", "--port", Text(SiloPort), "--client-port", Text(ClientPort), "--primary", Text(PrimaryPort), "--cluster", ClusterId, "--gateway", $"{Gateway}",
        "--token", Token, "--shards", Text(Shards), "--concurrency", Text(MaxConcurrency),
        .. Redis is null ? Array.Empty<string>() : ["--redis", Redis],
        .. Postgres is null ? Array.Empty<string>() : ["--postgres", Postgres],
        .. DashboardPort is { } port ? ["--dashboard", Text(port)] : Array.Empty<string>(),
    ];

    /// <summary>A port that is free at the moment.</summary>
    internal static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
