namespace Discord.Gateway.Generators;

/// <summary>Writes a record's WriteBinary, and the constants of its bits.</summary>
internal static class BinaryWriting
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        List<PropertySpec> properties = [.. spec.BinaryProperties];
        bool canLeaveOut = CanLeaveOut(spec);
        if (canLeaveOut)
        {
            WriteBits(source, spec, properties);
            source.Line();
        }

        WriteCommonValues(source, properties);
        source.Line("/// <summary>Writes the record in the binary form: a bitmap of the properties that are set, then their values.</summary>");
        if (canLeaveOut)
        {
            source.Line("/// <param name=\"writer\">The destination.</param>");
            source.Line("/// <param name=\"without\">The <see cref=\"Bits\"/> of properties to omit.</param>");
        }

        string modifiers = spec.VariantBase.Length > 0 ? "internal override" : "internal";
        source.Open($"{modifiers} void WriteBinary(EntityWriter writer{(canLeaveOut ? ", ulong without = 0" : "")})");
        if (spec.VariantBase.Length > 0)
        {
            source.Line($"writer.WriteByte({spec.VariantTag});");
        }

        WriteBody(source, spec, properties, canLeaveOut, keys: spec.HasKeys ? "_keys" : "null");
        source.Close();
        if (spec.HasParts)
        {
            source.Line();
            WriteParts(source, spec, properties);
        }
    }

    internal static void WriteAbstract(SourceWriter source)
    {
        source.Line("/// <summary>Writes the record in the binary form, after the tag of its type.</summary>");
        source.Line("internal abstract void WriteBinary(EntityWriter writer);");
    }

    /// <summary>The list of a property's common values.</summary>
    internal static string CommonValues(PropertySpec property) => $"Common{property.Name}";

    internal static bool HasCommonValues(PropertySpec property) => property.CommonValues.Count > 0 && property.Value.Kind == ValueKind.String;

    /// <summary>Whether the bit of the property is its whole value.</summary>
    internal static bool IsBit(PropertySpec property) =>
        property is { Value.Kind: ValueKind.NullFlag } or { Value.Kind: ValueKind.Boolean, IsNullable: false, IsOptional: false };

    /// <summary>Names the methods for an id. The ids of a guild, its channels, its roles and the targets of its overwrites recur.</summary>
    internal static string IdMethod(ValueSpec value) => value.Type is "Id<Role>" or "Id<Channel>" or "Id<Guild>" or "Id<EntityTag>" ? "RecurringId" : "Id";

    /// <summary>Whether WriteBinary can omit properties. That of a variant overrides its base's and cannot.</summary>
    private static bool CanLeaveOut(ModelSpec spec) => spec.VariantBase.Length == 0 && spec.BinaryProperties.Any(property => property.HasBit);

    private static void WriteBody(SourceWriter source, ModelSpec spec, List<PropertySpec> properties, bool canLeaveOut, string keys)
    {
        source.Line($"int start = writer.BeginRecord({spec.BitmapLength});");
        source.Line("ulong bits = 0;");
        for (int i = 0; i < properties.Count; i++)
        {
            WriteProperty(source, properties[i], i, canLeaveOut && properties[i].HasBit);
        }

        source.Line($"writer.EndRecord(start, {spec.BitmapLength}, bits, {keys});");
    }

    /// <summary>A struct with the record's properties, all of which must be set, so that one that is added is not forgotten where a record is written from parts.</summary>
    private static void WriteParts(SourceWriter source, ModelSpec spec, List<PropertySpec> properties)
    {
        source.Line("/// <summary>The values of a record that is written in the binary form without being created.</summary>");
        source.Open("internal readonly ref struct Parts");
        foreach (PropertySpec property in properties)
        {
            source.Line($"internal required {property.DeclaredType} {property.Stored} {{ get; init; }}");
        }

        source.Line();
        source.Line("/// <summary>Writes what WriteBinary of a record with these values writes.</summary>");
        source.Open("internal void WriteBinary(EntityWriter writer)");
        WriteBody(source, spec, properties, canLeaveOut: false, keys: "null");
        source.Close();
        source.Close();
    }

    private static void WriteBits(SourceWriter source, ModelSpec spec, List<PropertySpec> properties)
    {
        source.Line("/// <summary>Bits of the bitmap of the binary form, for properties that can be read alone or omitted.</summary>");
        source.Open("internal static class Bits");
        source.Line("/// <summary>The length of the bitmap in bytes.</summary>");
        source.Line($"internal const int BitmapLength = {spec.BitmapLength};");
        for (int i = 0; i < properties.Count; i++)
        {
            if (properties[i].HasBit)
            {
                source.Line($"internal const ulong {properties[i].Name} = 1UL << {i};");
            }
        }

        source.Close();
    }

    private static void WriteCommonValues(SourceWriter source, List<PropertySpec> properties)
    {
        foreach (PropertySpec property in properties.Where(HasCommonValues))
        {
            source.Line($"private static readonly string[] {CommonValues(property)} = [{string.Join(", ", property.CommonValues.Select(value => $"\"{value}\""))}];");
            source.Line();
        }
    }

    private static void WriteProperty(SourceWriter source, PropertySpec property, int index, bool canLeaveOut)
    {
        string local = char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + "Value";
        source.Open($"if ({IsSet(property, local)}{(canLeaveOut ? $" && (without & Bits.{property.Name}) == 0" : "")})");
        source.Line($"bits |= 1UL << {index};");
        if (property.IsOptional && property.IsNullable)
        {
            source.Line($"writer.WriteBoolean({property.Name}.Value is not null);");
            source.Open($"if ({property.Name}.Value is {{ }} {local})");
            WriteValue(source, property, property.Value, local);
            source.Close();
        }
        else if (!IsBit(property))
        {
            WriteValue(source, property, property.Value, property.IsOptional ? $"{property.Name}.Value" : property.IsNullable ? local : property.Stored);
        }

        source.Close();
        source.Line();
    }

    /// <summary>The condition on which the value differs from a new record's, in JSON or in a comparison.</summary>
    private static string IsSet(PropertySpec property, string local)
    {
        if (IsBit(property))
        {
            return property.Stored;
        }

        if (property.IsOptional)
        {
            return $"{property.Name}.IsSpecified";
        }

        if (property.IsNullable)
        {
            return $"{property.Stored} is {{ }} {local}";
        }

        return property.Value.Kind switch
        {
            ValueKind.Id => $"{property.Stored}.Value != writer.EntityId",
            ValueKind.Double => $"BitConverter.DoubleToInt64Bits({property.Stored}) != BitConverter.DoubleToInt64Bits(Empty.{property.Stored})",
            ValueKind.Timestamp => $"!{property.Stored}.EqualsExact(Empty.{property.Stored})",
            _ => RecordWriting.IsNotDefault(property),
        };
    }

    private static void WriteValue(SourceWriter source, PropertySpec property, ValueSpec value, string name)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean or ValueKind.Int32 or ValueKind.Double or ValueKind.Element:
                source.Line($"writer.Write{value.Kind}({name});");
                break;
            case ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Enum or ValueKind.EnumAsString:
                source.Line($"writer.WriteVarint((ulong){name});");
                break;
            case ValueKind.String when HasCommonValues(property):
                source.Line($"writer.WriteSymbol({CommonValues(property)}, {name});");
                break;
            case ValueKind.String:
                source.Line($"writer.WriteString({name});");
                break;
            case ValueKind.Id:
                source.Line($"writer.Write{IdMethod(value)}({name}.Value);");
                break;
            case ValueKind.Timestamp or ValueKind.UnixSeconds or ValueKind.UnixMilliseconds:
                source.Line($"writer.WriteTimestamp({name});");
                break;
            case ValueKind.Duration:
                source.Line($"writer.WriteDuration({name});");
                break;
            case ValueKind.List:
                source.Line($"writer.WriteVarint((ulong){name}.Count);");
                source.Open($"foreach ({value.Item!.Type} item in EntityWriter.ItemsOf({name}))");
                WriteValue(source, property, value.Item, "item");
                source.Close();
                break;
            case ValueKind.Map:
                source.Line($"writer.WriteVarint((ulong){name}.Count);");
                source.Open($"foreach (({value.Key!.Type} itemKey, {value.Item!.Type} item) in {name})");
                WriteValue(source, property, value.Key, "itemKey");
                WriteValue(source, property, value.Item, "item");
                source.Close();
                break;
            default:
                source.Line($"{name}.WriteBinary(writer);");
                break;
        }
    }
}
