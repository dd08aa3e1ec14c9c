using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

/// <summary>Reading data that is not as it should be, and that our readers agree with System.Text.Json's.</summary>
public sealed class DecodingTests
{
    private static readonly (string Name, byte[] Data)[] AllCases =
        [.. EventCases.Names.SelectMany(name => EventCases.Of(name).Values.Select(data => (name, Encoding.UTF8.GetBytes(Compact(data)))))];

    private static readonly JsonSerializerOptions Plain = PlainResolver.MakeOptions();

    public static TheoryData<string> Names => [.. EventCases.Names];

    [Fact]
    public void Data_cut_off_anywhere_gives_an_event_or_an_undecodable_one()
    {
        Gen.Select(OneOf(AllCases), Gen.Double[0, 1]).Sample((@case, where) =>
        {
            ReadOnlySpan<byte> data = @case.Data.AsSpan(0, (int)(where * (@case.Data.Length - 1)));

            var undecodable = GatewayEvent.Decode(@case.Name, data) as UndecodableEvent;

            Assert.True(undecodable is not null || @case.Name == "RESUMED");
            Assert.True(undecodable is null || (undecodable.Name == @case.Name && undecodable.Data.Length == data.Length && undecodable.Error is not null));
        }, iter: 5_000);
    }

    [Fact]
    public void Data_changed_anywhere_gives_an_event_or_an_undecodable_one()
    {
        Gen<byte> bytes = Gen.Frequency((3, OneOf("{}[],:\"0123456789-+eEtfn\\u \0"u8.ToArray())), (1, Gen.Byte));
        Gen.Select(OneOf(AllCases), Gen.Select(Gen.Double[0, 1], bytes).Array[1, 8]).Sample((@case, changes) =>
        {
            byte[] data = [.. @case.Data];
            foreach ((double where, byte value) in changes)
            {
                data[Math.Min((int)(where * data.Length), data.Length - 1)] = value;
            }

            GatewayEvent decoded = GatewayEvent.Decode(@case.Name, data);

            Assert.Equal(@case.Name, decoded.Name);
            Assert.NotEmpty(decoded.ToString());
            if (decoded is not UndecodableEvent)
            {
                EventJsonText.Write(decoded);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Values_of_any_json_type_in_any_place_give_an_event_or_an_undecodable_one()
    {
        string[] values = ["null", "true", "1", "-1.5e300", "99999999999999999999999999", "\"text\"", "\"\"", "[]", "{}", "[null,{}]", "{\"type\":7}", "\"2026-13-45T99:00:00+00:00\""];
        Gen.Select(OneOf(AllCases), Gen.Int.Positive, OneOf(values)).Sample((@case, place, value) =>
        {
            JsonNode root = JsonNode.Parse(@case.Data)!;
            (JsonNode Parent, Action<JsonNode?> Replace)[] places = [.. Places(root)];
            if (places.Length > 0)
            {
                places[place % places.Length].Replace(JsonNode.Parse(value));
            }

            GatewayEvent decoded = GatewayEvent.Decode(@case.Name, Encoding.UTF8.GetBytes(root.ToJsonString()));

            Assert.Equal(@case.Name, decoded.Name);
            if (decoded is not UndecodableEvent)
            {
                EventJsonText.Write(decoded);
            }
        }, iter: 10_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_in_place_of_any_value_but_the_ids_of_records_is_as_if_it_were_absent(string name)
    {
        JsonObject data = JsonNode.Parse(EventCases.Of(name)["full"].GetRawText())!.AsObject();
        foreach (string key in data.Select(pair => pair.Key).ToArray())
        {
            JsonObject changed = data.DeepClone().AsObject();
            changed[key] = null;

            Assert.IsNotType<UndecodableEvent>(GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(changed.ToJsonString())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Our_readers_read_what_system_text_json_reads(string name)
    {
        Type record = EventTable.Rows.Single(row => row.Name == name).RecordType;
        if (record.GetProperties().FirstOrDefault(property => property.GetCustomAttributesData().Any(data => data.AttributeType.Name == "InlineAttribute")) is { } inline)
        {
            record = inline.PropertyType;
        }

        JsonElement[] cases = [.. EventCases.Of(name).Where(pair => pair.Key is "full" or "minimal").Select(pair => pair.Value)];
        Gen.Select(Gen.Int[0, cases.Length - 1], Gen.Int).Sample((form, seed) =>
        {
            string text = Shuffle(JsonNode.Parse(cases[form].GetRawText())!, new Random(seed)).ToJsonString();

            object? ours = JsonSerializer.Deserialize(text, record);
            object? theirs = JsonSerializer.Deserialize(text, record, Plain);

            Assert.Empty(Differences(theirs, ours, record.Name));
        }, iter: 20);
    }

    private static Gen<T> OneOf<T>(T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static string Compact(JsonElement data) => JsonNode.Parse(data.GetRawText())!.ToJsonString();

    /// <summary>Every place where a value stands, however deep.</summary>
    private static IEnumerable<(JsonNode Parent, Action<JsonNode?> Replace)> Places(JsonNode node) => node switch
    {
        JsonObject properties => properties.ToArray().SelectMany(pair =>
            (pair.Value is null ? [] : Places(pair.Value)).Prepend((properties, value => properties[pair.Key] = value))),
        JsonArray items => items.ToArray().SelectMany((item, i) => (item is null ? [] : Places(item)).Prepend((items, value => items[i] = value))),
        _ => [],
    };

    /// <summary>The same data with its keys in another order, some left out, and unknown ones between them.</summary>
    private static JsonNode Shuffle(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject properties:
                var shuffled = new JsonObject();
                foreach ((string key, JsonNode? value) in properties.OrderBy(_ => random.Next()))
                {
                    // What tells components apart must stay.
                    if (key is "type" or "id" || random.Next(8) != 0)
                    {
                        shuffled[key] = value is null ? null : Shuffle(value, random);
                    }

                    // A map's keys are ids.
                    if (random.Next(8) == 0 && !char.IsAsciiDigit(key[0]))
                    {
                        shuffled[$"unknown_{random.Next()}"] = JsonNode.Parse("""{"id":"1","type":[1,{"name":"x"}]}""");
                    }
                }

                return shuffled;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => item is null ? null : Shuffle(item, random))]);
            default:
                return node.DeepClone();
        }
    }

    private static IEnumerable<string> Differences(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null)
        {
            return expected == actual ? [] : [$"{path} should be {expected ?? "null"}, and is {actual ?? "null"}"];
        }

        if (PlainResolver.IsRecord(expected.GetType()))
        {
            // What may be known from beside a record, no plain reader knows.
            return PlainResolver.PropertiesOf(expected.GetType()).Where(property => !PlainResolver.IsKnownFromElsewhere(property) || property.GetValue(expected) is not null).SelectMany(property =>
                Differences(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}"));
        }

        return (expected, actual) switch
        {
            (JsonElement left, JsonElement right) => left.GetRawText() == right.GetRawText() ? [] : [path],
            (string left, string right) => left == right ? [] : [$"{path}: {left}, {right}"],
            (System.Collections.IDictionary left, System.Collections.IDictionary right) => left.Count == right.Count
                ? left.Keys.Cast<object>().SelectMany(key => Differences(left[key], right[key], $"{path}[{key}]")) : [path],
            (System.Collections.IList left, System.Collections.IList right) => left.Count == right.Count
                ? left.Cast<object?>().Zip(right.Cast<object?>()).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]")) : [path],
            _ when expected.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Optional<>) =>
                Differences(type.GetProperty("Value")!.GetValue(expected), type.GetProperty("Value")!.GetValue(actual), path)
                    .Concat(Equals(type.GetProperty("IsSpecified")!.GetValue(expected), type.GetProperty("IsSpecified")!.GetValue(actual)) ? [] : [$"{path} is absent in one"]),
            _ => expected.Equals(actual) ? [] : [$"{path} should be {expected}, and is {actual}"],
        };
    }
}
