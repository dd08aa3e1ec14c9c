using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Discord.Gateway.Events;
using Discord.Gateway.Models;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Benchmarks;

/// <summary>What decoding costs: a bare pass of the reader is what it costs at least.</summary>
internal static class DecodeBenchmark
{
    // What was measured when this was written, in passes of the reader. Worse by a quarter is a mistake, not noise.
    private const double MixPasses = 1.3;
    private const double GuildPasses = 1.2;
    private const double Tolerance = 1.25;

    /// <summary>Beside the records, only pooled arrays that a garbage collection has dropped are made anew.</summary>
    private const double BytesTolerance = 1.01;

    internal static int Run(bool check)
    {
        // A machine may be busy with something else for a while; code that has become slower is slower each time.
        for (int attempt = 1; attempt <= (check ? 3 : 1); attempt++)
        {
            (Cost mix, Cost guild) = Measure();
            if (!check || (mix.Passes <= MixPasses * Tolerance && guild.Passes <= GuildPasses * Tolerance && mix.Excess <= BytesTolerance && guild.Excess <= BytesTolerance))
            {
                return 0;
            }
        }

        Console.WriteLine(
            $"FAILED: typed decode must cost at most {Tolerance} times {MixPasses} and {GuildPasses} passes of the reader, and allocate at most {BytesTolerance} times what its records take.");
        return 1;
    }

    /// <summary>In passes of the reader, and what is allocated in parts of what the records take.</summary>
    private readonly record struct Cost(double Passes, double Excess);

    private static (Cost Mix, Cost Guild) Measure()
    {
        var mix = new PayloadMix(seed: 1);
        (string Name, byte[] Data)[] events = mix.Make(20_000);
        EventRow[] rows = [.. events.Select(e => EventTable.Rows.Single(row => row.Name == e.Name))];
        byte[] guild = mix.MakeGuildCreate(members: 1_000);
        JsonSerializerOptions plain = PlainResolver.MakeOptions();
        JsonTypeInfo[] types =
        [
            plain.GetTypeInfo(typeof(Presence)), plain.GetTypeInfo(typeof(TypingStartEvent)), plain.GetTypeInfo(typeof(Message)), plain.GetTypeInfo(typeof(Guild)),
        ];
        Console.WriteLine($"The mix: {events.Average(e => e.Data.Length):0} bytes of data an event. The guild: {guild.Length:N0} bytes.");

        Cost ofMix = Report("the mix", Alternating.Measure(
            rounds: 31,
            events.Length,
            ("Utf8JsonReader, one pass", i => Pass(events[i].Data)),
            ("typed decode", i => Decode(rows[i], events[i].Data)),
            ("System.Text.Json, same records", i => JsonSerializer.Deserialize(events[i].Data, types[events[i].Name[0] switch { 'P' => 0, 'T' => 1, _ => 2 }]))),
            Enumerable.Range(0, events.Length).Average(i => RecordBytes(rows[i], events[i].Data)));
        Cost ofGuild = Report("GUILD_CREATE of 1,000 members", Alternating.Measure(
            rounds: 31,
            itemsPerRound: 20,
            ("Utf8JsonReader, one pass", _ => Pass(guild)),
            ("typed decode", _ => Decode(EventTable.Find(GatewayEventType.GuildCreate)!, guild)),
            ("System.Text.Json, its Guild alone", _ => JsonSerializer.Deserialize(guild, types[3]))),
            RecordBytes(EventTable.Find(GatewayEventType.GuildCreate)!, guild));
        return (ofMix, ofGuild);
    }

    private static Cost Report(string title, Alternating.Result[] results, double recordBytes)
    {
        Console.WriteLine($"\n{title}");
        foreach (Alternating.Result result in results)
        {
            Console.WriteLine($"  {result.Name,-34} {result.Microseconds,10:0.000} us  {result.Microseconds / results[0].Microseconds,6:0.00} passes  {result.Bytes,12:N0} B");
        }

        Console.WriteLine($"  {"the records themselves, summed up",-34} {recordBytes,41:N0} B");
        return new Cost(results[1].Microseconds / results[0].Microseconds, results[1].Bytes / recordBytes);
    }

    private static void Pass(byte[] data)
    {
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
        }
    }

    private static GatewayEvent Decode(EventRow row, byte[] data) =>
        GatewayEvent.Decode(row, row.Name, data, keepsUnknown: false) is var decoded and not UndecodableEvent
            ? decoded
            : throw new InvalidOperationException($"{row.Name} was not decoded.");

    /// <summary>What the objects of an event take, without those that were there before.</summary>
    private static long RecordBytes(EventRow row, byte[] data) => ObjectGraph.OwnBytes(Decode(row, data), Decode(row, data));
}
