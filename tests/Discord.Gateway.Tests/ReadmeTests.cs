using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Discord.Gateway.Tests;

/// <summary>What the README shows compiles, and its tests pass.</summary>
public sealed partial class ReadmeTests
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

    /// <summary>The page of the libraries, and those of the packages for tests, for state and for Redis.</summary>
    private static readonly string[] Pages = ["README.md", "src/Discord.Gateway.Testing/README.md", "src/Discord.Gateway.State/README.md", "src/Discord.Gateway.Redis/README.md"];

    public static TheoryData<string, int> Blocks => [.. Pages.SelectMany(page => Enumerable.Range(0, ReadBlocks(page).Count).Select(number => (page, number)))];

    internal static string RepositoryRoot { get; } = FindRoot();

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Every_code_block_compiles_and_the_tests_among_them_pass(string page, int number)
    {
        string block = ReadBlocks(page)[number];
        bool isTest = block.Contains("[Fact]", StringComparison.Ordinal);
        Assembly assembly = Compile(block, isTest);

        foreach (MethodInfo test in assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute))))
        {
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType!), null)!;
        }
    }

    [Fact]
    public void The_first_bot_and_the_first_test_have_at_most_fifteen_lines()
    {
        List<string> blocks = ReadBlocks();

        Assert.True(blocks[0].Trim().Split('\n').Length <= 16, "A bot in 15 lines, and the using.");
        string test = blocks.First(block => block.Contains("[Fact]", StringComparison.Ordinal));
        Assert.True(test[test.IndexOf("[Fact]", StringComparison.Ordinal)..].Trim().Split('\n').Length <= 15);
    }

    [Fact]
    public void A_whole_bot_in_a_host_has_at_most_twenty_lines()
    {
        string block = ReadBlocks().First(block => block.Contains("AddDiscordGateway", StringComparison.Ordinal));

        Assert.InRange(UsingLine().Replace(block, "").Split('\n').Count(line => line.Trim().Length > 0), 1, 20);
    }

    [Theory]
    [InlineData("\"!ping\" } message })", "pong")]
    [InlineData("GuildMemberAddEvent", "Welcome")]
    [InlineData("InteractionCreateEvent", "GetOption")]
    public void There_is_a_bot_of_ten_lines_for(string eventText, string actionText)
    {
        string block = ReadBlocks().First(block => block.Contains(eventText, StringComparison.Ordinal) && block.Contains(actionText, StringComparison.Ordinal));

        Assert.InRange(UsingLine().Replace(block, "").Split('\n').Count(line => line.Trim().Length > 0), 1, 10);
    }

    /// <summary>A type of the first block of a page that declares it, as that block is compiled.</summary>
    internal static Type GetType(string page, string name) => Compile(ReadBlocks(page).First(block => block.Contains($"class {name}", StringComparison.Ordinal)), isTest: false).GetType(name)!;

    private static Assembly Compile(string block, bool isTest)
    {
        // A fragment goes on with a shard or a manager that was made before.
        string usings = string.Concat(UsingLine().Matches(block).Select(match => match.Value));
        if (block.Contains("cluster = ", StringComparison.Ordinal))
        {
            usings += "using Discord.Gateway.Orleans;\nusing Microsoft.Extensions.DependencyInjection;\n";
        }

        string prelude = isTest ? "" : string.Concat(
            block.Contains("shard = ", StringComparison.Ordinal) || block.Contains("(shard, ", StringComparison.Ordinal) ? "" : "Shard shard = null!;\n",
            block.Contains("manager = ", StringComparison.Ordinal) ? "" : "ShardManager manager = null!;\n",
            block.Contains("cluster = ", StringComparison.Ordinal) ? "IServiceProvider services = null!;\n" : "");
        var compilation = CSharpCompilation.Create(
            $"Readme{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(GlobalUsings), CSharpSyntaxTree.ParseText(usings + prelude + UsingLine().Replace(block, ""))],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                isTest ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        string[] problems = [.. compilation.Emit(image).Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id is not ("CS0219" or "CS8019" or "CS1701"))
            .Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join('\n', problems) + "\n" + block);
        return Assembly.Load(image.ToArray());
    }

    private static List<string> ReadBlocks(string page = "README.md") =>
        [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(RepositoryRoot, page))).Select(match => match.Groups[1].Value)];

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Discord.Gateway.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
