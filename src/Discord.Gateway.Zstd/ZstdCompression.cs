namespace Discord.Gateway.Zstd;

/// <summary>
/// Receives the whole connection as one zstd stream: <c>ShardOptions.Compression = ZstdCompression.ZstdStream</c>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway">Gateway › Encoding and Compression, Zstd-stream</see>.
/// </summary>
/// <example>
/// <code>
/// var options = new ShardOptions { Token = token, Intents = intents, Compression = ZstdCompression.ZstdStream };
/// </code>
/// </example>
public sealed class ZstdCompression : GatewayCompression
{
    private ZstdCompression()
    {
    }

    /// <summary>The compression of the whole connection as one zstd stream; several shards can share it.</summary>
    public static GatewayCompression ZstdStream { get; } = new ZstdCompression();

    /// <inheritdoc/>
    public override string? QueryValue => "zstd-stream";

    /// <inheritdoc/>
    public override IGatewayInflater CreateInflater() => new ZstdInflater();
}
