using System.Text;
using System.Text.Json;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.StressTests.Mutations;

/// <summary>What an event may be once one of its values was changed: all else is as it was.</summary>
internal sealed class ExpectedEvents
{
    private readonly JsonPlace _place;
    private readonly Lazy<HashSet<string>> _read;
    private readonly Lazy<List<(JsonPlace Around, string Event)>> _leftOut;

    internal ExpectedEvents(string name, JsonElement original, JsonPlace place)
    {
        _place = place;
        _read = new(() => [.. new[] { null, "null", ValueAt(original, place) }.Select(json => Without(Decoded(name, place.Replace(original, json)), place))]);
        _leftOut = new(() =>
        {
            // An object that lacks its id goes as a whole.
            var events = new List<(JsonPlace, string)>();
            for (JsonPlace? around = place; around is not null; around = around.Parent)
            {
                events.Add((around, Decoded(name, around.Replace(original, json: null))));
            }

            return events;
        });
    }

    internal bool Allows(GatewayEvent decoded)
    {
        string got = EventJsonText.Write(decoded);
        return decoded.Problems.Count == 0
            ? _read.Value.Contains(Without(got, _place)) || (_place.Key == "type" && IsOfAnotherType(got))
            : _leftOut.Value.Any(expected => expected.Event == got || Without(expected.Event, expected.Around) == Without(got, expected.Around));
    }

    /// <summary>Another type makes another object of the one around it, or of the data beside it.</summary>
    private bool IsOfAnotherType(string got)
    {
        JsonPlace data = JsonPlace.OfKey(_place.Parent, "data");
        return (_place.Parent is { } kind && _leftOut.Value.Any(expected => expected.Around == kind && expected.Event == Without(got, kind)))
            || _read.Value.Any(expected => Without(expected, data) == Without(Without(got, _place), data));
    }

    private static string Decoded(string name, byte[] json) => EventJsonText.Write(GatewayEvent.Decode(name, json));

    private static string ValueAt(JsonElement document, JsonPlace place)
    {
        JsonElement parent = place.Parent is null ? document : JsonDocument.Parse(ValueAt(document, place.Parent)).RootElement;
        return (place.Key is null ? parent[place.Index] : parent.GetProperty(place.Key)).GetRawText();
    }

    private static string Without(string json, JsonPlace place)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1_000 });
        return Encoding.UTF8.GetString(place.Replace(document.RootElement, json: null));
    }
}
