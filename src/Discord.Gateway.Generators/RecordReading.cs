namespace Discord.Gateway.Generators;

/// <summary>Writes a record's reading constructor, and what reads its lists.</summary>
internal static class RecordReading
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        if (spec.Inline is { } inline)
        {
            WriteInlineReading(source, spec, inline);
            return;
        }

        source.Open($"internal {spec.Name}(ref JsonCursor reader{(spec.IsInlined ? ", JsonExtras? extras = null" : "")})");
        if (spec.RawDiscriminator.Length > 0)
        {
            source.Line("JsonCursor start = reader;");
        }

        List<PropertySpec> outer = [.. spec.Properties.Where(property => property.Value.Kind == ValueKind.OuterVariants)];
        foreach (PropertySpec property in outer)
        {
            source.Line($"JsonCursor {Local(property)} = default;");
        }

        source.Line("ulong keys = 0;");
        source.Line("int unknown = 0;");
        bool hasIdentity = spec.Properties.Any(property => IsIdentity(spec, property));
        if (hasIdentity)
        {
            source.Line("bool lacksIdentity = false;");
        }

        source.Open("while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))");
        source.Open("switch (key.Length)");
        WriteCases(source, spec);
        source.Line("default:");
        source.Indent();
        if (spec.IsInlined)
        {
            source.Line("unknown += extras is not null && extras.Read(key, ref reader) ? 0 : UnknownProperties.Skip(ref reader);");
        }
        else
        {
            source.Line("unknown += UnknownProperties.Skip(ref reader);");
        }

        source.Line("break;");
        source.Outdent();
        source.Close();
        source.Close();
        source.Line();
        foreach (PropertySpec property in outer)
        {
            source.Open($"if ({Local(property)}.TokenType != JsonTokenType.None)");
            source.Line($"{property.Name} = {property.Value.Namespace}.{property.Value.Type}.Read(ref {Local(property)}, {property.OuterDiscriminator});");
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

        source.Line("_keys = unknown == 0 ? JsonKeys.Of(keys) : UnknownProperties.Take(unknown, keys, ref reader);");
        source.Line("OnRead();");
        if (hasIdentity)
        {
            // At the end, since what is read on the way has its own.
            source.Line("reader.LacksIdentity = lacksIdentity;");
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
                source.Open($"if ({TryExpression(value.Item, property, "item")})");
                source.Line($"items.Add({Converted(value.Item, "item")});");
                source.Close();
                source.Close();
                source.Line("while (JsonRead.NextItem(ref reader));");
                source.Line("return items.ToList();");
                source.Close();
            }
            else if (value.Kind == ValueKind.Map)
            {
                source.Line();
                source.Open($"private static bool TryRead{property.Name}(ref JsonCursor reader, out {value.Type} value)");
                source.Line($"var items = new Dictionary<{value.Key!.Type}, {value.Item!.Type}>();");
                source.Line("value = items;");
                source.Open("if (!JsonRead.IsObject(ref reader))");
                source.Line("return false;");
                source.Close();
                source.Line();
                source.Open("while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))");
                if (value.Key.Kind == ValueKind.Id)
                {
                    source.Open("if (!JsonRead.TryId(ref reader, key, out ulong itemKey))");
                    source.Line("JsonRead.SkipValue(ref reader);");
                    source.Line("continue;");
                    source.Close();
                    source.Line();
                }
                else
                {
                    source.Line("string itemKey = Encoding.UTF8.GetString(key);");
                }

                source.Open($"if (JsonRead.Value(ref reader) && {TryExpression(value.Item!, property, "item")})");
                source.Line($"items[itemKey] = {Converted(value.Item!, "item")};");
                source.Close();
                source.Close();
                source.Line();
                source.Line("return true;");
                source.Close();
            }
            else if (property.CommonValues.Count > 0)
            {
                source.Line();
                source.Open($"private static bool TryRead{property.Name}(ref JsonCursor reader, out string value)");
                source.Open("if (reader.TokenType == JsonTokenType.String)");
                source.Line("ReadOnlySpan<byte> text = JsonRead.Text(ref reader);");
                RecordWriter.WriteByLength(source, "text", property.CommonValues.Select(common => (common, $"value = \"{common}\"; return true;")));
                source.Close();
                source.Line();
                source.Line("return JsonRead.TryString(ref reader, out value);");
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
            source.Line("OnRead();");
            source.Close();
            return;
        }

        source.Line("var own = new OwnProperties();");
        source.Line($"{inline.Name} = new {inline.Value.Type}(ref reader, own);");
        foreach (PropertySpec property in spec.Properties)
        {
            source.Line($"{property.Name} = own.{property.Name};");
        }

        source.Line("_keys = JsonKeys.Of(own.Keys);");
        source.Line("OnRead();");
        source.Close();
        source.Line();
        source.Open("private sealed class OwnProperties : JsonExtras");
        source.Line("internal ulong Keys;");
        foreach (PropertySpec property in spec.Properties)
        {
            source.Line($"internal {property.DeclaredType} {property.Name} = Empty.{property.Name};");
        }

        source.Line();
        source.Open("internal override bool Read(scoped ReadOnlySpan<byte> key, ref JsonCursor reader)");
        source.Line("ref ulong keys = ref Keys;");
        source.Open("switch (key.Length)");
        WriteCases(source, spec, end: "return true;");
        source.Line("default:");
        source.Indent();
        source.Line("return false;");
        source.Outdent();
        source.Close();
        source.Close();
        source.Close();
    }

    private static void WriteCases(SourceWriter source, ModelSpec spec, string end = "break;")
    {
        foreach ((PropertySpec property, int index) in spec.Properties.Select((property, index) => (property, index))
            .Where(pair => !pair.property.IsRaw).OrderBy(pair => pair.property.Key.Length))
        {
            source.Line($"case {property.Key.Length} when key.SequenceEqual(\"{property.Key}\"u8):");
            source.Indent();
            WriteCase(source, spec, property, index, end);
            source.Line(end);
            source.Outdent();
        }
    }

    /// <summary>A value that cannot be read leaves the property as if its key had been absent.</summary>
    private static void WriteCase(SourceWriter source, ModelSpec spec, PropertySpec property, int index, string end)
    {
        if (property.IsWriteOnly)
        {
            // It has told which record this is.
            source.Line("JsonRead.SkipValue(ref reader);");
            return;
        }

        string keys = $"keys |= 1UL << {index};";
        if (property.Value.Kind == ValueKind.NullFlag)
        {
            source.Line("JsonRead.SkipValue(ref reader);");
            source.Line($"{property.Name} = true;");
            source.Line(keys);
            return;
        }

        if (property.Value.Kind == ValueKind.Element)
        {
            // A null is a value here.
            source.Line("reader.ReadValue();");
            source.Line($"{property.Name} = JsonRead.Element(ref reader);");
            source.Line(keys);
            return;
        }

        source.Open("if (JsonRead.Value(ref reader))");
        if (property.Value.Kind == ValueKind.OuterVariants)
        {
            source.Open("if (!JsonRead.IsObject(ref reader))");
            source.Line(end);
            source.Close();
            source.Line();
            source.Line($"{Local(property)} = reader;");
            source.Line("reader.Skip();");
        }
        else if (property.Value.Kind == ValueKind.List)
        {
            source.Open("if (!JsonRead.IsArray(ref reader))");
            source.Line(end);
            source.Close();
            source.Line();

            // Most lists are empty, and cost no more than this look.
            if (property.IsRare)
            {
                source.Open("if (JsonRead.NextItem(ref reader))");
                source.Line($"{RareWriter.Target(property)} = Read{property.Name}(ref reader);");
                source.Close();
            }
            else
            {
                source.Line($"{property.Name} = JsonRead.NextItem(ref reader) ? Read{property.Name}(ref reader) : [];");
            }
        }
        else
        {
            source.Open($"if (!{TryExpression(property.Value, property, $"value{index}")})");
            if (IsIdentity(spec, property))
            {
                source.Line("lacksIdentity = true;");
            }

            source.Line(end);
            source.Close();
            source.Line();
            source.Line($"{RareWriter.Target(property)} = {Converted(property.Value, $"value{index}")};");
        }

        source.Close();
        if (property is { IsOptional: true, IsNullable: true })
        {
            source.Open("else");
            source.Line($"{RareWriter.Target(property)} = null;");
            source.Close();
        }

        source.Line();
        source.Line(keys);
    }

    /// <summary>
    /// Whether nobody could tell what the record is about without this id: its own, or the first of an event that has none of its own.
    /// </summary>
    private static bool IsIdentity(ModelSpec spec, PropertySpec property) =>
        property is { Value.Kind: ValueKind.Id, IsNullable: false, IsOptional: false, MayBeAbsent: false }
        && (property.Key == "id" || (spec is { Event: not null, Inline: null } && spec.Properties.All(other => other.Key != "id")
            && spec.Properties.First(other => other.Value.Kind == ValueKind.Id) == property));

    /// <summary>Tries to read a value into a new variable.</summary>
    private static string TryExpression(ValueSpec value, PropertySpec property, string name) => value.Kind switch
    {
        ValueKind.String when property.CommonValues.Count > 0 && property.Value.Kind == ValueKind.String => $"TryRead{property.Name}(ref reader, out string {name})",
        ValueKind.Enum or ValueKind.EnumAsString => value.Unit == "ulong" || value.Kind == ValueKind.EnumAsString
            ? $"JsonRead.TryUInt64(ref reader, out ulong {name})" : $"JsonRead.TryInt64(ref reader, out long {name})",
        ValueKind.Id => $"JsonRead.TryId(ref reader, out ulong {name})",
        ValueKind.Duration => $"JsonRead.TryDuration(ref reader, TimeSpan.TicksPer{value.Unit}, out TimeSpan {name})",
        ValueKind.Boolean or ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double or ValueKind.String
            or ValueKind.Timestamp or ValueKind.UnixSeconds or ValueKind.UnixMilliseconds => $"JsonRead.Try{value.Kind}(ref reader, out {value.Type} {name})",
        ValueKind.Map => $"TryRead{property.Name}(ref reader, out {value.Type} {name})",

        // With its namespace, since a property may have the type's name.
        _ => $"{value.Namespace}.{value.Type}.TryRead(ref reader, out {value.Namespace}.{value.Type}{(IsReference(value) ? "?" : "")} {name})",
    };

    private static string Converted(ValueSpec value, string name) => value.Kind switch
    {
        ValueKind.Enum or ValueKind.EnumAsString => $"({value.Type}){name}",
        _ => name,
    };

    private static bool IsReference(ValueSpec value) => value.Kind is ValueKind.Model or ValueKind.Variants;

    private static string Local(PropertySpec property) => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + "Reader";
}
