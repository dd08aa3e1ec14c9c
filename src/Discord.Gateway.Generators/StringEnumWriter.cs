namespace Discord.Gateway.Generators;

/// <summary>Writes the string that a [StringEnum] struct is around.</summary>
internal static class StringEnumWriter
{
    internal static string Write(StringEnumSpec spec)
    {
        var source = new SourceWriter();
        RecordWriter.WriteHeader(source, spec.Namespace);
        source.Line($"[JsonConverter(typeof(Discord.Gateway.Json.{spec.Name}Converter))]");
        source.Open($"partial record struct {spec.Name}");
        source.Line($"private static readonly string[] Documented = [{string.Join(", ", spec.Values.Select(value => $"\"{value.Value}\""))}];");
        source.Line();
        source.Line("private readonly string? _value;");
        source.Line();
        source.Line("/// <summary>A value by Discord's name for it; names that are not documented are kept.</summary>");
        source.Open($"public {spec.Name}(string value)");
        source.Line("ArgumentNullException.ThrowIfNull(value);");
        source.Line($"_value = value == \"{spec.Default}\" ? null : value;");
        source.Close();
        source.Line();
        source.Line("/// <summary>Discord's name for it.</summary>");
        source.Line($"public string Value => _value ?? \"{spec.Default}\";");
        source.Line();
        source.Line("/// <summary>Prints <see cref=\"Value\"/>.</summary>");
        source.Line("public override string ToString() => Value;");
        source.Line();
        source.Open($"internal static bool TryRead(ref JsonCursor reader, out {spec.Name} value)");
        source.Open("if (reader.TokenType == JsonTokenType.String)");
        source.Line("ReadOnlySpan<byte> known = JsonRead.Text(ref reader);");
        RecordWriter.WriteByLength(source, "known", spec.Values.Select(value => (value.Value, $"value = {value.Key}; return true;")));
        source.Close();
        source.Line();
        source.Line("bool isRead = JsonRead.TryString(ref reader, out string text);");
        source.Line($"value = isRead ? new {spec.Name}(text) : default;");
        source.Line("return isRead;");
        source.Close();
        source.Line();
        source.Line("internal void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Value);");
        source.Line();
        source.Line("internal void WriteBinary(EntityWriter writer) => writer.WriteSymbol(Documented, Value);");
        source.Line();
        source.Line($"internal static {spec.Name} ReadBinary(ref EntityReader reader) => new(reader.ReadSymbol(Documented));");
        source.Close();
        RecordWriter.WriteConverter(source, spec.Namespace, spec.Name, $"return {spec.Namespace}.{spec.Name}.TryRead(ref cursor, out {spec.Namespace}.{spec.Name} value) ? value : throw JsonRead.NoValue(\"{spec.Name}\");");
        return source.ToString();
    }
}
