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
            while (await _shard!.ReceiveAsync() is not UserUpdateEvent)
            {
            }
        }
        else
        {
            while (await _shard!.ReceiveRawAsync() is { Type: not GatewayEventType.UserUpdate })
            {
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
