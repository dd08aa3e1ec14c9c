using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Discord.Gateway.Tests;

/// <summary>Compiles the code that pages and documentation show.</summary>
internal static class CodeBlocks
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Discord.Gateway;
        """;

    /// <summary>Read once: each block is compiled against all of them.</summary>
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(GlobalUsings);

    internal static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source);

    /// <summary>Compiles the last of the sources, with what the others declare for it, and fails the test with all errors and warnings.</summary>
    internal static byte[] Compile(OutputKind kind, params IEnumerable<SyntaxTree> sources)
    {
        SyntaxTree[] trees = [Usings, .. sources];
        var compilation = CSharpCompilation.Create(
            $"Block{Guid.NewGuid():N}", trees, References, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        string[] problems = [.. compilation.Emit(image).Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id is not ("CS0219" or "CS8019" or "CS1701"))
            .Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join('\n', problems) + "\n" + trees[^1]);
        return image.ToArray();
    }
}
