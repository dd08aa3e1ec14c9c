using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Discord.Gateway.Events;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Benchmarks;

/// <summary>What decoding costs: a bare pass of the reader is what it costs at least.</summary>
internal static class DecodeBenchmark
{
    // What was measured when this was written, in passes of the reader. Worse by a quarter is a mistake, not noise.
    private const double MixPasses = 1.7;
    private const double GuildPasses = 1.6;
    private const double Tolerance = 1.25;

    internal static int Run(bool check)
    {
        // A machine may be busy with something else for a while; code that has become slower is slower each time.
        for (int attempt = 1; attempt <= (check ? 3 : 1); attempt++)
        {
            (double ofMix, double ofGuild) = Measure();
            if (!check || (ofMix <= MixPasses * Tolerance && ofGuild <= GuildPasses * Tolerance))
            {
                return 0;
            }
        }

        Console.WriteLine($"FAILED: typed decode cost {MixPasses} and {GuildPasses} passes of the reader, and now costs more than {Tolerance} times that.");
        return 1;
    }

    private static (double OfMix, double OfGuild) Measure()
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

        double ofMix = Report("the mix", Alternating.Measure(
            rounds: 31,
            events.Length,
            ("Utf8JsonReader, one pass", i => Pass(events[i].Data)),
            ("typed decode", i => Decode(rows[i], events[i].Data)),
            ("System.Text.Json, same records", i => JsonSerializer.Deserialize(events[i].Data, types[events[i].Name[0] switch { 'P' => 0, 'T' => 1, _ => 2 }]))));
        double ofGuild = Report("GUILD_CREATE of 1,000 members", Alternating.Measure(
            rounds: 31,
            itemsPerRound: 20,
            ("Utf8JsonReader, one pass", _ => Pass(guild)),
            ("typed decode", _ => Decode(EventTable.Find(GatewayEventType.GuildCreate)!, guild)),
            ("System.Text.Json, its Guild alone", _ => JsonSerializer.Deserialize(guild, types[3]))));
        return (ofMix, ofGuild);
    }

    private static double Report(string title, Alternating.Result[] results)
    {
        Console.WriteLine($"\n{title}");
        foreach (Alternating.Result result in results)
        {
            Console.WriteLine($"  {result.Name,-34} {result.Microseconds,10:0.000} us  {result.Microseconds / results[0].Microseconds,6:0.00} passes  {result.Bytes,12:N0} B");
        }

        return results[1].Microseconds / results[0].Microseconds;
    }

    private static void Pass(byte[] data)
    {
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
        }
    }

    private static void Decode(EventRow row, byte[] data)
    {
        if (GatewayEvent.Decode(row, row.Name, data) is UndecodableEvent undecodable)
        {
            throw new InvalidOperationException(undecodable.Reason);
        }
    }
}
