using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Discord.Gateway.Generators;

/// <summary>Reads the declaration of a record marked [JsonModel].</summary>
internal static class ModelParser
{
    internal const string JsonModel = Attributes + "JsonModelAttribute";

    private const string Attributes = "Discord.Gateway.Json.";
    private const int MaxProperties = 63;

    internal static Parsed<ModelSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var problems = new List<Problem>();
        if (!type.IsRecord || type.IsValueType || type.ContainingType is not null || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            Report(Diagnostics.NotPartial, declaration.Identifier.GetLocation(), type.Name);
            return new(null, new(problems));
        }

        var properties = new List<PropertySpec>();
        PropertySpec? inline = null;
        IPropertySymbol? inlined = null;
        foreach (IPropertySymbol property in PropertiesOf(type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            PropertySpec? spec = ParseProperty(property, type, Report);
            if (spec is null)
            {
                continue;
            }

            if (Has(property, "InlineAttribute"))
            {
                inline = spec;
                inlined = property;
            }
            else
            {
                properties.Add(spec);
            }
        }

        if (inline is not null && (inline.Value.Kind != ValueKind.Model || inline.IsNullable || (properties.Count > 0 && !CanBeInlined(inlined!.Type))))
        {
            Report(Diagnostics.BadInline, LocationOf(inlined!), type.Name, inline.Name, inlined!.Type.ToDisplayString());
        }

        foreach (IGrouping<string, PropertySpec> same in properties.Where(property => !property.IsRaw).GroupBy(property => property.Key).Where(group => group.Count() > 1))
        {
            Report(Diagnostics.SameKey, declaration.Identifier.GetLocation(), type.Name, same.First().Name, same.Last().Name, same.Key);
        }

        if (properties.Count + (inline is null ? 0 : 1) > MaxProperties)
        {
            Report(Diagnostics.TooManyProperties, declaration.Identifier.GetLocation(), type.Name, properties.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        INamedTypeSymbol? variantBase = VariantBaseOf(type);
        IPropertySymbol? discriminator = PropertiesOf(type).FirstOrDefault(property => Has(property, "DiscriminatorAttribute"));
        return new(problems.Count > 0 ? null : new ModelSpec(
            type.ContainingNamespace.ToDisplayString(),
            type.Name,
            type.IsAbstract,
            type.BaseType?.SpecialType == SpecialType.System_Object,
            EventParser.Parse(type),
            CanBeInlined(type),
            IsSet(type, "HasPlaces"),
            IsSet(type, "HasParts"),
            PropertiesOf(type).Select(property => Argument(property, "RawWhenUnknownAttribute")).FirstOrDefault(name => name is not null) ?? "",
            inline,
            new(properties),
            new([.. PropertiesOf(type).Where(property => IsLocal(property, type)).Select(property => property.Name)]),
            new([.. VariantsOf(type)]),
            discriminator is null ? "" : KeyOf(discriminator),
            DiscriminatorTypeOf(type),
            PropertiesOf(type).Any(ChecksValue),
            variantBase?.Name ?? "",
            variantBase is null ? 0 : VariantTags.Of([.. VariantsOf(variantBase)], type.Name)), new(problems));

        void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) => problems.Add(new Problem(descriptor, location, new(arguments)));
    }

    private static PropertySpec? ParseProperty(IPropertySymbol property, INamedTypeSymbol owner, Action<DiagnosticDescriptor, Location, string[]> report)
    {
        bool isRaw = Argument(property, "RawWhenUnknownAttribute") is not null;
        bool isDiscriminator = OverridesDiscriminator(property);
        if ((IsIgnored(property) && !isRaw) || (property.SetMethod is null && !isDiscriminator && !IsAuto(property)))
        {
            return null;
        }

        if (property.SetMethod is null ? !isDiscriminator : !property.SetMethod.IsInitOnly)
        {
            report(Diagnostics.NoInit, LocationOf(property), [owner.Name, property.Name]);
            return null;
        }

        ITypeSymbol type = property.Type;
        bool isOptional = false;
        if (type is INamedTypeSymbol { Name: "Optional", TypeArguments.Length: 1 } optional)
        {
            isOptional = true;
            type = optional.TypeArguments[0];
        }

        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        type = WithoutNull(type);
        if (type.SpecialType == SpecialType.None && type.Name == nameof(TimeSpan) && UnitOf(property).Length == 0)
        {
            report(Diagnostics.NoUnit, LocationOf(property), [owner.Name, property.Name]);
            return null;
        }

        ValueSpec? value = Has(property, "NullFlagAttribute") ? new ValueSpec(ValueKind.NullFlag, "bool") : ParseValue(type, property);
        if (value is null)
        {
            report(Diagnostics.UnsupportedType, LocationOf(property), [owner.Name, property.Name, property.Type.ToDisplayString()]);
            return null;
        }

        return new PropertySpec(
            property.Name,
            KeyOf(property),
            value,
            isNullable,
            type.IsValueType,
            isOptional,
            Has(property, "MayBeAbsentAttribute") || (isNullable && !Has(property, "NeverAbsentAttribute")),
            Has(property, "SecretAttribute"),
            isRaw,
            property.SetMethod is null,
            Argument(property, "DiscriminatedByAttribute") ?? "",
            new(Find(property, "CommonValuesAttribute") is { } common ? [.. common.ConstructorArguments[0].Values.Select(argument => (string)argument.Value!)] : []),
            Argument(property, "StoredInAttribute") ?? property.Name,
            Has(property, "HotAttribute"),
            Has(property, "HotAttribute") || Has(property, "CanBeLeftOutAttribute") || Has(owner, "HotAttribute"),
            Has(property, "RareAttribute"));
    }

    private static ValueSpec? ParseValue(ITypeSymbol type, IPropertySymbol property)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.UseSpecialTypes));
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return new(ValueKind.Boolean, name);
            case SpecialType.System_Int32:
                return new(ValueKind.Int32, name);
            case SpecialType.System_Int64:
                return new(ValueKind.Int64, name);
            case SpecialType.System_UInt64:
                return new(ValueKind.UInt64, name);
            case SpecialType.System_Double:
                return new(ValueKind.Double, name);
            case SpecialType.System_String:
                return new(ValueKind.String, name);
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            bool isUnsigned = ((INamedTypeSymbol)type).EnumUnderlyingType!.SpecialType is SpecialType.System_UInt64 or SpecialType.System_UInt32;
            return new(Has(type, "AsStringAttribute") || Has(property, "AsStringAttribute") ? ValueKind.EnumAsString : ValueKind.Enum, name, Unit: isUnsigned ? "ulong" : "long");
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        switch (named.Name)
        {
            case nameof(DateTimeOffset):
                return new(Has(property, "UnixSecondsAttribute") ? ValueKind.UnixSeconds
                    : Has(property, "UnixMillisecondsAttribute") ? ValueKind.UnixMilliseconds : ValueKind.Timestamp, name);
            case nameof(TimeSpan):
                return new(ValueKind.Duration, name, Unit: UnitOf(property));
            case "JsonElement":
                return new(ValueKind.Element, name);
            case "Id" when named.TypeArguments.Length == 1:
                return new(ValueKind.Id, name);
            case "IReadOnlyList" when ParseValue(WithoutNull(named.TypeArguments[0]), property) is { } item:
                return new(ValueKind.List, name, item);
            case "IReadOnlyDictionary" when ParseValue(named.TypeArguments[0], property) is { Kind: ValueKind.Id or ValueKind.String } key
                && ParseValue(WithoutNull(named.TypeArguments[1]), property) is { } value:
                return new(ValueKind.Map, name, value, key);
        }

        string containingNamespace = named.ContainingNamespace.ToDisplayString();
        if (VariantsOf(named).Any())
        {
            return new(PropertiesOf(named).Any(property => Has(property, "DiscriminatorAttribute")) ? ValueKind.Variants : ValueKind.OuterVariants, name, Namespace: containingNamespace);
        }

        return Has(named, "JsonModelAttribute") ? new(ValueKind.Model, name, Namespace: containingNamespace)
            : Has(named, "JsonValueAttribute") || Has(named, "StringEnumAttribute") ? new(ValueKind.Value, name, Namespace: containingNamespace)
            : null;
    }

    /// <summary>The instance properties of a record and its bases, the base's first, overridden ones once.</summary>
    internal static List<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            chain.Push(current);
        }

        var properties = new List<IPropertySymbol>();
        foreach (IPropertySymbol property in chain.SelectMany(current => current.GetMembers().OfType<IPropertySymbol>()))
        {
            if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal })
            {
                properties.RemoveAll(hidden => hidden.Name == property.Name);
                properties.Add(property);
            }
        }

        return properties;
    }

    private static IEnumerable<VariantSpec> VariantsOf(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "VariantAttribute" } variant)
            {
                yield return new(variant.TypeArguments[0].Name, attribute.ConstructorArguments[0].ToCSharpString().Split('.').Last());
            }
            else if (attribute.AttributeClass is { Name: "UnknownVariantAttribute" } unknown)
            {
                yield return new(unknown.TypeArguments[0].Name, null);
            }
        }
    }

    private static INamedTypeSymbol? VariantBaseOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol? current = type.BaseType;
        while (current is not null && !VariantsOf(current).Any())
        {
            current = current.BaseType;
        }

        return current;
    }

    private static string DiscriminatorTypeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "VariantAttribute")?.ConstructorArguments[0].Type?.Name ?? "";

    private static bool OverridesDiscriminator(IPropertySymbol property)
    {
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            if (Has(current, "DiscriminatorAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CanBeInlined(ITypeSymbol type) => IsSet(type, "CanBeInlined");

    private static bool IsSet(ITypeSymbol type, string option) =>
        Find(type, "JsonModelAttribute")?.NamedArguments.Any(argument => argument.Key == option && argument.Value.Value is true) == true;

    // A property that computes its value has no field of its own, and is nothing that JSON carries.
    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether a property has an init accessor of its own, which may refuse a value.</summary>
    private static bool ChecksValue(IPropertySymbol property) =>
        !IsIgnored(property) && !Has(property, "StoredInAttribute") && property.SetMethod?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is AccessorDeclarationSyntax
        {
            Body: not null,
        };

    private static bool IsIgnored(IPropertySymbol property) =>
        property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute") || property.Name == "EqualityContract";

    /// <summary>Whether a property of an event's own is no part of what Discord sent, and yet a part of the event's value.</summary>
    private static bool IsLocal(IPropertySymbol property, INamedTypeSymbol type) =>
        IsIgnored(property) && IsAuto(property) && property.SetMethod is not null && Has(type, "DispatchAttribute")
            && SymbolEqualityComparer.Default.Equals(property.ContainingType, type) && Argument(property, "RawWhenUnknownAttribute") is null;

    private static string UnitOf(IPropertySymbol property) =>
        Has(property, "SecondsAttribute") ? "Second" : Has(property, "MinutesAttribute") ? "Minute" : Has(property, "DaysAttribute") ? "Day" : "";

    private static string KeyOf(IPropertySymbol property)
    {
        AttributeData? named = property.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "JsonPropertyNameAttribute");
        return named?.ConstructorArguments[0].Value as string ?? ToSnakeCase(property.Name);
    }

    private static string ToSnakeCase(string name)
    {
        var snake = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }

    private static ITypeSymbol WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    private static Location LocationOf(IPropertySymbol property) => property.Locations.FirstOrDefault() ?? Location.None;

    private static string? Argument(ISymbol symbol, string attribute) => Find(symbol, attribute)?.ConstructorArguments[0].Value as string;

    internal static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    internal static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass is { } type
            && type.Name == attribute && type.ContainingNamespace.ToDisplayString() + "." == Attributes);
}
