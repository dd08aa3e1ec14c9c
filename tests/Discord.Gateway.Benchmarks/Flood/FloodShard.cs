using Discord.Gateway.Zstd;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>What a flood is received as.</summary>
internal enum FloodKind
{
    /// <summary>Only the last event is let through the filter.</summary>
    Filtered,

    /// <summary>Each event is taken, not decoded.</summary>
    Raw,

    /// <summary>Each event is taken as a record.</summary>
    Typed,
}

/// <summary>A shard of ours.</summary>
internal sealed class FloodShard(FloodKind kind) : IFloodWay
{
    private Shard? _shard;

    /// <summary>Receives each typed event but the last; may be null.</summary>
    internal Action<GatewayEvent>? Handler { get; init; }

    /// <summary>Receives each raw event but the last; may be null.</summary>
    internal Action<RawGatewayEvent>? RawHandler { get; init; }

    public async Task ConnectAsync(Uri uri, string compression)
    {
        _shard = new Shard(MakeOptions(uri, compression) with
        {
            EventFilter = kind == FloodKind.Filtered ? EventFilter.Only(GatewayEventType.UserUpdate) : EventFilter.All,
        });
        await _shard.ConnectAsync();
        if (kind != FloodKind.Filtered)
        {
            await _shard.ReceiveRawAsync();
        }
    }

    public async Task ReceiveAsync(int events)
    {
        if (kind == FloodKind.Typed)
        {
            while (await _shard!.ReceiveAsync() is { } gatewayEvent and not UserUpdateEvent)
            {
                Handler?.Invoke(gatewayEvent);
            }
        }
        else
        {
            while (await _shard!.ReceiveRawAsync() is { Type: not GatewayEventType.UserUpdate } raw)
            {
                RawHandler?.Invoke(raw);
            }
        }
    }

    public ValueTask DisposeAsync() => _shard?.DisposeAsync() ?? default;

    internal static ShardOptions MakeOptions(Uri uri, string compression) => new()
    {
        Token = "flood",
        GatewayUri = uri,
        Intents = GatewayIntents.All,
        IdentifyGate = new OpenGate(),
        Compression = compression switch
        {
            "zlib-stream" => GatewayCompression.ZlibStream,
            "zstd-stream" => ZstdCompression.ZstdStream,
            _ => GatewayCompression.None,
        },
    };

    /// <summary>There is no Discord here that would mind.</summary>
    internal sealed class OpenGate : IIdentifyGate, IAsyncDisposable
    {
        public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken) => new(this);

        public ValueTask DisposeAsync() => default;
    }
}
