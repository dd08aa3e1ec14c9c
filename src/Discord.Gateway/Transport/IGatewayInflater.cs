using System.Buffers;

namespace Discord.Gateway;

/// <summary>Turns one connection's WebSocket messages into payloads. Not thread-safe; made and disposed with its connection.</summary>
public interface IGatewayInflater : IDisposable
{
    /// <summary>
    /// Consumes received bytes up to the end of a payload, or all of them, and appends what they inflate to.
    /// </summary>
    /// <param name="input">The bytes; what was consumed is cut off.</param>
    /// <param name="endOfMessage">Whether the WebSocket message ends with these bytes.</param>
    /// <param name="payload">Where the payload's UTF-8 goes. It throws when the payload passes the shard's bound.</param>
    /// <returns>Whether the payload is complete. Called again, with an emptied <paramref name="payload"/>, until it returns false.</returns>
    /// <exception cref="InvalidDataException">The compressed data is broken.</exception>
    bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload);
}

/// <summary>The buffer a payload is assembled in.</summary>
public interface IPayloadWriter : IBufferWriter<byte>
{
    /// <summary>What has been written of the payload so far.</summary>
    ReadOnlySpan<byte> Written { get; }
}
