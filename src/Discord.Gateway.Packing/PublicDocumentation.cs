using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Discord.Gateway.Packing;

/// <summary>The compiler documents every member. A package documents those that users can see.</summary>
internal static class PublicDocumentation
{
    /// <summary>Removes what is not public, and the comments on parts of a class.</summary>
    /// <returns>What is wrong with the rest.</returns>
    internal static IEnumerable<string> Trim(string assembly, string documentation)
    {
        HashSet<string> visible = FindVisible(assembly);
        XDocument document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
        foreach (XElement member in document.Descendants("member").ToArray())
        {
            if (!visible.Contains(NameOf(member)))
            {
                Remove(member);
                continue;
            }

            foreach (XElement part in member.Elements("content").ToArray())
            {
                Remove(part);
            }
        }

        document.Save(documentation, SaveOptions.DisableFormatting);
        string own = Path.GetFileNameWithoutExtension(assembly);
        return
            from member in document.Descendants("member")
            from inherited in member.Descendants("inheritdoc")
            let source = (string?)inherited.Attribute("cref")
            where source is not null && source[2..].StartsWith(own + ".", StringComparison.Ordinal) && !visible.Contains(source) && IsDeclaredHere(assembly, source)
            select $"{NameOf(member)} inherits the documentation of {source}, which is not public.";
    }

    private static HashSet<string> FindVisible(string assembly)
    {
        var found = new HashSet<string>();
        Add(Load(assembly).GlobalNamespace, found);
        return found;
    }

    private static bool IsDeclaredHere(string assembly, string id) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compile(assembly, out _)) is not null;

    private static IAssemblySymbol Load(string assembly)
    {
        CSharpCompilation compilation = Compile(assembly, out MetadataReference reference);
        return (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
    }

    /// <summary>Without what the assembly refers to: names of types that are not found are enough.</summary>
    private static CSharpCompilation Compile(string assembly, out MetadataReference reference)
    {
        reference = MetadataReference.CreateFromFile(assembly);
        return CSharpCompilation.Create("Documentation", references: [reference]);
    }

    private static void Add(INamespaceOrTypeSymbol container, HashSet<string> found)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                Add(inner, found);
            }
            else if (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
            {
                found.Add(member.GetDocumentationCommentId()!);
                if (member is INamedTypeSymbol type)
                {
                    Add(type, found);
                }
            }
        }
    }

    private static string NameOf(XElement member) => (string)member.Attribute("name")!;

    /// <summary>With the line it stands on.</summary>
    private static void Remove(XElement element)
    {
        if (element.PreviousNode is XText text && string.IsNullOrWhiteSpace(text.Value))
        {
            text.Remove();
        }

        element.Remove();
    }
}
