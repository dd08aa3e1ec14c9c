using System.Net;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>The arguments of the program, checked one by one but without the files that they name.</summary>
internal sealed record SimulatorSettings
{
    internal required GatewaySimulatorOptions Gateway { get; init; }

    internal IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    internal int Port { get; init; }

    internal int ResumePort { get; init; }

    internal Uri? GatewayUri { get; init; }

    internal Uri? ResumeUri { get; init; }

    internal bool UsesTls { get; init; }

    internal required string CaFile { get; init; }

    internal IReadOnlyList<string> Hosts { get; init; } = [];

    internal string? WorldFile { get; init; }

    internal string? ScenarioFile { get; init; }

    internal bool IsQuiet { get; init; }

    /// <summary>After how long the program ends by itself; null for never.</summary>
    internal TimeSpan? Duration { get; init; }
}
