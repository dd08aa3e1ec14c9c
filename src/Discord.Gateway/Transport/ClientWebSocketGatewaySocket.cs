using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Discord.Gateway.Transport;

/// <summary>The real socket: .NET's own WebSocket client, but that it follows no redirect: the token goes where the user said, and nowhere else.</summary>
internal sealed class ClientWebSocketGatewaySocket : IGatewaySocket
{
    private static readonly IWebProxy? SystemProxy = new ClientWebSocket().Options.Proxy;

    private readonly ClientWebSocket _socket = new();

    internal ClientWebSocketGatewaySocket(Action<ClientWebSocketOptions>? configure)
    {
        // Heartbeats and their acks tell whether the link lives; pings would only add a timer.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        configure?.Invoke(_socket.Options);
    }

    public bool NeverBlocks => true;

    public bool ReceivesOnThreadPool => true;

    public async Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        // Disposed once the connection is made, which is then no longer the handler's.
        using var invoker = new HttpMessageInvoker(MakeHandler(_socket.Options));
        await _socket.ConnectAsync(uri, invoker, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<ValueWebSocketReceiveResult> receive = _socket.ReceiveAsync(buffer, cancellationToken);
        return receive.IsCompletedSuccessfully ? new(ToFrame(receive.Result)) : Awaited(receive);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        async ValueTask<GatewaySocketFrame> Awaited(ValueTask<ValueWebSocketReceiveResult> pending) => ToFrame(await pending.ConfigureAwait(false));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        _socket.SendAsync(payload, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);

    // Never CloseAsync: it waits for the peer's close frame, which a dead link does not bring.
    public Task CloseAsync(int closeCode, CancellationToken cancellationToken) =>
        _socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? _socket.CloseOutputAsync((WebSocketCloseStatus)closeCode, statusDescription: null, cancellationToken)
            : Task.CompletedTask;

    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    /// <summary>A handler that does what the options ask for. They must not ask for it once more, or connecting throws.</summary>
    private static SocketsHttpHandler MakeHandler(ClientWebSocketOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            Credentials = options.UseDefaultCredentials ? CredentialCache.DefaultCredentials : options.Credentials,
            UseProxy = options.Proxy is not null,
            Proxy = ReferenceEquals(options.Proxy, SystemProxy) ? null : options.Proxy,
            UseCookies = options.Cookies is not null,
        };
        if (options.Cookies is { } cookies)
        {
            handler.CookieContainer = cookies;
        }

        handler.SslOptions.RemoteCertificateValidationCallback = options.RemoteCertificateValidationCallback;
        handler.SslOptions.ClientCertificates = options.ClientCertificates;
        options.UseDefaultCredentials = false;
        options.Credentials = null;
        options.Proxy = null;
        options.Cookies = null;
        options.RemoteCertificateValidationCallback = null;
        options.ClientCertificates = [];
        return handler;
    }

    private GatewaySocketFrame ToFrame(ValueWebSocketReceiveResult result)
    {
        if (result.MessageType != WebSocketMessageType.Close)
        {
            return GatewaySocketFrame.Data(result.Count, result.EndOfMessage, isText: result.MessageType == WebSocketMessageType.Text);
        }

        int? code = (int?)_socket.CloseStatus;
        return GatewaySocketFrame.Close(code == (int)WebSocketCloseStatus.Empty ? null : code, _socket.CloseStatusDescription);
    }
}
