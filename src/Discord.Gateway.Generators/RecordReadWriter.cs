namespace Discord.Gateway.Generators;

/// <summary>Writes a record's reading constructor, its WriteTo, and what reads its lists.</summary>
internal static class RecordReadWriter
{
    internal static void WriteReading(SourceWriter source, ModelSpec spec)
    {
        if (spec.Inline is { } inline)
        {
            WriteInlineReading(source, spec, inline);
            return;
        }

        source.Open($"internal {spec.Name}(ref JsonCursor reader{(spec.IsInlined ? ", JsonExtras? extras = null" : "")})");
        if (spec.Properties.Count == 0)
        {
            source.Line("reader.Skip();");
            source.Close();
            return;
        }

        if (spec.RawDiscriminator.Length > 0)
        {
            source.Line("JsonCursor start = reader;");
        }

        List<PropertySpec> outer = [.. spec.Properties.Where(property => property.Value.Kind == ValueKind.OuterVariants)];
        foreach (PropertySpec property in outer)
        {
            source.Line($"JsonCursor {Local(property)} = default;");
        }

        source.Line("JsonRead.StartObject(ref reader);");
        source.Line("ulong keys = JsonKeys.Read;");
        source.Open("while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))");
        source.Open("switch (key.Length)");
        WriteCases(source, spec, target: "");
        source.Line("default:");
        source.Indent();
        if (spec.IsInlined)
        {
            source.Open("if (extras is null || !extras.Read(key, ref reader))");
            source.Line("JsonRead.SkipValue(ref reader);");
            source.Close();
            source.Line();
        }
        else
        {
            source.Line("JsonRead.SkipValue(ref reader);");
        }

        source.Line("break;");
        source.Outdent();
        source.Close();
        source.Close();
        source.Line();
        foreach (PropertySpec property in outer)
        {
            source.Open($"if ({Local(property)}.TokenType != JsonTokenType.None)");
            source.Line($"{property.Name} = {property.Value.Type}.Read(ref {Local(property)}, {property.OuterDiscriminator});");
            source.Close();
            source.Line();
        }

        if (spec.RawDiscriminator.Length > 0)
        {
            source.Open($"if (!Enum.IsDefined({spec.RawDiscriminator}))");
            source.Line($"{spec.Properties.Single(property => property.IsRaw).Name} = JsonRead.Element(ref start);");
            source.Close();
            source.Line();
        }

        source.Line("_keys = new JsonKeys(keys);");
        source.Close();
    }

    internal static void WriteWriting(SourceWriter source, ModelSpec spec)
    {
        if (spec.IsEvent)
        {
            source.Line("/// <inheritdoc/>");
        }

        string modifiers = spec.IsEvent ? "public override" : spec.IsSealedRoot ? "internal" : "internal override";
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

        source.Close();
    }

    internal static void WriteLists(SourceWriter source, ModelSpec spec)
    {
        foreach (PropertySpec property in spec.Properties)
        {
            ValueSpec value = property.Value;
            if (value.Kind == ValueKind.List)
            {
                source.Line();
                source.Open($"private static {value.Type} Read{property.Name}(ref JsonCursor reader)");
                source.Line($"var items = new ListBuilder<{value.Item!.Type}>();");
                source.Open("do");
                source.Line($"items.Add({ReadExpression(value.Item, property)});");
                source.Close();
                source.Line("while (JsonRead.NextItem(ref reader));");
                source.Line("return items.ToList();");
                source.Close();
            }
            else if (value.Kind == ValueKind.Map)
            {
                source.Line();
                source.Open($"private static {value.Type} Read{property.Name}(ref JsonCursor reader)");
                source.Line("JsonRead.StartObject(ref reader);");
                source.Line($"var items = new Dictionary<{value.Key!.Type}, {value.Item!.Type}>();");
                source.Open("while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))");
                source.Line($"{value.Key.Type} itemKey = {(value.Key.Kind == ValueKind.Id ? "JsonRead.Id(key)" : "Encoding.UTF8.GetString(key)")};");
                source.Open("if (JsonRead.Value(ref reader))");
                source.Line($"items[itemKey] = {ReadExpression(value.Item, property)};");
                source.Close();
                source.Close();
                source.Line();
                source.Line("return items;");
                source.Close();
            }
            else if (property.CommonValues.Count > 0)
            {
                source.Line();
                source.Open($"private static string Read{property.Name}(ref JsonCursor reader)");
                source.Line("ReadOnlySpan<byte> text = JsonRead.Text(ref reader);");
                RecordWriter.WriteByLength(source, "text", property.CommonValues.Select(common => (common, $"return \"{common}\";")));
                source.Line("return JsonRead.String(ref reader);");
                source.Close();
            }
        }
    }

    /// <summary>
    /// The inlined record reads the object; what it does not know it offers to this one's own properties, which wait in a small object, since
    /// only a constructor may set them.
    /// </summary>
    private static void WriteInlineReading(SourceWriter source, ModelSpec spec, PropertySpec inline)
    {
        source.Open($"internal {spec.Name}(ref JsonCursor reader)");
        if (spec.Properties.Count == 0)
        {
            source.Line($"{inline.Name} = new {inline.Value.Type}(ref reader);");
            source.Close();
            return;
        }

        source.Line("var own = new OwnProperties();");
        source.Line($"{inline.Name} = new {inline.Value.Type}(ref reader, own);");
        foreach (PropertySpec property in spec.Properties)
        {
            source.Line($"{property.Name} = own.{property.Name};");
        }

        source.Line("_keys = new JsonKeys(own.Keys);");
        source.Close();
        source.Line();
        source.Open("private sealed class OwnProperties : JsonExtras");
        source.Line("internal ulong Keys = JsonKeys.Read;");
        foreach (PropertySpec property in spec.Properties)
        {
            source.Line($"internal {TypeOf(property)} {property.Name} = Empty.{property.Name};");
        }

        source.Line();
        source.Open("internal override bool Read(scoped ReadOnlySpan<byte> key, ref JsonCursor reader)");
        source.Line("ref ulong keys = ref Keys;");
        source.Open("switch (key.Length)");
        WriteCases(source, spec, target: "", end: "return true;");
        source.Line("default:");
        source.Indent();
        source.Line("return false;");
        source.Outdent();
        source.Close();
        source.Close();
        source.Close();
    }

    private static void WriteCases(SourceWriter source, ModelSpec spec, string target, string end = "break;")
    {
        foreach ((PropertySpec property, int index) in spec.Properties.Select((property, index) => (property, index))
            .Where(pair => !pair.property.IsRaw && !pair.property.IsWriteOnly).OrderBy(pair => pair.property.Key.Length))
        {
            source.Line($"case {property.Key.Length} when key.SequenceEqual(\"{property.Key}\"u8):");
            source.Indent();
            source.Line($"keys |= 1UL << {index};");
            WriteCase(source, spec, property, target);
            source.Line(end);
            source.Outdent();
        }
    }

    private static void WriteCase(SourceWriter source, ModelSpec spec, PropertySpec property, string target)
    {
        // Ids that are always there stay strict: a record without its id is of no use.
        bool isStrict = !spec.IsLenient || (property.Value.Kind == ValueKind.Id && !property.IsNullable);
        string hasValue = isStrict ? "JsonRead.Value(ref reader)" : $"JsonRead.ValueOf(ref reader, JsonRead.{Expected(property.Value)})";
        string read = ReadExpression(property.Value, property);
        if (property.Value.Kind == ValueKind.NullFlag)
        {
            source.Line("JsonRead.SkipValue(ref reader);");
            source.Line($"{target}{property.Name} = true;");
        }
        else if (property.Value.Kind == ValueKind.OuterVariants)
        {
            source.Open($"if ({hasValue})");
            source.Line($"{Local(property)} = reader;");
            source.Line("reader.Skip();");
            source.Close();
            source.Line();
        }
        else if (property.Value.Kind == ValueKind.Element)
        {
            // A null is a value here.
            source.Line("reader.ReadValue();");
            source.Line($"{target}{property.Name} = {read};");
        }
        else if (property.Value.Kind == ValueKind.List)
        {
            // Most lists are empty, and cost no more than this look.
            source.Open($"if ({hasValue})");
            source.Line($"{target}{property.Name} = JsonRead.FirstItem(ref reader) ? {read} : [];");
            source.Close();
            source.Line();
        }
        else if (property is { IsOptional: true, IsNullable: true })
        {
            source.Line($"{target}{property.Name} = {hasValue} ? {Cast(property, read)} : null;");
        }
        else
        {
            source.Open($"if ({hasValue})");
            source.Line($"{target}{property.Name} = {read};");
            source.Close();
            source.Line();
        }
    }

    // The two arms of a conditional need one type where the value is a struct.
    private static string Cast(PropertySpec property, string read) => property.IsValueType ? $"({property.Value.Type}?){read}" : read;

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
        string value = property.IsOptional ? $"{property.Name}.Value" : property.Name;
        string condition = property.IsWriteOnly ? "true"
            : property.IsOptional ? $"{property.Name}.HasValue"
            : $"_keys.{(property.MayBeAbsent ? "Has" : "Writes")}({index}) || {(hasNull ? $"{property.Name} is not null" : IsNotDefault(property))}";
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

    private static string IsNotDefault(PropertySpec property) => property.IsValueType || property.Value.Kind == ValueKind.String
        ? $"{property.Name} != Empty.{property.Name}"
        : $"!ReferenceEquals({property.Name}, Empty.{property.Name})";

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

    private static string ReadExpression(ValueSpec value, PropertySpec property) => value.Kind switch
    {
        ValueKind.String when property.CommonValues.Count > 0 && property.Value.Kind == ValueKind.String => $"Read{property.Name}(ref reader)",
        ValueKind.Boolean or ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double or ValueKind.String or ValueKind.Id
            or ValueKind.Timestamp or ValueKind.UnixSeconds or ValueKind.UnixMilliseconds => $"JsonRead.{value.Kind}(ref reader)",
        ValueKind.Enum => $"({value.Type})JsonRead.{(value.Unit == "ulong" ? "UInt64" : "Int64")}(ref reader)",
        ValueKind.EnumAsString => $"({value.Type})JsonRead.UInt64(ref reader)",
        ValueKind.Duration => $"JsonRead.Duration(ref reader, TimeSpan.TicksPer{value.Unit})",
        ValueKind.Model => $"new {value.Type}(ref reader)",
        // With its namespace, since a property may have the type's name.
        ValueKind.Value or ValueKind.Variants => $"{value.Namespace}.{value.Type}.Read(ref reader)",
        ValueKind.Element => "JsonRead.Element(ref reader)",
        _ => $"Read{property.Name}(ref reader)",
    };

    private static string Expected(ValueSpec value) => value.Kind switch
    {
        ValueKind.Boolean => "Booleans",
        ValueKind.String or ValueKind.Timestamp => "Strings",
        ValueKind.List => "Arrays",
        ValueKind.Model or ValueKind.Variants or ValueKind.OuterVariants or ValueKind.Map => "Objects",
        ValueKind.Value => "StringsAndNumbers",
        _ => "Numbers",
    };

    private static string TypeOf(PropertySpec property)
    {
        string type = property.IsNullable ? property.Value.Type + "?" : property.Value.Type;
        return property.IsOptional ? $"Optional<{type}>" : type;
    }

    private static string Local(PropertySpec property) => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + "Reader";
}
