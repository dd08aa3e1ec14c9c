using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>
/// The process that receives events in one way. Each line on standard input is a round: the number of its events. The process answers with "connected", and with its
/// measure after the last event.
/// </summary>
internal static class PacedClient
{
    internal static async Task<int> RunAsync(string way, Uri uri)
    {
        while (Console.ReadLine() is { } line)
        {
            int events = int.Parse(line, CultureInfo.InvariantCulture);
            var record = new PacedRecord(events);
            await using IFloodWay client = Create(way, record);
            await client.ConnectAsync(uri, "zlib-stream");
            GC.Collect();
            Console.WriteLine("connected");
            await client.ReceiveAsync(events);
            Console.WriteLine(record.ToMeasure().ToLine());
        }

        return 0;
    }

    private static IFloodWay Create(string way, PacedRecord record) => way switch
    {
        "floor" => new FloodFloor(reads: false) { Handler = payload => Add(record, payload) },
        "raw" => new FloodShard(FloodKind.Raw) { RawHandler = gatewayEvent => Add(record, gatewayEvent.Data.Span) },
        "typed" => new FloodShard(FloodKind.Typed) { Handler = gatewayEvent => Add(record, gatewayEvent) },
        "manager" => new FloodManager(EventOrder.PerShard) { Handler = gatewayEvent => Add(record, gatewayEvent) },
        _ => throw new ArgumentException($"There is no way named {way}.", nameof(way)),
    };

    private static void Add(PacedRecord record, ReadOnlySpan<byte> json)
    {
        if (PacedStamp.TryRead(json, out long written))
        {
            record.Add(written);
        }
    }

    private static void Add(PacedRecord record, GatewayEvent gatewayEvent)
    {
        if (gatewayEvent is TypingStartEvent typing)
        {
            record.Add((long)typing.UserId.Value);
        }
    }
}
