using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Discord.Gateway.Testing;

/// <summary>The addresses a <see cref="GatewaySimulatorServer"/> listens on and advertises. By default it listens on free ports of loopback, without TLS.</summary>
/// <example>
/// In a container that bots reach under the name <c>discord</c>:
/// <code>
/// await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { RecommendedShards = 2 }, new GatewaySimulatorServerOptions
/// {
///     BindAddress = IPAddress.Any,
///     Port = 8080,
///     ResumePort = 8081,
///     AdvertisedGatewayUri = new Uri("ws://discord:8080/"),
///     AdvertisedResumeUri = new Uri("ws://discord:8081/"),
/// });
/// </code>
/// </example>
public sealed record GatewaySimulatorServerOptions
{
    /// <summary>The address to listen on. Default loopback, which only this machine can reach.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The port of the gateway and the REST API; 0, the default, for a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The port for resumes; 0, the default, for a free one. It can be the same as <see cref="Port"/>: connections then count as resumes at the resume address if their Host header is that
    /// of <see cref="AdvertisedResumeUri"/> and not that of <see cref="AdvertisedGatewayUri"/>.
    /// </summary>
    public int ResumePort { get; init; }

    /// <summary>
    /// The gateway address in <c>/gateway</c> and <c>/gateway/bot</c>, for clients that reach the server through a container's port or a proxy. Default null: <c>ws://</c> (with a
    /// certificate <c>wss://</c>), the bind address (loopback if it means all addresses) and the port.
    /// </summary>
    public Uri? AdvertisedGatewayUri { get; init; }

    /// <summary>The resume address in READY (<c>resume_gateway_url</c>). Default null: <see cref="AdvertisedGatewayUri"/> with the port for resumes.</summary>
    public Uri? AdvertisedResumeUri { get; init; }

    /// <summary>The certificate with its private key, with which both ports serve https and wss only; null, the default, for no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Is handed the simulator before the first client can come.</summary>
    internal Action<GatewaySimulator>? Created { get; init; }

    /// <summary>Hears of each request that the REST API has answered: method, path, status.</summary>
    internal Action<string, string, int>? Answered { get; init; }

    /// <summary>Requests are offered to it first. True: it has answered.</summary>
    internal Func<HttpContext, Task<bool>>? Intercept { get; init; }

    /// <summary>Sees every message of a client as it comes, whatever it holds, before the simulator does.</summary>
    internal Action<SimulatedConnection, ReadOnlyMemory<byte>>? Received { get; init; }
}
