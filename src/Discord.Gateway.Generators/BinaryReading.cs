namespace Discord.Gateway.Generators;

/// <summary>Writes a record's ReadBinary, the constructor that it calls, and the readers of its lists and maps.</summary>
internal static class BinaryReading
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        List<PropertySpec> properties = [.. spec.BinaryProperties];
        WriteRead(source, spec);
        source.Line();
        source.Open($"internal {spec.Name}(ref EntityReader reader)");
        source.Line($"ulong bits = reader.BeginRecord({spec.BitmapLength});");
        for (int i = 0; i < properties.Count; i++)
        {
            WriteProperty(source, properties[i], i);
        }

        source.Line($"{(spec.HasKeys ? "_keys" : "_")} = reader.EndRecord({spec.BitmapLength}, bits);");
        source.Line("OnRead();");
        source.Close();
        foreach (PropertySpec property in properties)
        {
            WriteItems(source, property);
        }
    }

    internal static void WriteVariants(SourceWriter source, ModelSpec spec)
    {
        source.Line("/// <summary>Reads a record from the binary form.</summary>");
        source.Line("/// <exception cref=\"System.IO.InvalidDataException\">The bytes are not such a record.</exception>");
        source.Open($"internal static {spec.Name} ReadBinary(ref EntityReader reader)");
        source.Open("switch (reader.ReadByte())");
        foreach (string type in spec.Variants.Select(variant => variant.Type).Distinct())
        {
            source.Line($"case {VariantTags.Of(spec.Variants, type)}:");
            source.Indent();
            source.Line($"return new {type}(ref reader);");
            source.Outdent();
        }

        source.Line("default:");
        source.Indent();
        source.Line($"throw EntityReader.Invalid(\"The kind of {spec.Name} is unknown.\");");
        source.Outdent();
        source.Close();
        source.Close();
    }

    private static void WriteRead(SourceWriter source, ModelSpec spec)
    {
        source.Line("/// <summary>Reads a record from the binary form.</summary>");
        source.Line("/// <exception cref=\"System.IO.InvalidDataException\">The bytes are not such a record.</exception>");
        if (spec.VariantBase.Length > 0)
        {
            source.Line($"internal static new {spec.Name} ReadBinary(ref EntityReader reader) =>");
            source.Line($"    {spec.VariantBase}.ReadBinary(ref reader) as {spec.Name} ?? throw EntityReader.Invalid(\"It is another {spec.VariantBase}.\");");
            return;
        }

        if (!spec.ChecksValues)
        {
            source.Line($"internal static {spec.Name} ReadBinary(ref EntityReader reader) => new(ref reader);");
            return;
        }

        source.Open($"internal static {spec.Name} ReadBinary(ref EntityReader reader)");
        source.Open("try");
        source.Line($"return new {spec.Name}(ref reader);");
        source.Close();
        source.Open("catch (ArgumentException error)");
        source.Line("throw EntityReader.Invalid(error.Message);");
        source.Close();
        source.Close();
    }

    private static void WriteProperty(SourceWriter source, PropertySpec property, int index)
    {
        string isSet = $"(bits & (1UL << {index})) != 0";
        if (BinaryWriting.IsBit(property))
        {
            source.Line($"{property.Name} = {isSet};");
            return;
        }

        if (property is { Value.Kind: ValueKind.Id, IsNullable: false, IsOptional: false })
        {
            source.Line($"{property.Name} = {isSet} ? {ReadExpression(property, property.Value)} : new {property.Value.Type}(reader.EntityId);");
            return;
        }

        source.Open($"if ({isSet})");
        source.Line(property.IsOptional && property.IsNullable
            ? $"{RareWriter.Target(property)} = reader.ReadBoolean() ? {ReadExpression(property, property.Value)} : null;"
            : $"{RareWriter.Target(property)} = {ReadExpression(property, property.Value)};");
        source.Close();
        source.Line();
    }

    private static void WriteItems(SourceWriter source, PropertySpec property)
    {
        ValueSpec value = property.Value;
        if (value.Kind is not (ValueKind.List or ValueKind.Map))
        {
            return;
        }

        source.Line();
        source.Open($"private static {value.Type} ReadBinary{property.Name}(ref EntityReader reader)");
        source.Line(value.Kind == ValueKind.List ? $"var items = new ListBuilder<{value.Item!.Type}>();" : $"var items = new Dictionary<{value.Key!.Type}, {value.Item!.Type}>();");
        source.Open("for (int count = reader.ReadCount(); count > 0; count--)");
        source.Line(value.Kind == ValueKind.List
            ? $"items.Add({ReadExpression(property, value.Item!)});"
            : $"items[{ReadExpression(property, value.Key!)}] = {ReadExpression(property, value.Item!)};");
        source.Close();
        source.Line();
        source.Line(value.Kind == ValueKind.List ? "return items.ToList();" : "return items;");
        source.Close();
    }

    private static string ReadExpression(PropertySpec property, ValueSpec value) => value.Kind switch
    {
        ValueKind.Boolean or ValueKind.Int32 or ValueKind.Double or ValueKind.Element => $"reader.Read{value.Kind}()",
        ValueKind.Int64 or ValueKind.Enum or ValueKind.EnumAsString => $"({value.Type})reader.ReadVarint()",
        ValueKind.UInt64 => "reader.ReadVarint()",
        ValueKind.String when BinaryWriting.HasCommonValues(property) => $"reader.ReadSymbol({BinaryWriting.CommonValues(property)})",
        ValueKind.String => "reader.ReadString()",
        ValueKind.Id => $"new {value.Type}(reader.Read{BinaryWriting.IdMethod(value)}())",
        ValueKind.Timestamp or ValueKind.UnixSeconds or ValueKind.UnixMilliseconds => "reader.ReadTimestamp()",
        ValueKind.Duration => "reader.ReadDuration()",
        ValueKind.List or ValueKind.Map => $"ReadBinary{property.Name}(ref reader)",

        // With its namespace, since a property may have the type's name.
        _ => $"{value.Namespace}.{value.Type}.ReadBinary(ref reader)",
    };
}
