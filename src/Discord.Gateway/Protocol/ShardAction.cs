namespace Discord.Gateway.Protocol;

internal enum ShardActionKind
{
    /// <summary>Open a socket to <see cref="ShardAction.Uri"/>.</summary>
    Connect,

    /// <summary>Let go of the current connection: close it with <see cref="ShardAction.CloseCode"/>, or abort it if there is none.</summary>
    Disconnect,

    /// <summary>Ask the identify gate, then call <see cref="GatewayProtocol.IdentifyAllowed"/>.</summary>
    WaitForIdentifyGate,

    SendIdentify,
    SendResume,

    /// <summary>A beat on schedule: it may use the room kept for beats.</summary>
    SendHeartbeat,

    /// <summary>A beat that Discord asked for.</summary>
    AnswerHeartbeat,

    /// <summary>The session is gone: answers that belonged to it will not come.</summary>
    SessionLost,

    /// <summary>READY or RESUMED came: commands may be sent.</summary>
    Connected,

    StageChanged,

    /// <summary>The shard has ended with <see cref="ShardAction.Error"/>.</summary>
    Fail,
}

/// <summary>One thing that <see cref="GatewayProtocol"/> wants done.</summary>
internal readonly record struct ShardAction(ShardActionKind Kind)
{
    internal Uri? Uri { get; init; }

    internal int? CloseCode { get; init; }

    internal GatewayFatalException? Error { get; init; }

    internal StageChange? Stage { get; init; }

    internal string? Reason { get; init; }
}
