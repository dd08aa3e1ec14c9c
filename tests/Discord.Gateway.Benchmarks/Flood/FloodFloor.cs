using System.IO.Compression;
using System.Net.WebSockets;
using System.Text.Json;
using ZstdSharp;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>
/// What any client must do at least: receive what there is, inflate it with one call, since a second would only find that nothing is left, and throw it away; or read it once with a bare reader.
/// </summary>
/// <param name="reads">Whether each payload is read once.</param>
/// <param name="ofGuilds">Whether the flood is that of guilds that are known, which come before it.</param>
internal sealed class FloodFloor(bool reads, bool ofGuilds = false) : IFloodWay
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _received = new byte[1024 * 1024];
    private byte[] _payload = new byte[64 * 1024];
    private Stream? _inflater;
    private MemoryStream _feed = new();
    private int _count;

    /// <summary>Receives each payload; may be null.</summary>
    internal Action<ReadOnlySpan<byte>>? Handler { get; init; }

    /// <summary>The last payload.</summary>
    internal ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _count);

    public async Task ConnectAsync(Uri uri, string compression)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        string query = compression == "none" ? "?v=10" : $"?v=10&compress={compression}";
        await _socket.ConnectAsync(new Uri(uri, (ofGuilds ? FloodServer.GuildsPath : "") + query), CancellationToken.None);
        _feed = new MemoryStream();
        _inflater = compression switch
        {
            "zlib-stream" => new ZLibStream(_feed, CompressionMode.Decompress),
            "zstd-stream" => new DecompressionStream(_feed, checkEndOfStream: false),
            _ => null,
        };
        await ReceiveOneAsync();
        await _socket.SendAsync("""{"op":2,"d":{}}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await ReceiveOneAsync();
        if (ofGuilds)
        {
            // And a USER_UPDATE after them.
            for (int i = 0; i < FloodTraffic.KnownGuilds + 1; i++)
            {
                await ReceiveOneAsync();
            }
        }
    }

    public async Task ReceiveAsync(int events)
    {
        for (int i = 0; i < events; i++)
        {
            await ReceiveOneAsync();
            if (reads)
            {
                Pass(Payload);
            }

            Handler?.Invoke(Payload);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _inflater?.Dispose();
        return default;
    }

    private static void Pass(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        while (reader.Read())
        {
        }
    }

    private async ValueTask ReceiveOneAsync()
    {
        _count = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await _socket.ReceiveAsync(_received.AsMemory(), CancellationToken.None);
            Inflate(result.Count);
        }
        while (!result.EndOfMessage);
    }

    private void Inflate(int received)
    {
        if (_inflater is null)
        {
            MakeRoom(received);
            _received.AsSpan(0, received).CopyTo(_payload.AsSpan(_count));
            _count += received;
            return;
        }

        _feed.SetLength(0);
        _feed.Write(_received, 0, received);
        _feed.Position = 0;
        int count;
        int room;
        do
        {
            MakeRoom(1);
            room = _payload.Length - _count;
            count = _inflater.Read(_payload.AsSpan(_count));
            _count += count;
        }
        while (count == room || (count > 0 && _feed.Position < _feed.Length));
    }

    private void MakeRoom(int count)
    {
        if (_payload.Length - _count < count)
        {
            Array.Resize(ref _payload, Math.Max(_payload.Length * 2, _count + count));
        }
    }
}
