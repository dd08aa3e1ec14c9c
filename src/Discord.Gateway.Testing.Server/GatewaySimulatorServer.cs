using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Testing;

/// <summary>
/// Serves a <see cref="GatewaySimulator"/> on the network, by default on loopback: real WebSockets, one port for the gateway and one for resumes, and the REST API that bots call at start
/// and in their first handlers (also under <c>/api/v10</c>).
/// </summary>
/// <example>
/// <code>
/// await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync();
/// await using var shard = new Shard(server.CreateShardOptions());
/// await shard.ConnectAsync();
/// await server.Simulator.DispatchDirectMessageAsync(author, "hello");
/// </code>
/// </example>
public sealed class GatewaySimulatorServer : IAsyncDisposable
{
    /// <summary>The longest message that is received whole. The rest of a longer one is discarded, since the simulator closes such a connection anyway.</summary>
    private const int MaxMessageSize = 1024 * 1024;

    private readonly GatewaySimulatorServerOptions _options;
    private readonly PausableListeners _listeners = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private bool _isDisposed;

    private GatewaySimulatorServer(GatewaySimulator simulator, GatewaySimulatorServerOptions options)
    {
        Simulator = simulator;
        _options = options;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IConnectionListenerFactory>(_listeners);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _app.Run(HandleAsync);
    }

    /// <summary>The simulator that the server serves.</summary>
    public GatewaySimulator Simulator { get; }

    /// <summary>The base address of the REST API for clients on this machine.</summary>
    public Uri HttpUri => GetLocalUri(_options.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, _listeners.Ports[0]);

    /// <summary>Starts a server.</summary>
    /// <param name="options">The options of the simulator; null for the defaults.</param>
    /// <param name="listen">The addresses to listen on; null for two free ports on loopback.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The server cannot listen on an address, for instance because its port is in use.</exception>
    public static async Task<GatewaySimulatorServer> StartAsync(
        GatewaySimulatorOptions? options = null, GatewaySimulatorServerOptions? listen = null, CancellationToken cancellationToken = default)
    {
        var server = new GatewaySimulatorServer(new GatewaySimulator(options), listen ?? new GatewaySimulatorServerOptions());
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="StartAsync(GatewaySimulatorOptions?, GatewaySimulatorServerOptions?, CancellationToken)"/>
    public static Task<GatewaySimulatorServer> StartAsync(GatewaySimulatorOptions? options, CancellationToken cancellationToken) =>
        StartAsync(options, listen: null, cancellationToken);

    /// <summary>
    /// Closes both ports until <see cref="ListenAsync"/>, so that new connections are refused as during a restart of the gateway. Open connections stay; cut them with
    /// <see cref="SimulatedConnection.Cut"/>.
    /// </summary>
    public Task StopListeningAsync(CancellationToken cancellationToken = default) => _listeners.PauseAsync(cancellationToken);

    /// <summary>Listens again on the same ports, after <see cref="StopListeningAsync"/>.</summary>
    /// <exception cref="IOException">Another process uses one of the ports.</exception>
    public Task ListenAsync(CancellationToken cancellationToken = default) => _listeners.ResumeAsync(cancellationToken);

    /// <summary>Creates options for a shard that connects to this server. Change them using <c>with</c>.</summary>
    public ShardOptions CreateShardOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) => new()
    {
        Token = Simulator.Options.Token,
        Intents = intents,
        GatewayUri = Simulator.GatewayUri,
    };

    /// <summary>Creates options for a manager that uses this server's <c>/gateway/bot</c> and stores sessions in memory. Change them using <c>with</c>.</summary>
    public ShardManagerOptions CreateManagerOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) =>
        Redirect(new ShardManagerOptions { ShardOptions = new ShardOptions { Intents = intents }, SessionStore = new MemorySessionStore() });

    /// <summary>Copies options with this server's token and addresses, for a bot that creates its own options, for instance in a host.</summary>
    /// <param name="options">The bot's options.</param>
    /// <param name="sessionStore">
    /// The store of sessions. Null for the store in the options, or a memory store instead of files, from which a repeated test would resume the sessions of the previous run.
    /// </param>
    public ShardManagerOptions Redirect(ShardManagerOptions options, ISessionStore? sessionStore = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            ShardOptions = options.ShardOptions with { Token = Simulator.Options.Token, GatewayUri = Simulator.GatewayUri },
            ApiUri = new Uri(HttpUri, "api/v10/"),
            SessionStore = GatewaySimulator.StoreOf(options, sessionStore),
        };
    }

    /// <summary>Cuts all connections and stops the server. Further calls do nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        Simulator.Dispose();
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _listeners.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _options.Created?.Invoke(Simulator);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        string scheme = _options.Certificate is null ? Uri.UriSchemeWs : Uri.UriSchemeWss;
        Simulator.IsOnNetwork = true;
        Simulator.GatewayUri = _options.AdvertisedGatewayUri ?? GetLocalUri(scheme, _listeners.Ports[0]);
        Simulator.ResumeUri = _options.AdvertisedResumeUri ?? new UriBuilder(Simulator.GatewayUri) { Port = _listeners.Ports[^1] }.Uri;
        _started.TrySetResult();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        bool isOnePort = _options.Port != 0 && _options.Port == _options.ResumePort;
        foreach (int port in (ReadOnlySpan<int>)(isOnePort ? [_options.Port] : [_options.Port, _options.ResumePort]))
        {
            kestrel.Listen(_options.BindAddress, port, endpoint =>
            {
                // WebSockets of HTTP/1.1 alone, as at Discord's gateway.
                endpoint.Protocols = HttpProtocols.Http1;
                if (_options.Certificate is { } certificate)
                {
                    endpoint.UseHttps(certificate);
                }
            });
        }
    }

    private Uri GetLocalUri(string scheme, int port)
    {
        IPAddress address = _options.BindAddress;
        bool isWildcard = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return new UriBuilder(scheme, (isWildcard ? IPAddress.Loopback : address).ToString(), port).Uri;
    }

    private async Task HandleAsync(HttpContext context)
    {
        // A client may be faster than the start: before its end, the addresses to give are not known.
        await _started.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        string path = context.Request.Path.Value ?? "";
        if (context.WebSockets.IsWebSocketRequest)
        {
            if (path is "" or "/")
            {
                await ServeAsync(context).ConfigureAwait(false);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            return;
        }

        if (_options.Intercept is { } intercept && await intercept(context).ConfigureAwait(false))
        {
            return;
        }

        string body;
        using (var reader = new StreamReader(context.Request.Body))
        {
            body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        }

        RestAnswer answer = Simulator.Rest.Answer(context.Request.Method, path + context.Request.QueryString, context.Request.Headers.Authorization, body);
        _options.Answered?.Invoke(context.Request.Method, path, answer.Status);
        context.Response.StatusCode = answer.Status;
        if (answer.Json is { } json)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        if (Simulator.HangConnections)
        {
            // Until the client loses patience, as with packets that are lost.
            await HangAsync(ended.Token).ConfigureAwait(false);
            context.Abort();
            return;
        }

        bool isResumeUrl = IsResumeUrl(context);
        if (!Simulator.MayConnect(isResumeUrl))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var wire = new SocketWire(socket, context.Abort);
        SimulatedConnection connection = Simulator.Add(
            wire, new Uri(isResumeUrl ? Simulator.ResumeUri : Simulator.GatewayUri, context.Request.QueryString.Value), isResumeUrl);
        Task sending = wire.SendAllAsync();
        try
        {
            await ReceiveAllAsync(socket, connection).ConfigureAwait(false);
            if (!connection.AnswerClose)
            {
                // The handshake never completes: the client has to leave by itself.
                await HangAsync(ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The wire broke, by the client or by a test's Cut.
            Simulator.Ended(connection, clientCode: null);
        }

        wire.Stop();
        await sending.ConfigureAwait(false);
    }

    private static Task HangAsync(CancellationToken ended) =>
        Task.Delay(Timeout.InfiniteTimeSpan, ended).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private bool IsResumeUrl(HttpContext context)
    {
        if (_listeners.Ports.Count > 1)
        {
            return context.Connection.LocalPort == _listeners.Ports[1];
        }

        string host = context.Request.Host.Value ?? "";
        return IsHost(Simulator.ResumeUri, host) && !IsHost(Simulator.GatewayUri, host);
    }

    private static bool IsHost(Uri uri, string host) => string.Equals(uri.Authority, host, StringComparison.OrdinalIgnoreCase);

    private async Task ReceiveAllAsync(WebSocket socket, SimulatedConnection connection)
    {
        var message = new ArrayBufferWriter<byte>(8 * 1024);
        bool isDiscarding = false;
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(message.GetMemory(4 * 1024), CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                if (socket.CloseStatus is { } status && status != WebSocketCloseStatus.Empty)
                {
                    Simulator.ClientClosed(connection, (int)status);
                }
                else
                {
                    Simulator.Ended(connection, clientCode: null);
                }

                return;
            }

            if (!isDiscarding)
            {
                message.Advance(result.Count);
            }

            bool isTooLong = message.WrittenCount >= MaxMessageSize;
            if (!isDiscarding && (result.EndOfMessage || isTooLong))
            {
                _options.Received?.Invoke(connection, message.WrittenMemory);
                Simulator.Receive(connection, message.WrittenMemory);
                message.ResetWrittenCount();
            }

            isDiscarding = (isDiscarding || isTooLong) && !result.EndOfMessage;
        }
    }

    /// <summary>Ctrl-C and SIGTERM belong to the program that uses the server, not to the server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
