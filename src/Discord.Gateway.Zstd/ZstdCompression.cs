namespace Discord.Gateway.Zstd;

/// <summary>
/// One zstd stream for the whole connection: <c>ShardOptions.Compression = ZstdCompression.ZstdStream</c>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway">Gateway › Encoding and Compression, Zstd-stream</see>.
/// </summary>
public sealed class ZstdCompression : GatewayCompression
{
    private ZstdCompression()
    {
    }

    /// <summary>One zstd stream for the whole connection.</summary>
    public static GatewayCompression ZstdStream { get; } = new ZstdCompression();

    /// <inheritdoc/>
    public override string? QueryValue => "zstd-stream";

    /// <inheritdoc/>
    public override IGatewayInflater CreateInflater() => new ZstdInflater();
}
