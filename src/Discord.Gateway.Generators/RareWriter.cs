namespace Discord.Gateway.Generators;

/// <summary>Writes the properties of a record that few objects have: they are stored in an object of their own, which the others do without. It is shared by copies, so it never changes.</summary>
internal static class RareWriter
{
    internal static void Write(SourceWriter source, ModelSpec spec)
    {
        List<PropertySpec> rare = [.. spec.Properties.Where(property => property.IsRare)];
        if (rare.Count == 0)
        {
            return;
        }

        source.Line("private RareProperties? _rare;");
        source.Line();
        foreach (PropertySpec property in rare)
        {
            source.Open($"public partial {property.DeclaredType} {property.Name}");
            source.Line($"get => _rare is {{ }} rare ? rare.{property.Name} : {None(property)};");
            source.Open("init");
            source.Open($"if (_rare is not null || {IsGiven(property)})");
            source.Line("_rare = RareProperties.Copy(_rare);");
            source.Line($"_rare.{property.Name} = value;");
            source.Close();
            source.Close();
            source.Close();
            source.Line();
        }

        source.Open("private sealed class RareProperties");
        foreach (PropertySpec property in rare)
        {
            source.Line($"internal {property.DeclaredType} {property.Name}{(IsList(property) ? " = []" : "")};");
        }

        source.Line();
        source.Line("internal static RareProperties Copy(RareProperties? rare) => (RareProperties?)rare?.MemberwiseClone() ?? new RareProperties();");
        source.Close();
        source.Line();
    }

    /// <summary>What a constructor that reads assigns to: what it creates is nobody else's yet.</summary>
    internal static string Target(PropertySpec property) => property.IsRare ? $"(_rare ??= new RareProperties()).{property.Name}" : property.Name;

    private static bool IsList(PropertySpec property) => property is { Value.Kind: ValueKind.List, IsNullable: false, IsOptional: false };

    private static string None(PropertySpec property) => IsList(property) ? "[]" : "default";

    private static string IsGiven(PropertySpec property) => IsList(property) ? "value is not { Count: 0 }" : property.IsOptional ? "!value.Equals(default)" : "value is not null";
}
