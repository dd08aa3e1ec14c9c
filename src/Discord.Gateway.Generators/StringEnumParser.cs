using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Discord.Gateway.Generators;

/// <summary>Reads the declaration of a struct marked [StringEnum].</summary>
internal static class StringEnumParser
{
    internal const string StringEnum = "Discord.Gateway.Json.StringEnumAttribute";

    internal static Parsed<StringEnumSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        if (!type.IsRecord || !type.IsValueType || !type.IsReadOnly || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return Refuse();
        }

        var values = new List<KeyValuePair<string, string>>();
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (!property.IsStatic || !SymbolEqualityComparer.Default.Equals(property.Type, type))
            {
                continue;
            }

            var syntax = property.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) as PropertyDeclarationSyntax;
            var creation = syntax?.Initializer?.Value as BaseObjectCreationExpressionSyntax;
            if (creation?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not LiteralExpressionSyntax { Token.Value: string text })
            {
                return Refuse();
            }

            values.Add(new KeyValuePair<string, string>(property.Name, text));
        }

        string defaultValue = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? "";
        return new(new StringEnumSpec(type.ContainingNamespace.ToDisplayString(), type.Name, defaultValue, new(values)), new([]));

        Parsed<StringEnumSpec> Refuse() => new(null, new([new Problem(Diagnostics.NotAStringEnum, declaration.Identifier.GetLocation(), new([type.Name]))]));
    }
}
