namespace Discord.Gateway.StressTests.Worlds;

/// <summary>What may happen in a world.</summary>
internal enum Happening
{
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    ClockJumps,

    // Discord and the wire.
    Events,
    EventsOfAll,
    OversizeEvents,
    Unreadable,
    UnknownOpcode,
    SequenceRepeats,
    SequenceJumps,
    RepeatOnResume,
    SwapOnResume,
    OmitOnResume,
    DoubleOnResume,
    StrangeStart,
    Cut,
    GoDead,
    Close,
    CloseForGood,
    AskReconnect,
    InvalidResumable,
    Invalid,
    AskHeartbeats,
    Outage,
    ResumeHostDown,
    ConnectHangs,
    NoHello,
    NoAcknowledgements,
    NoReady,
    LateReady,
    NoResumed,
    SessionsExpire,
    SessionsDieYoung,

    // The bot.
    Commands,
    ImpatientCommand,
    CancelCommands,
    Presence,
    RequestHeartbeat,
    Reconnect,
    ConsumerStops,
    ConsumerTakes,
    Shutdown,
    Crash,

    // Objects that belong to the bot: sockets and gates.
    WriteHangs,
    WriteFails,
    GateHangs,
    GateThrows,
}

/// <summary>One thing that happens: to a shard, if it is about one, and how much of it.</summary>
internal readonly record struct Step(Happening What, int Shard, int Amount)
{
    public override string ToString() => $"{What} (shard {Shard}, {Amount})";
}

/// <summary>How hostile a world's threads, clock and sockets are. 0 is harmless, 3 is the worst.</summary>
/// <param name="Threads">Time between an input and what its thread does next.</param>
/// <param name="Reports">Time that loggers and handlers take.</param>
/// <param name="Pump">Time that the pump takes for a payload.</param>
/// <param name="Writes">Time that a write takes.</param>
/// <param name="ClockGrain">The clock's step, in milliseconds.</param>
/// <param name="IsFiltered">Whether an event filter leaves out a kind of events.</param>
/// <param name="IsCrowded">Whether many other shards of the process disconnect, too.</param>
internal sealed record Seams(int Threads, int Reports, int Pump, int Writes, int ClockGrain, bool IsFiltered, bool IsCrowded)
{
    internal static readonly Seams Harmless = new(0, 0, 0, 0, 0, false, false);

    /// <summary>The same with one seam less, for each.</summary>
    internal IEnumerable<Seams> Milder() => ((Seams[])[
        this with { Threads = 0 }, this with { Reports = 0 }, this with { Pump = 0 }, this with { Writes = 0 }, this with { ClockGrain = 0 },
        this with { IsFiltered = false }, this with { IsCrowded = false }]).Where(milder => milder != this);
}
