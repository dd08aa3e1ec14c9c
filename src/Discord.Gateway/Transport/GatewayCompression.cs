using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// A transport compression of received payloads: its name in the gateway's address, and its decompressor. Sent payloads are never compressed.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#encoding-and-compression">Gateway › Encoding and Compression</see>.
/// </summary>
public abstract class GatewayCompression
{
    /// <summary>Plain JSON. Several times the traffic of <see cref="ZlibStream"/>; for debugging, and for proxies that compress themselves.</summary>
    public static GatewayCompression None { get; } = new NoCompression();

    /// <summary>One zlib stream for the whole connection. The default.</summary>
    public static GatewayCompression ZlibStream { get; } = new ZlibStreamCompression();

    /// <summary>The value of <c>compress</c> in the gateway's address; null for none.</summary>
    public abstract string? QueryValue { get; }

    /// <summary>Creates the decompressor of one connection. State is not shared between connections.</summary>
    public abstract IGatewayInflater CreateInflater();

    /// <summary>The name of the compression.</summary>
    public override string ToString() => QueryValue ?? "none";

    private sealed class NoCompression : GatewayCompression
    {
        public override string? QueryValue => null;

        public override IGatewayInflater CreateInflater() => new PlainReader();
    }

    private sealed class ZlibStreamCompression : GatewayCompression
    {
        public override string? QueryValue => "zlib-stream";

        public override IGatewayInflater CreateInflater() => new ZlibStreamInflater();
    }
}
