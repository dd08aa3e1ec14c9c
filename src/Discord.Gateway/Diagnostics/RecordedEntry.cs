namespace Discord.Gateway;

/// <summary>The kinds of entries in a <see cref="GatewayRecording"/>.</summary>
public enum RecordedEntryKind
{
    /// <summary>The shard begins to connect; the text is the address.</summary>
    Connect,

    /// <summary>The attempt to connect failed; the text is the reason.</summary>
    Failed,

    /// <summary>The gateway sent a payload.</summary>
    Received,

    /// <summary>The gateway sent bytes that could not be inflated; the payload contains those bytes.</summary>
    Broken,

    /// <summary>The shard sent a payload. A token is replaced by <c>***</c>.</summary>
    Sent,

    /// <summary>The gateway closed the connection, with the close code.</summary>
    Closed,

    /// <summary>The connection was lost; the text is the reason.</summary>
    Lost,

    /// <summary>The shard closed the connection, with the close code.</summary>
    Close,

    /// <summary>The shard dropped the connection.</summary>
    Abort,
}

/// <summary>An entry of a <see cref="GatewayRecording"/>.</summary>
/// <param name="Connection">The 1-based number of the shard's connection.</param>
/// <param name="At">The time since the start of the recording.</param>
/// <param name="Kind">The kind of the entry.</param>
/// <param name="Payload">The payload: JSON as sent or received, or bytes that could not be inflated; otherwise empty.</param>
/// <param name="CloseCode">The close code; null if there is none.</param>
/// <param name="Text">An address or a reason; null if there is none.</param>
public sealed record RecordedEntry(int Connection, TimeSpan At, RecordedEntryKind Kind, ReadOnlyMemory<byte> Payload, int? CloseCode, string? Text);
