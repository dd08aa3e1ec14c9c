using System.Text;
using Discord.Gateway.Benchmarks.State;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>
/// All that a gateway sends in a flood, as WebSocket frames made before: Hello, READY, and a mix of events with some GUILD_CREATEs of 1,000 members among it. The last
/// event of each half is a USER_UPDATE.
/// </summary>
internal sealed class FloodTraffic
{
    internal static readonly string[] Compressions = ["none", "zlib-stream", "zstd-stream"];

    private const int Members = 1_000;
    internal const int KnownGuilds = 20;

    internal static byte[] LastData { get; } = """{"id":"1000","username":"bot","discriminator":"0","global_name":null,"avatar":null,"bot":true}"""u8.ToArray();

    internal static ReadOnlySpan<byte> HelloPayload => """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}"""u8;

    internal static ReadOnlySpan<byte> ReadyPayload => """
        {"t":"READY","s":1,"op":0,"d":{"v":10,"user":{"id":"1000","username":"bot","discriminator":"0","global_name":null,"avatar":null,"bot":true},"guilds":[],"session_id":"flood","resume_gateway_url":"ws://127.0.0.1:1","shard":[0,1],"application":{"id":"1000","flags":0}}}
        """u8;

    private FloodTraffic(byte[] hello, byte[] ready, byte[] flood, int events, long inflatedBytes)
    {
        Hello = hello;
        Ready = ready;
        Flood = flood;
        Events = events;
        InflatedBytes = inflatedBytes;
    }

    internal byte[] Hello { get; }

    internal byte[] Ready { get; }

    internal byte[] Flood { get; }

    internal int Events { get; }

    internal long InflatedBytes { get; }

    internal static byte[] MakePayload(string name, int sequence, byte[] data) =>
        [.. Encoding.UTF8.GetBytes($$"""{"t":"{{name}}","s":{{sequence}},"op":0,"d":"""), .. data, (byte)'}'];

    /// <summary>The same for the same numbers, in whichever process it is made.</summary>
    internal static FloodTraffic Make(string compression, int events, int guilds)
    {
        var mix = new PayloadMix(seed: 3);
        List<(string Name, byte[] Data)> all = [.. mix.Make(events - guilds - 2)];
        for (int i = 0; i < guilds; i++)
        {
            all.Insert((i + 1) * all.Count / (guilds + 1), ("GUILD_CREATE", mix.MakeGuildCreate(Members)));
        }

        all.Insert((events / 2) - 1, ("USER_UPDATE", LastData));
        all.Add(("USER_UPDATE", LastData));
        return Write(compression, [], all);
    }

    /// <summary>
    /// A flood whose events are of guilds and members that READY's session was told of before: 20 GUILD_CREATEs of 1,000 members and a USER_UPDATE follow READY. Most members that are named in
    /// messages have not changed.
    /// </summary>
    internal static FloodTraffic MakeOfGuilds(string compression, int events)
    {
        var mix = new GuildMix(KnownGuilds, Members);
        List<(string Name, byte[] Data)> first = [.. mix.Creates.Select(data => ("GUILD_CREATE", data)), ("USER_UPDATE", LastData)];
        List<(string Name, byte[] Data)> all = [.. mix.Make(events - 2)];
        all.Insert((events / 2) - 1, ("USER_UPDATE", LastData));
        all.Add(("USER_UPDATE", LastData));
        return Write(compression, first, all);
    }

    /// <param name="compression">Of the connection.</param>
    /// <param name="first">What follows READY at once.</param>
    /// <param name="all">The flood.</param>
    private static FloodTraffic Write(string compression, List<(string Name, byte[] Data)> first, List<(string Name, byte[] Data)> all)
    {
        using var frames = new FrameWriter(compression);
        byte[] hello = frames.Write(HelloPayload);
        using var ready = new MemoryStream();
        ready.Write(frames.Write(ReadyPayload));
        int sequence = 2;
        foreach ((string name, byte[] data) in first)
        {
            ready.Write(frames.Write(MakePayload(name, sequence++, data)));
        }

        using var flood = new MemoryStream();
        long inflated = 0;
        foreach ((string name, byte[] data) in all)
        {
            byte[] payload = MakePayload(name, sequence++, data);
            inflated += payload.Length;
            flood.Write(frames.Write(payload));
        }

        return new FloodTraffic(hello, ready.ToArray(), flood.ToArray(), all.Count, inflated);
    }
}
