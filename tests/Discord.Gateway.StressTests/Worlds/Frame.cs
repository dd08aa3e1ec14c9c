using System.Globalization;
using System.Text;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A payload of the modelled Discord.</summary>
internal readonly record struct Frame(string Name, long Sequence, byte[] Payload)
{
    internal static readonly Frame Hello = new("Hello", 0, Bytes("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250}}"""));
    internal static readonly Frame Acknowledgement = new("ack", 0, Bytes("""{"op":11}"""));
    internal static readonly Frame HeartbeatRequest = new("heartbeat request", 0, Bytes("""{"op":1,"d":null}"""));
    internal static readonly Frame Reconnect = new("op 7", 0, Bytes("""{"op":7,"d":null}"""));
    internal static readonly Frame InvalidResumable = new("op 9, resumable", 0, Bytes("""{"op":9,"d":true}"""));
    internal static readonly Frame Invalid = new("op 9", 0, Bytes("""{"op":9,"d":false}"""));

    private static readonly Frame[] Events = [.. Enumerable.Range(0, 4096).Select(sequence => MakeEvent(sequence))];

    internal static Frame Event(long sequence) => sequence < Events.Length ? Events[sequence] : MakeEvent(sequence);

    internal static Frame Resumed(long sequence) => new("RESUMED", sequence, Bytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"t":"RESUMED","s":{{{sequence}}},"op":0,"d":{} }""")));

    internal static Frame Ready(string session) =>
        new("READY", 1, Bytes($$$"""{"t":"READY","s":1,"op":0,"d":{"user":{"id":"1"},"resume_gateway_url":"wss://resume.test","session_id":"{{{session}}}"} }"""));

    public override string ToString() => Sequence > 0 ? $"{Name} {Sequence}" : Name;

    private static Frame MakeEvent(long sequence) => new("event", sequence, Bytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"t":"MESSAGE_CREATE","s":{{{sequence}}},"op":0,"d":{} }""")));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
