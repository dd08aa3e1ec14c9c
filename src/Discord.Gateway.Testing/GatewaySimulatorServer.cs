using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipe = System.Threading.Channels.Channel;

namespace Discord.Gateway.Testing;

/// <summary>
/// A <see cref="GatewaySimulator"/> on loopback: real WebSockets, one port for the gateway and one for resumes, and <c>/gateway</c> and <c>/gateway/bot</c>
/// (also under <c>/api/v10</c>).
/// </summary>
public sealed class GatewaySimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewaySimulatorServer(WebApplication app, GatewaySimulator simulator)
    {
        _app = app;
        Simulator = simulator;
    }

    /// <summary>The gateway behind it.</summary>
    public GatewaySimulator Simulator { get; }

    /// <summary>Where <c>/gateway/bot</c> is.</summary>
    public Uri HttpUri => new UriBuilder(Simulator.GatewayUri) { Scheme = Uri.UriSchemeHttp }.Uri;

    /// <summary>Starts a server on two free ports of loopback.</summary>
    public static async Task<GatewaySimulatorServer> StartAsync(GatewaySimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var simulator = new GatewaySimulator(options);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication app = builder.Build();
        var server = new GatewaySimulatorServer(app, simulator);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        simulator.IsOnNetwork = true;
        simulator.GatewayUri = new UriBuilder(addresses[0]) { Scheme = Uri.UriSchemeWs }.Uri;
        simulator.ResumeUri = new UriBuilder(addresses[1]) { Scheme = Uri.UriSchemeWs }.Uri;
        return server;
    }

    /// <summary>Options for a shard of this server. Change what you like with <c>with</c>.</summary>
    public ShardOptions CreateShardOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) => new()
    {
        Token = Simulator.Options.Token,
        Intents = intents,
        GatewayUri = Simulator.GatewayUri,
    };

    /// <summary>
    /// Options for a manager that asks this server's <c>/gateway/bot</c>, with sessions kept in memory. Change what you like with <c>with</c>.
    /// </summary>
    public ShardManagerOptions CreateManagerOptions(GatewayIntents intents = GatewayIntents.AllUnprivileged) =>
        Redirect(new ShardManagerOptions { Shard = new ShardOptions { Intents = intents }, SessionStore = new MemorySessionStore() });

    /// <summary>The same options, led to this server: its token, its addresses. For a bot that makes its options itself, in a host for instance.</summary>
    public ShardManagerOptions Redirect(ShardManagerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Shard = options.Shard with { Token = Simulator.Options.Token, GatewayUri = Simulator.GatewayUri },
            ApiUri = new Uri(HttpUri, "api/v10/"),
        };
    }

    /// <summary>Cuts all connections and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        Simulator.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await ServeAsync(context).ConfigureAwait(false);
            return;
        }

        string path = context.Request.Path.Value ?? "";
        bool isBot = path.EndsWith("/gateway/bot", StringComparison.Ordinal);
        if (!isBot && !path.EndsWith("/gateway", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (isBot && context.Request.Headers.Authorization != $"Bot {Simulator.Options.Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.ContentType = "application/json";
            string body = isBot ? Simulator.GetGatewayBotJson() : $$"""{"url":"{{Simulator.GatewayUri}}"}""";
            await context.Response.WriteAsync(body).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        bool isResumeUrl = context.Connection.LocalPort == Simulator.ResumeUri.Port;
        if (!Simulator.MayConnect(isResumeUrl))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var wire = new SocketWire(socket, context.Abort);
        SimulatedConnection connection = Simulator.Add(
            wire, new Uri((isResumeUrl ? Simulator.ResumeUri : Simulator.GatewayUri) + context.Request.QueryString.Value), isResumeUrl);
        Task sending = wire.SendAllAsync();
        try
        {
            await ReceiveAllAsync(socket, connection).ConfigureAwait(false);
            if (!connection.AnswerClose)
            {
                // The handshake never completes: the client has to leave by itself.
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(false);
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

    private async Task ReceiveAllAsync(WebSocket socket, SimulatedConnection connection)
    {
        byte[] buffer = new byte[8 * 1024];
        int count = 0;
        while (true)
        {
            WebSocketReceiveResult result = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, count, buffer.Length - count), CancellationToken.None)
                .ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                if (result.CloseStatus is { } status && status != WebSocketCloseStatus.Empty)
                {
                    Simulator.ClientClosed(connection, (int)status);
                }
                else
                {
                    Simulator.Ended(connection, clientCode: null);
                }

                return;
            }

            count += result.Count;
            if (result.EndOfMessage || count == buffer.Length)
            {
                Simulator.Receive(connection, buffer.AsMemory(0, count));
                count = 0;
            }
        }
    }

    /// <summary>Ctrl-C and SIGTERM belong to the program that uses the server, not to the server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Sends in order on a task of its own, so that a client that stops reading holds up nobody else.</summary>
    private sealed class SocketWire(WebSocket socket, Action abort) : IWire
    {
        private readonly Channel<Func<Task>> _sends = Pipe.CreateUnbounded<Func<Task>>();

        public void Send(ReadOnlyMemory<byte> bytes, bool isBinary, bool endOfMessage) => _sends.Writer.TryWrite(() =>
            socket.SendAsync(bytes, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage, CancellationToken.None).AsTask());

        public void Close(int? code, string? reason) => _sends.Writer.TryWrite(() =>
            socket.State is WebSocketState.Open or WebSocketState.CloseReceived
                ? socket.CloseOutputAsync((WebSocketCloseStatus?)code ?? WebSocketCloseStatus.Empty, code is null ? null : reason, CancellationToken.None)
                : Task.CompletedTask);

        public void Abort() => _sends.Writer.TryWrite(() =>
        {
            abort();
            return Task.CompletedTask;
        });

        internal void Stop() => _sends.Writer.TryComplete();

        internal async Task SendAllAsync()
        {
            try
            {
                await foreach (Func<Task> send in _sends.Reader.ReadAllAsync().ConfigureAwait(false))
                {
                    await send().ConfigureAwait(false);
                }
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The wire is gone; what was to be sent on it is lost, as on any wire.
                _sends.Writer.TryComplete();
            }
        }
    }
}
