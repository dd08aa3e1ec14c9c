using System.Globalization;
using System.Text.Json;

namespace Discord.Gateway.Simulator;

/// <summary>
/// Named values: of an object in a file, or of a request, whose query has only text. So numbers and flags may also be written as text, and ids as numbers.
/// </summary>
internal sealed class Arguments(IReadOnlyDictionary<string, JsonElement> values)
{
    internal static Arguments None { get; } = new(new Dictionary<string, JsonElement>());

    internal IReadOnlyDictionary<string, JsonElement> Values => values;

    /// <summary>The values of an object.</summary>
    /// <exception cref="InputException">It is none, or has a key twice.</exception>
    internal static Arguments From(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"an object is expected here, not {Describe(element)}");
        }

        var values = new Dictionary<string, JsonElement>();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!values.TryAdd(property.Name, property.Value))
            {
                throw new InputException($"\"{property.Name}\" is given twice");
            }
        }

        return new Arguments(values);
    }

    /// <summary>All but some.</summary>
    internal Arguments Without(params ReadOnlySpan<string> names)
    {
        var rest = new Dictionary<string, JsonElement>(values);
        foreach (string name in names)
        {
            rest.Remove(name);
        }

        return new Arguments(rest);
    }

    /// <summary>Refuses names that mean nothing, which are mostly misspelt ones.</summary>
    internal void Allow(params string[] names)
    {
        foreach (string name in values.Keys)
        {
            if (!names.Contains(name))
            {
                throw new InputException($"\"{name}\" is unknown here; allowed: {(names.Length == 0 ? "nothing" : string.Join(", ", names))}");
            }
        }
    }

    internal bool Has(string name) => values.ContainsKey(name);

    internal JsonElement? GetElement(string name) => values.TryGetValue(name, out JsonElement value) ? value : null;

    internal IEnumerable<JsonElement> GetList(string name) => GetElement(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } other => throw Wrong(name, "a list", other),
    };

    internal string? GetText(string name) => GetElement(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw Wrong(name, "a string", other),
    };

    internal string RequireText(string name) => GetText(name) switch
    {
        null => throw new InputException($"\"{name}\" is missing"),
        "" => throw new InputException($"\"{name}\" is empty"),
        { } text => text,
    };

    internal double? GetNumber(string name, double least, double most)
    {
        if (GetElement(name) is not { } value)
        {
            return null;
        }

        string text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => "",
        };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? number : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), value);
    }

    internal int? GetCount(string name, int least, int most)
    {
        double? number = GetNumber(name, least, most);
        return number is null ? null : number == Math.Floor(number.Value) ? (int)number : throw Wrong(name, "a whole number", GetElement(name)!.Value);
    }

    internal bool? GetFlag(string name) => GetElement(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out bool flag) => flag,
        { } other => throw Wrong(name, "true or false", other),
    };

    internal ulong? GetId(string name)
    {
        if (GetElement(name) is not { } value)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "";
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) && id > 0 ? id : throw Wrong(name, "an id", value);
    }

    private static InputException Wrong(string name, string expected, JsonElement value) => new($"\"{name}\" must be {expected}, not {Describe(value)}");

    private static string Describe(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
