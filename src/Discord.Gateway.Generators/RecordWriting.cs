namespace Discord.Gateway.Generators;

/// <summary>Writes a record's WriteTo.</summary>
internal static class RecordWriting
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        if (spec.Event is not null)
        {
            source.Line("/// <inheritdoc/>");
        }

        string modifiers = spec.Event is not null ? "public override" : spec.IsSealedRoot ? "internal" : "internal override";
        if (spec is { Inline: { } only, Properties.Count: 0 })
        {
            source.Line($"{modifiers} void WriteTo(Utf8JsonWriter writer) => {only.Name}.WriteTo(writer);");
            return;
        }

        source.Open($"{modifiers} void WriteTo(Utf8JsonWriter writer)");
        if (spec.Properties.FirstOrDefault(property => property.IsRaw) is { } raw)
        {
            source.Open($"if ({raw.Name} is {{ }} raw)");
            source.Line("raw.WriteTo(writer);");
            source.Line("return;");
            source.Close();
            source.Line();
        }

        source.Line("writer.WriteStartObject();");
        source.Line("WritePropertiesTo(writer);");
        source.Line("writer.WriteEndObject();");
        source.Close();
        source.Line();
        source.Open("internal void WritePropertiesTo(Utf8JsonWriter writer)");
        if (spec.Inline is { } inline)
        {
            source.Line($"{inline.Name}.WritePropertiesTo(writer);");
        }

        for (int i = 0; i < spec.Properties.Count; i++)
        {
            WriteProperty(source, spec.Properties[i], i);
        }

        source.Line("_keys?.WriteUnknownTo(writer);");
        source.Close();
    }

    private static void WriteProperty(SourceWriter source, PropertySpec property, int index)
    {
        if (property.IsRaw)
        {
            return;
        }

        if (property.Value.Kind == ValueKind.NullFlag)
        {
            source.Open($"if ({property.Name})");
            source.Line($"writer.WriteNull(\"{property.Key}\"u8);");
            source.Close();
            source.Line();
            return;
        }

        bool hasNull = property.IsNullable;
        string value = property.IsOptional ? $"{property.Name}.Value" : property.Stored;
        string condition = property.IsWriteOnly ? "true"
            : property.IsOptional ? $"{property.Name}.IsSpecified"
            : $"JsonKeys.{(property.MayBeAbsent ? "Has" : "Writes")}(_keys, {index}) || {(hasNull ? $"{property.Stored} is not null" : IsNotDefault(property))}";
        if (!property.IsWriteOnly)
        {
            source.Open($"if ({condition})");
        }

        source.Line($"writer.WritePropertyName(\"{property.Key}\"u8);");
        if (hasNull)
        {
            source.Open($"if ({value} is {{ }} value)");
            WriteValue(source, property.Value, "value");
            source.Close();
            source.Open("else");
            source.Line("writer.WriteNullValue();");
            source.Close();
        }
        else
        {
            WriteValue(source, property.Value, value);
        }

        if (!property.IsWriteOnly)
        {
            source.Close();
        }

        source.Line();
    }

    internal static string IsNotDefault(PropertySpec property) => property.IsValueType || property.Value.Kind == ValueKind.String
        ? $"{property.Stored} != Empty.{property.Stored}"
        : $"!ReferenceEquals({property.Stored}, Empty.{property.Stored})";

    private static void WriteValue(SourceWriter source, ValueSpec value, string name)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                source.Line($"writer.WriteBooleanValue({name});");
                break;
            case ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double:
                source.Line($"writer.WriteNumberValue({name});");
                break;
            case ValueKind.String:
                source.Line($"writer.WriteStringValue({name});");
                break;
            case ValueKind.Id:
                source.Line($"JsonWrite.Digits(writer, {name}.Value);");
                break;
            case ValueKind.Enum:
                source.Line($"writer.WriteNumberValue(({value.Unit}){name});");
                break;
            case ValueKind.EnumAsString:
                source.Line($"JsonWrite.Digits(writer, (ulong){name});");
                break;
            case ValueKind.Timestamp:
                source.Line($"JsonWrite.Timestamp(writer, {name});");
                break;
            case ValueKind.UnixSeconds:
                source.Line($"writer.WriteNumberValue({name}.ToUnixTimeSeconds());");
                break;
            case ValueKind.UnixMilliseconds:
                source.Line($"writer.WriteNumberValue({name}.ToUnixTimeMilliseconds());");
                break;
            case ValueKind.Duration:
                source.Line($"writer.WriteNumberValue({name}.Ticks / TimeSpan.TicksPer{value.Unit});");
                break;
            case ValueKind.List:
                source.Line("writer.WriteStartArray();");
                source.Open($"foreach ({value.Item!.Type} item in {name})");
                WriteValue(source, value.Item, "item");
                source.Close();
                source.Line();
                source.Line("writer.WriteEndArray();");
                break;
            case ValueKind.Map:
                source.Line("writer.WriteStartObject();");
                source.Open($"foreach (({value.Key!.Type} itemKey, {value.Item!.Type} item) in {name})");
                source.Line($"writer.WritePropertyName({(value.Key.Kind == ValueKind.Id ? "itemKey.ToString()" : "itemKey")});");
                WriteValue(source, value.Item, "item");
                source.Close();
                source.Line();
                source.Line("writer.WriteEndObject();");
                break;
            default:
                source.Line($"{name}.WriteTo(writer);");
                break;
        }
    }
}
