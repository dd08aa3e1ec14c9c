namespace Discord.Gateway.Generators;

/// <summary>
/// Writes what compares records: by content, that of their lists and maps too. All are sealed, and those that are no events compare what they have from a base themselves.
/// </summary>
internal static class RecordEquality
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        PropertySpec[] properties = [.. Inlined(spec).Concat(spec.Properties.Where(property => !property.IsWriteOnly))];
        source.Line("/// <summary>Whether all properties are equal; lists and maps by what is in them.</summary>");
        source.Open($"public bool Equals({spec.Name}? other)");
        source.Open("if (ReferenceEquals(this, other))");
        source.Line("return true;");
        source.Close();
        source.Line();
        source.Line($"return {string.Join(" && ", new[] { spec.Event is null ? "other is not null" : "base.Equals(other)" }.Concat(properties.Select(Equal)).Concat(spec.Local.Select(name => $"{name} == other.{name}")))};");
        source.Close();
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open("public override int GetHashCode()");
        source.Line("var hash = new HashCode();");
        if (spec.Event is not null)
        {
            source.Line("hash.Add(base.GetHashCode());");
        }

        foreach (PropertySpec property in properties)
        {
            source.Line($"hash.Add({Hashed(property)});");
        }

        foreach (string name in spec.Local)
        {
            source.Line($"hash.Add({name});");
        }

        source.Line("return hash.ToHashCode();");
        source.Close();
    }

    private static IEnumerable<PropertySpec> Inlined(ModelSpec spec) => spec.Inline is null ? [] : [spec.Inline];

    private static string Equal(PropertySpec property) => property.Value.Kind switch
    {
        ValueKind.List or ValueKind.Map or ValueKind.Element => $"ModelEquality.AreEqual({property.Stored}, other.{property.Stored})",
        _ when IsKnownFromElsewhere(property) => $"EqualityComparer<{property.DeclaredType}>.Default.Equals({property.Stored}, other.{property.Stored}) && {property.Name}?.Id == other.{property.Name}?.Id",
        _ => $"EqualityComparer<{property.DeclaredType}>.Default.Equals({property.Stored}, other.{property.Stored})",
    };

    /// <summary>Lists and maps by their length: that is quick, and enough to tell most apart.</summary>
    private static string Hashed(PropertySpec property) => property.Value.Kind switch
    {
        ValueKind.List or ValueKind.Map => $"{property.Stored}{(property.IsOptional ? ".Value" : "")}{(property.IsNullable || property.IsOptional ? "?" : "")}.Count",
        ValueKind.Element => $"{property.Stored}{(property.IsOptional ? ".Value" : "")}{(property.IsNullable || property.IsOptional ? "?" : "")}.ValueKind",
        _ when IsKnownFromElsewhere(property) => $"{property.Name}?.Id",
        _ => property.Stored,
    };

    /// <summary>A record that may stand beside this one: of that one, the id counts.</summary>
    private static bool IsKnownFromElsewhere(PropertySpec property) => property.Stored != property.Name && property.Value.Kind == ValueKind.Model;
}
