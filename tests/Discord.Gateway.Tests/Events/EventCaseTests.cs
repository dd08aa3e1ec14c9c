using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

/// <summary>Every event in every form: read, written back, and read again.</summary>
public sealed class EventCaseTests
{
    private static readonly JsonSerializerOptions SmallestPieces = new() { DefaultBufferSize = 1 };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string name in EventCases.Names)
            {
                foreach (string form in EventCases.Of(name).Keys)
                {
                    cases.Add(name, form);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void Every_row_of_the_table_has_its_cases()
    {
        Assert.Equal(EventTable.Rows.Select(row => row.Name).Order(), EventCases.Names);
        foreach (EventRow row in EventTable.Rows)
        {
            Assert.Superset(new HashSet<string> { "full", "minimal", "unknown" }, EventCases.Of(row.Name).Keys.ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_is_read_as_its_record_and_written_back_with_the_same_data(string name, string form)
    {
        JsonElement data = EventCases.Of(name)[form];
        EventRow row = EventTable.Rows.Single(row => row.Name == name);

        var decoded = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data.GetRawText()));

        Assert.IsNotType<UndecodableEvent>(decoded);
        Assert.Equal((row.RecordType, row.Type, row.Name), (decoded.GetType(), decoded.Type, decoded.Name));
        string written = EventJsonText.Write(decoded);
        AssertSame(data.GetRawText(), written);
        Assert.Equal(written, EventJsonText.Write(GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(written))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void System_Text_Json_reads_and_writes_events_by_the_same_code(string name, string form)
    {
        string data = EventCases.Of(name)[form].GetRawText();
        Type type = EventTable.Rows.Single(row => row.Name == name).RecordType;

        object decoded = JsonSerializer.Deserialize(data, type)!;

        Assert.Equal(EventJsonText.Write((GatewayEvent)decoded), JsonSerializer.Serialize(decoded, type, EventJsonText.Options));
        var payload = JsonSerializer.Deserialize<GatewayEvent>(JsonSerializer.Serialize((GatewayEvent)decoded with { Sequence = 7, ShardId = new ShardId(1, 2) }))!;
        Assert.Equal((7L, new ShardId(1, 2), type), (payload.Sequence, payload.ShardId, payload.GetType()));
        Assert.Equal(EventJsonText.Write((GatewayEvent)decoded), EventJsonText.Write(payload));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keys_that_are_escaped_and_values_split_between_buffers_are_read(string name, string form)
    {
        var expected = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(EventCases.Of(name)[form].GetRawText()));

        // Over a stream in the smallest pieces.
        string written = EventJsonText.Write(expected);
        using var pieces = new MemoryStream(Encoding.UTF8.GetBytes(EscapeKeys(written)));
        object? read = JsonSerializer.Deserialize(pieces, expected.GetType(), SmallestPieces);

        Assert.Equal(written, EventJsonText.Write((GatewayEvent)read!));
    }

    /// <summary>Writes the first letter of every key as an escape.</summary>
    private static string EscapeKeys(string json) =>
        System.Text.RegularExpressions.Regex.Replace(json, """(?<=[{,])"([a-z])(?=[a-z_0-9]*":)""", match => $"\"\\u{(int)match.Groups[1].Value[0]:x4}");

    private static void AssertSame(string expected, string actual) =>
        Assert.Empty(Differences(JsonNode.Parse(expected), JsonNode.Parse(actual), "$"));

    /// <summary>Where two pieces of JSON differ.</summary>
    private static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string path) => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key))
            .SelectMany(key => left.ContainsKey(key) == right.ContainsKey(key)
                ? Differences(left[key], right[key], $"{path}.{key}")
                : [$"{path}.{key} is {(left.ContainsKey(key) ? "lost" : "added")}"]),
        (JsonArray left, JsonArray right) when left.Count == right.Count => left.Zip(right).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(expected, actual) ? [] : [$"{path} was {expected?.ToJsonString()}, and is {actual?.ToJsonString()}"],
    };
}
