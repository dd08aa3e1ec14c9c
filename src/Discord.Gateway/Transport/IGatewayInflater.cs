using System.Buffers;

namespace Discord.Gateway;

/// <summary>Converts the WebSocket messages of one connection to payloads. Not thread-safe; created and disposed with its connection.</summary>
public interface IGatewayInflater : IDisposable
{
    /// <summary>
    /// Consumes received bytes, up to the end of a payload or all of them, and appends the inflated bytes to the payload.
    /// </summary>
    /// <param name="input">The bytes; consumed bytes are removed.</param>
    /// <param name="endOfMessage">Whether the WebSocket message ends with these bytes.</param>
    /// <param name="payload">Receives the payload's UTF-8. It throws if the payload exceeds the shard's limit.</param>
    /// <returns>Whether the payload is complete. While true, it is called again with an empty <paramref name="payload"/>.</returns>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload);
}

/// <summary>The buffer in which a payload is assembled.</summary>
public interface IPayloadWriter : IBufferWriter<byte>
{
    /// <summary>The bytes of the payload written so far.</summary>
    ReadOnlySpan<byte> Written { get; }
}
