using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;

namespace Discord.Gateway.Transport;

/// <summary>
/// Receives the events of a connection. None of these calls throws; those of a connection that is no longer current have no effect.
/// </summary>
internal interface IConnectionOwner
{
    /// <summary>The shard's time.</summary>
    TimeSpan Now { get; }

    void Opened(GatewayConnection connection);

    void ConnectFailed(GatewayConnection connection, string reason);

    /// <summary>The peer closed, or the wire broke (no code).</summary>
    void Closed(GatewayConnection connection, int? code, string reason);

    /// <summary>The connection is unusable, by our own finding.</summary>
    void Broken(GatewayConnection connection, string reason);

    /// <summary>A payload passed the bound. Its beginning was read.</summary>
    void Oversize(GatewayConnection connection, ReadOnlySpan<byte> beginning, string reason);

    /// <summary>Bytes were read from the socket.</summary>
    void BytesReceived(int count);

    /// <summary>Bytes arrived that complete no payload.</summary>
    void PartReceived(GatewayConnection connection);

    /// <param name="connection">The connection.</param>
    /// <param name="payload">UTF-8 of the whole payload.</param>
    /// <param name="now">About when it arrived: payloads that were there at once share a time.</param>
    void PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload, TimeSpan now);

    /// <summary>Everything that was there has been received: the pump waits for bytes.</summary>
    void Rests(GatewayConnection connection);

    /// <summary>The pump has bytes again after a rest.</summary>
    void Wakes(GatewayConnection connection, TimeSpan now);

    /// <summary>Whether events wait, and the consumer waits for them.</summary>
    bool IsConsumerWaiting { get; }

    /// <summary>Wakes the consumer if events wait.</summary>
    /// <param name="mayUseThread">Whether it may run on this thread, before the call returns, if that is one of the thread pool.</param>
    void WakeConsumer(bool mayUseThread);

    /// <summary>Waits while the consumer is behind.</summary>
    ValueTask WaitForRoomAsync(GatewayConnection connection);

    /// <summary>Takes the next payload to write. False when there is none now; the writer then ends.</summary>
    bool TryTakeOutgoing(GatewayConnection connection, [NotNullWhen(true)] out Outgoing? outgoing);

    void Written(GatewayConnection connection, Outgoing outgoing, Exception? error);

    /// <summary>The writer has ended.</summary>
    void WriterEnded();

    /// <summary>Something unexpected was thrown: a defect of ours, or of an inflater or socket given by the user.</summary>
    void Crashed(GatewayConnection connection, Exception error);

    void CloseFailed(GatewayConnection connection, Exception error);
}
