using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>A step of the protocol: one payload with its envelope, or one look at the clock.</summary>
public class ProtocolBenchmarks
{
    private static readonly byte[] Dispatch = """{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{}}"""u8.ToArray();
    private static readonly byte[] Acknowledgement = """{"op":11}"""u8.ToArray();

    private readonly GatewayProtocol _protocol =
        new(new ShardId(0, 1), new GatewayEndpoint(new Uri("wss://gateway.test"), null), new BackoffPolicy(), null, () => 0.5);

    private readonly byte[] _numbered = new byte[64];
    private long _sequence = 1;

    /// <summary>Connects, so that what comes is dispatched.</summary>
    [GlobalSetup]
    public void Connect()
    {
        _protocol.Start(TimeSpan.Zero);
        _protocol.OnOpened(TimeSpan.Zero);
        Receive("""{"op":10,"d":{"heartbeat_interval":41250}}"""u8);
        _protocol.OnGateOpened(TimeSpan.Zero);
        Receive("""{"t":"READY","s":1,"op":0,"d":{"resume_gateway_url":"wss://resume.test","session_id":"abc"}}"""u8);
        while (_protocol.TryTakeAction(out _))
        {
        }
    }

    /// <summary>An event that is new.</summary>
    [Benchmark(Baseline = true)]
    public bool NewEvent()
    {
        _ = Utf8.TryWrite(_numbered, $$$"""{"t":"MESSAGE_CREATE","s":{{{++_sequence}}},"op":0,"d":{} }""", out int count);
        return Receive(_numbered.AsSpan(0, count));
    }

    /// <summary>One that came before.</summary>
    [Benchmark]
    public bool OldEvent() => Receive(Dispatch);

    /// <summary>Op 11.</summary>
    [Benchmark]
    public bool Acknowledged() => Receive(Acknowledgement);

    /// <summary>Nothing is due.</summary>
    [Benchmark]
    public TimeSpan Tick()
    {
        _protocol.OnTimer(TimeSpan.Zero);
        return _protocol.Deadline;
    }

    private bool Receive(ReadOnlySpan<byte> payload)
    {
        _ = Envelope.TryRead(payload, out Envelope envelope, out _);
        _protocol.OnBytes();
        return _protocol.OnPayload(TimeSpan.Zero, envelope);
    }
}
