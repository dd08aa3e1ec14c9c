using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Pipe = System.Threading.Channels.Channel;

namespace Discord.Gateway.Testing;

/// <summary>The network's front. Sends in order on a task of its own, so that a client that stops reading holds up nobody else.</summary>
internal sealed class SocketWire(WebSocket socket, Action abort) : IWire
{
    private const int MaxReason = 123;

    private readonly Channel<Func<Task>> _sends = Pipe.CreateUnbounded<Func<Task>>();

    public void Send(ReadOnlyMemory<byte> bytes, bool isBinary, bool endOfMessage) => _sends.Writer.TryWrite(() =>
        socket.SendAsync(bytes, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage, CancellationToken.None).AsTask());

    public void Close(int? code, string? reason) => _sends.Writer.TryWrite(() =>
        socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync((WebSocketCloseStatus?)code ?? WebSocketCloseStatus.Empty, code is null ? null : Shorten(reason), CancellationToken.None)
            : Task.CompletedTask);

    public void Abort() => _sends.Writer.TryWrite(() =>
    {
        abort();
        return Task.CompletedTask;
    });

    /// <summary>A close frame has room for so much.</summary>
    private static string? Shorten(string? reason)
    {
        while (reason is not null && Encoding.UTF8.GetByteCount(reason) > MaxReason)
        {
            reason = reason[..^1];
        }

        return reason;
    }

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
