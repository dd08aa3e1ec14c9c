using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Seams;

/// <summary>Every call that a shard makes to code that it was given.</summary>
internal enum SeamCall
{
    LoggerIsEnabled,
    LoggerLog,
    LoggerBeginScope,
    GateEnter,
    GatePermitDispose,
    GateTokenCallback,
    SocketFactory,
    SocketConnect,
    SocketReceive,
    SocketSend,
    SocketClose,
    SocketAbort,
    SocketDispose,
    ConnectTokenCallback,
    ConfigureSocket,
    CreateInflater,
    InflaterRead,
    InflaterDispose,
    GetTimestamp,
    GetUtcNow,
    CreateTimer,
    TimerChange,
    TimerDispose,
    StageChanged,
    MeterFactoryCreate,
    InstrumentPublished,
    MeasurementCallback,
    ActivitySample,
    ActivityStarted,
    ActivityStopped,
    RecorderStreamWrite,
    RecorderStreamFlush,
    RecorderStreamDispose,
    ActivitiesOfPresence,
    UserIdsOfRequest,
}

/// <summary>What a call does instead of its work.</summary>
internal enum Misbehaviour
{
    Throws,
    ThrowsAsynchronously,
    Blocks,
    ReturnsNonsense,
}

/// <summary>One call that misbehaves in one way: what makes no sense, and what is expected of the shard.</summary>
internal sealed record Cell(SeamCall Call, Misbehaviour Behaviour)
{
    private const string NoTask = "it returns no task";
    private const string NoResult = "it returns nothing";

    internal static IReadOnlyList<Cell> All { get; } =
        [.. Enum.GetValues<SeamCall>().SelectMany(_ => Enum.GetValues<Misbehaviour>(), (call, behaviour) => new Cell(call, behaviour))];

    /// <summary>Why there is nothing to test; null if there is.</summary>
    internal string? NotApplicable => (Call, Behaviour) switch
    {
        (SeamCall.LoggerBeginScope, _) => "the shard opens no scope",
        (_, Misbehaviour.ThrowsAsynchronously) => Call is SeamCall.GateEnter or SeamCall.GatePermitDispose or SeamCall.SocketConnect or SeamCall.SocketReceive
            or SeamCall.SocketSend or SeamCall.SocketClose or SeamCall.StageChanged or SeamCall.RecorderStreamWrite or SeamCall.RecorderStreamDispose ? null : NoTask,
        (_, Misbehaviour.ReturnsNonsense) => Call is SeamCall.LoggerIsEnabled or SeamCall.GateEnter or SeamCall.SocketFactory or SeamCall.SocketConnect
            or SeamCall.SocketReceive or SeamCall.SocketSend or SeamCall.SocketClose or SeamCall.CreateInflater or SeamCall.InflaterRead or SeamCall.GetTimestamp
            or SeamCall.GetUtcNow or SeamCall.CreateTimer or SeamCall.TimerChange or SeamCall.MeterFactoryCreate or SeamCall.ActivitySample
            or SeamCall.ActivitiesOfPresence or SeamCall.UserIdsOfRequest ? null : NoResult,
        _ => null,
    };

    /// <summary>Whether the call is made by the caller of the shard's constructor or method, who receives its exception.</summary>
    internal bool IsOnCallersThread => Call is SeamCall.GetUtcNow or SeamCall.CreateTimer or SeamCall.MeterFactoryCreate or SeamCall.InstrumentPublished
        or SeamCall.ActivitiesOfPresence or SeamCall.UserIdsOfRequest;

    /// <summary>Whether a thread that blocks in the call leaves others that send heartbeats: not if time itself, or the wire, is what blocks.</summary>
    internal bool MustBeatWhileBlocked => !IsOnCallersThread && Call is not (SeamCall.GetTimestamp or SeamCall.TimerChange);

    /// <summary>Whether a shutdown is bounded while the call blocks: not if the user's own thread or the clock of the bound is what blocks.</summary>
    internal bool MustShutDownWhileBlocked => Call is not (SeamCall.GetTimestamp or SeamCall.CreateTimer);

    /// <summary>The least level of the line that tells of an exception; null where the caller receives it, or nothing works that could tell.</summary>
    internal LogLevel? LeastLevel => Call switch
    {
        SeamCall.LoggerIsEnabled or SeamCall.LoggerLog => null,
        SeamCall.RecorderStreamWrite or SeamCall.RecorderStreamFlush or SeamCall.RecorderStreamDispose => null,
        _ when IsOnCallersThread => null,
        SeamCall.SocketClose or SeamCall.SocketAbort or SeamCall.SocketDispose or SeamCall.ConnectTokenCallback or SeamCall.InflaterDispose => LogLevel.Debug,
        SeamCall.SocketFactory or SeamCall.SocketConnect or SeamCall.SocketReceive or SeamCall.SocketSend or SeamCall.ConfigureSocket or SeamCall.CreateInflater => LogLevel.Information,
        _ => LogLevel.Warning,
    };
}
