using System.Globalization;
using System.Text;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>What kind of payload a <see cref="Frame"/> is.</summary>
internal enum FrameKind
{
    Control,
    Acknowledgement,
    Reconnect,
    InvalidSession,
    Ready,
    Resumed,
    Event,
    Oversize,
    UnknownOpcode,
    Unreadable,
}

/// <summary>A payload of the modelled Discord. Events are made once, since every world sends the same ones.</summary>
internal sealed record Frame(FrameKind Kind, string Name, long Sequence, byte[] Payload)
{
    internal static readonly Frame Hello = new(FrameKind.Control, "Hello", 0, Bytes("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250}}"""));
    internal static readonly Frame BadHello = new(FrameKind.Control, "Hello without an interval", 0, Bytes("""{"t":null,"s":null,"op":10,"d":{}}"""));
    internal static readonly Frame Acknowledgement = new(FrameKind.Acknowledgement, "ack", 0, Bytes("""{"op":11}"""));
    internal static readonly Frame HeartbeatRequest = new(FrameKind.Control, "heartbeat request", 0, Bytes("""{"op":1,"d":null}"""));
    internal static readonly Frame Reconnect = new(FrameKind.Reconnect, "op 7", 0, Bytes("""{"op":7,"d":null}"""));
    internal static readonly Frame InvalidResumable = new(FrameKind.InvalidSession, "op 9, resumable", 0, Bytes("""{"op":9,"d":true}"""));
    internal static readonly Frame Invalid = new(FrameKind.InvalidSession, "op 9", 0, Bytes("""{"op":9,"d":false}"""));
    internal static readonly Frame UnknownOpcode = new(FrameKind.UnknownOpcode, "unknown opcode", 0, Bytes("""{"op":99,"d":{"x":1}}"""));
    internal static readonly Frame Unreadable = new(FrameKind.Unreadable, "unreadable payload", 0, Bytes("""{"op":"""));

    private static readonly Frame[] Events = [.. Enumerable.Range(0, 4096).Select(sequence => MakeEvent(sequence))];

    /// <summary>The name that Discord gives the event with a sequence: one that may be filtered out, one that the library does not know, or the usual one.</summary>
    internal string EventName { get; private init; } = "";

    /// <summary>UTF-8 of <c>d</c>, of events alone.</summary>
    internal byte[] Data { get; private init; } = [];

    /// <summary>The session that a READY begins.</summary>
    internal string SessionId { get; private init; } = "";

    internal static Frame Event(long sequence) => sequence >= 0 && sequence < Events.Length ? Events[sequence] : MakeEvent(sequence);

    /// <summary>An event of which only the beginning fits.</summary>
    internal static Frame Oversize(long sequence) => MakeEvent(sequence) with { Kind = FrameKind.Oversize, Name = "oversize event", Data = [] };

    internal static Frame Resumed(long sequence) =>
        Make(FrameKind.Resumed, "RESUMED", "RESUMED", sequence, "{}");

    internal static Frame Ready(string session) => Make(
        FrameKind.Ready, "READY", "READY", 1, $$$"""{"user":{"id":"1"},"resume_gateway_url":"wss://resume.test","session_id":"{{{session}}}"}""") with
    { SessionId = session };

    public override string ToString() => Sequence > 0 ? $"{Name} {Sequence}" : Name;

    private static Frame MakeEvent(long sequence)
    {
        string name = (sequence % 16) switch
        {
            3 or 11 => "TYPING_START",
            5 => "SOMETHING_NEW",
            _ => "MESSAGE_CREATE",
        };
        return Make(FrameKind.Event, "event", name, sequence, string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{sequence}}}"""));
    }

    private static Frame Make(FrameKind kind, string name, string eventName, long sequence, string data) =>
        new(kind, name, sequence, Bytes(string.Create(CultureInfo.InvariantCulture, $$"""{"t":"{{eventName}}","s":{{sequence}},"op":0,"d":{{data}}}""")))
        {
            EventName = eventName,
            Data = Bytes(data),
        };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
