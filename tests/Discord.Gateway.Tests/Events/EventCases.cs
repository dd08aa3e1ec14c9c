using System.Text.Json;

namespace Discord.Gateway.Tests.Events;

/// <summary>
/// Data of every event, as the documentation's tables of fields have it: in full, minimal, with unknown fields and values, and in forms that are special.
/// </summary>
internal static class EventCases
{
    /// <summary>What an unknown field is called in the cases.</summary>
    internal const string UnknownField = "new_field";

    internal static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Events", "Cases");

    internal static IReadOnlyDictionary<string, JsonElement> Of(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        return document.RootElement.EnumerateObject().ToDictionary(@case => @case.Name, @case => @case.Value.Clone());
    }
}
