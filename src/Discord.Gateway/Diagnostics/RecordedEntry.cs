namespace Discord.Gateway;

/// <summary>What happened, in a <see cref="GatewayRecording"/>.</summary>
public enum RecordedEntryKind
{
    /// <summary>The shard begins to connect; the text is the address.</summary>
    Connect,

    /// <summary>The connection came to nothing; the text says why.</summary>
    Failed,

    /// <summary>The gateway sent a payload.</summary>
    Received,

    /// <summary>The gateway sent bytes that could not be inflated; the payload is those bytes.</summary>
    Broken,

    /// <summary>The shard sent a payload. A token is replaced by <c>***</c>.</summary>
    Sent,

    /// <summary>The gateway closed, with the code.</summary>
    Closed,

    /// <summary>The wire was lost; the text says how.</summary>
    Lost,

    /// <summary>The shard closed, with the code.</summary>
    Close,

    /// <summary>The shard dropped the connection.</summary>
    Abort,
}

/// <summary>One thing that happened on a recorded connection.</summary>
/// <param name="Connection">Which of the shard's connections, counted from 1.</param>
/// <param name="At">When, counted from the start of the recording.</param>
/// <param name="Kind">What.</param>
/// <param name="Payload">The payload, where there is one: JSON as it came, or bytes.</param>
/// <param name="CloseCode">The close code, where there is one.</param>
/// <param name="Text">An address or a reason, where there is one.</param>
public sealed record RecordedEntry(int Connection, TimeSpan At, RecordedEntryKind Kind, ReadOnlyMemory<byte> Payload, int? CloseCode, string? Text);
