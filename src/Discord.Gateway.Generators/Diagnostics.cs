using Microsoft.CodeAnalysis;

namespace Discord.Gateway.Generators;

/// <summary>What the generator refuses, and what to do about it.</summary>
internal static class Diagnostics
{
    internal static readonly DiagnosticDescriptor NotPartial = Make(
        "DGJ001", "A model must be a partial record", "'{0}' is marked [JsonModel], but is not a partial record in a namespace: make it one");

    internal static readonly DiagnosticDescriptor UnsupportedType = Make(
        "DGJ002", "A property's type has no JSON form", "'{0}.{1}' is of type '{2}', which has no JSON form here: mark that type [JsonModel], [StringEnum] or [JsonValue], or this property [JsonIgnore]");

    internal static readonly DiagnosticDescriptor NoUnit = Make(
        "DGJ003", "A TimeSpan needs a unit", "'{0}.{1}' is a TimeSpan, and Discord sends a number: state its unit with [Seconds], [Minutes] or [Days]");

    internal static readonly DiagnosticDescriptor TooManyProperties = Make(
        "DGJ004", "A model has too many properties", "'{0}' has {1} properties, and at most 63 are supported: split it");

    internal static readonly DiagnosticDescriptor SameKey = Make(
        "DGJ005", "Two properties have one JSON name", "'{0}.{1}' and '{0}.{2}' are both '{3}' in JSON: rename one with [JsonPropertyName]");

    internal static readonly DiagnosticDescriptor NoInit = Make(
        "DGJ006", "A property must be init-only", "'{0}.{1}' must have 'get' and 'init', so that the record is immutable and can be read; or mark it [JsonIgnore]");

    internal static readonly DiagnosticDescriptor BadInline = Make(
        "DGJ007", "An inlined property must be a model", "'{0}.{1}' is marked [Inline], but '{2}' is not a [JsonModel], or the record has properties of its own and that is not [JsonModel(CanBeInlined = true)]: mark it so");

    internal static readonly DiagnosticDescriptor NotAStringEnum = Make(
        "DGJ008", "A string enum must be a readonly partial record struct", "'{0}' is marked [StringEnum], but is not a readonly partial record struct whose values are 'public static {0} Name {{ get; }} = new(\"value\")'");

    private static DiagnosticDescriptor Make(string id, string title, string message) =>
        new(id, title, message, "Discord.Gateway.Json", DiagnosticSeverity.Error, isEnabledByDefault: true);
}

/// <summary>A diagnostic that the compiler's cache can compare.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Location Location, EquatableList<string> Arguments)
{
    internal Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, [.. Arguments]);
}

/// <summary>What became of a declaration: something to write, or what is wrong with it.</summary>
internal sealed record Parsed<T>(T? Spec, EquatableList<Problem> Problems)
    where T : class;
