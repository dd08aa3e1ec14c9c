using System.Net.WebSockets;

namespace Discord.Gateway.Transport;

/// <summary>The real socket: .NET's own WebSocket client.</summary>
internal sealed class ClientWebSocketGatewaySocket : IGatewaySocket
{
    private readonly ClientWebSocket _socket = new();

    internal ClientWebSocketGatewaySocket(Action<ClientWebSocketOptions>? configure)
    {
        // Heartbeats and their acks tell whether the link lives; pings would only add a timer.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        configure?.Invoke(_socket.Options);
    }

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => _socket.ConnectAsync(uri, cancellationToken);

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<ValueWebSocketReceiveResult> receive = _socket.ReceiveAsync(buffer, cancellationToken);
        return receive.IsCompletedSuccessfully ? new(ToFrame(receive.Result)) : Awaited(receive);

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

    private GatewaySocketFrame ToFrame(ValueWebSocketReceiveResult result)
    {
        if (result.MessageType != WebSocketMessageType.Close)
        {
            return GatewaySocketFrame.Data(result.Count, result.EndOfMessage);
        }

        int? code = (int?)_socket.CloseStatus;
        return GatewaySocketFrame.Close(code == (int)WebSocketCloseStatus.Empty ? null : code, _socket.CloseStatusDescription);
    }
}
