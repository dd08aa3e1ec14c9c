using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Discord.Gateway.Generators;

/// <summary>
/// Writes, for each record marked [JsonModel], what reads it straight from UTF-8 and writes it back, the JsonConverter that binds both to
/// System.Text.Json, and its binary form, unless it is an event; for each struct marked [StringEnum], the string around it.
/// </summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Parsed<ModelSpec>> models = context.SyntaxProvider.ForAttributeWithMetadataName(
            ModelParser.JsonModel, (node, _) => node is TypeDeclarationSyntax, ModelParser.Parse);
        context.RegisterSourceOutput(models, (output, parsed) => Add(output, parsed, spec => (spec.Name, RecordWriter.Write(spec))));

        context.RegisterSourceOutput(models.Where(parsed => parsed.Spec?.Event is not null).Collect(), (output, parsed) =>
        {
            if (parsed.Length > 0)
            {
                output.AddSource("EventTable.g.cs", SourceText.From(EventWriter.WriteTable(parsed.Select(each => each.Spec!)), Encoding.UTF8));
            }
        });

        IncrementalValuesProvider<Parsed<StringEnumSpec>> stringEnums = context.SyntaxProvider.ForAttributeWithMetadataName(
            StringEnumParser.StringEnum, (node, _) => node is TypeDeclarationSyntax, StringEnumParser.Parse);
        context.RegisterSourceOutput(stringEnums, (output, parsed) => Add(output, parsed, spec => (spec.Name, StringEnumWriter.Write(spec))));

        context.RegisterSourceOutput(models.Collect().Combine(stringEnums.Collect()), (output, parsed) => output.AddSource("BinaryVersion.g.cs", SourceText.From(
            BinaryVersionWriter.Write(parsed.Left.Select(each => each.Spec).OfType<ModelSpec>(), parsed.Right.Select(each => each.Spec).OfType<StringEnumSpec>()),
            Encoding.UTF8)));
    }

    private static void Add<T>(SourceProductionContext output, Parsed<T> parsed, Func<T, (string Name, string Source)> write)
        where T : class
    {
        foreach (Problem problem in parsed.Problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (parsed.Spec is { } spec)
        {
            (string name, string source) = write(spec);
            output.AddSource($"{name}.g.cs", SourceText.From(source, Encoding.UTF8));
        }
    }
}
