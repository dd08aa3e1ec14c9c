using Microsoft.CodeAnalysis;

namespace Discord.Gateway.Generators;

/// <summary>Reads what a record marked [Dispatch] says of its event, and finds where the event belongs.</summary>
internal static class EventParser
{
    private const string Suffix = "Event";

    internal static EventSpec? Parse(INamedTypeSymbol type)
    {
        if (ModelParser.Find(type, "DispatchAttribute") is not { } dispatch || !type.Name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        bool belongsNowhere = dispatch.NamedArguments.Any(argument => argument is { Key: "BelongsNowhere", Value.Value: true });
        return new EventSpec(
            type.Name.Substring(0, type.Name.Length - Suffix.Length),
            (string)dispatch.ConstructorArguments[0].Value!,
            Convert.ToUInt64(dispatch.ConstructorArguments[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            belongsNowhere ? "" : Find(type, "Guild"),
            belongsNowhere ? "" : Find(type, "Channel"),
            belongsNowhere ? "" : Find(type, "User"));
    }

    /// <summary>The first of the properties that name a guild, channel or user; several, if the first may be null.</summary>
    private static string Find(INamedTypeSymbol type, string what)
    {
        var paths = new List<string>();
        foreach ((string path, bool isNullable) in Candidates(type, what, [type.Name]))
        {
            paths.Add(path);
            if (!isNullable)
            {
                break;
            }
        }

        return string.Join(" ?? ", paths);
    }

    /// <param name="type">A record.</param>
    /// <param name="what">What is looked for.</param>
    /// <param name="within">The records that lead to it: users have members, which have users.</param>
    private static IEnumerable<(string Path, bool IsNullable)> Candidates(INamedTypeSymbol type, string what, string[] within)
    {
        List<IPropertySymbol> properties = [.. ModelParser.PropertiesOf(type).Where(property => property.ContainingType.Name != "GatewayEvent")];
        foreach (IPropertySymbol property in properties.Where(property => property.Name == what + "Id").Concat(properties.Where(property => property.Name == "Id")))
        {
            if (IdOf(property.Type) == what)
            {
                yield return (property.Name, IsNullable(property));
            }
        }

        foreach (IPropertySymbol property in properties.Where(property => ModelParser.Has(property, "InlineAttribute")
            || (what == "User" && property.Name is "User" or "Author" or "Member" or "Request" or "Inviter" && property.Type.Name != "ThreadMember")
            || (what == "Guild" && property.Name == "Meta")))
        {
            if (property.Type is not INamedTypeSymbol record || within.Contains(record.Name))
            {
                continue;
            }

            foreach ((string path, bool isNullable) in Candidates(record, what, [.. within, record.Name]))
            {
                yield return ($"{property.Name}{(IsNullable(property) ? "?" : "")}.{path}", isNullable || IsNullable(property));
            }
        }
    }

    /// <summary>What an id, or an id that may be null, names.</summary>
    private static string? IdOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IdOf(nullable.TypeArguments[0]),
        INamedTypeSymbol { Name: "Id", TypeArguments.Length: 1 } id => id.TypeArguments[0].Name,
        _ => null,
    };

    private static bool IsNullable(IPropertySymbol property) => property.Type.NullableAnnotation == NullableAnnotation.Annotated;
}
