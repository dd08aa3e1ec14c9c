using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Discord.Gateway.Events;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>Each kind of event, from the data that its tests have with all fields in it; beside one pass of a bare reader.</summary>
public class DecodeBenchmarks
{
    private EventRow _row = EventTable.Rows[0];
    private byte[] _data = [];

    /// <summary>Every event of the table that has a case.</summary>
    public static IEnumerable<string> Names => EventCases.Names;

    /// <summary>The event's name on the wire.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Takes the largest case.</summary>
    [GlobalSetup]
    public void Load()
    {
        _row = EventTable.Rows.Single(row => row.Name == Name);
        _data = EventCases.Of(Name).Values.Select(value => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value))).MaxBy(data => data.Length)!;
    }

    /// <summary>What any reading costs at least.</summary>
    [Benchmark(Baseline = true)]
    public int ReaderPass()
    {
        int tokens = 0;
        var reader = new Utf8JsonReader(_data);
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    /// <summary>To the record.</summary>
    [Benchmark]
    public GatewayEvent Decode() => GatewayEvent.Decode(_row, _row.Name, _data, keepsUnknown: false);
}
