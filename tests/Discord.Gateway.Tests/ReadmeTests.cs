using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Discord.Gateway.Tests;

/// <summary>The code that the pages show compiles, their tests pass, and their links lead somewhere.</summary>
public sealed partial class ReadmeTests
{
    private const string Root = "README.md";
    private const string Core = "src/Discord.Gateway/README.md";

    /// <summary>The pages of the repository and of its packages.</summary>
    private static readonly string[] Pages =
    [
        Root,
        "src/Discord.Gateway/Diagnostics/README.md",
        "tests/README.md",
        .. Packages().Select(project => $"src/{project}/README.md"),
        .. Directory.EnumerateFiles(Path.Combine(FindRoot(), ".github"), "*.md").Select(file => $".github/{Path.GetFileName(file)}"),
    ];

    public static TheoryData<string> AllPages => [.. Pages];

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
    public void The_first_page_has_at_most_a_hundred_and_twenty_lines_and_a_first_bot() =>
        Assert.True(
            File.ReadAllLines(Path.Combine(RepositoryRoot, Root)).Length <= 120 && ReadBlocks(Root)[0].Contains("ReceiveAllAsync", StringComparison.Ordinal), "The first page is the first hour's.");

    [Fact]
    public void Each_package_has_a_page_of_its_own() =>
        Assert.All(Packages(), project => Assert.StartsWith("# ", File.ReadAllText(Path.Combine(RepositoryRoot, "src", project, "README.md")), StringComparison.Ordinal));

    /// <summary>A page of a package is shown where the repository's files are not.</summary>
    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_link_leads_somewhere(string page)
    {
        string text = CodeFence().Replace(File.ReadAllText(Path.Combine(RepositoryRoot, page)), "");
        string folder = Path.GetDirectoryName(Path.Combine(RepositoryRoot, page))!;
        bool isPacked = page.StartsWith("src/", StringComparison.Ordinal) && page.Count(static c => c == '/') == 2;
        string own = $"{RepositoryUrl}/blob/main/";
        Assert.All(Link().Matches(text).Select(match => match.Groups[1].Value), link =>
        {
            if (link.StartsWith(own, StringComparison.Ordinal))
            {
                AssertExists(RepositoryRoot, link[own.Length..]);
            }
            else if (link.StartsWith('#'))
            {
                AssertHeading(text, link[1..]);
            }
            else if (!link.StartsWith("https://", StringComparison.Ordinal))
            {
                Assert.False(isPacked, $"{link} is dead where {page} is shown as a package's page.");
                AssertExists(folder, link);
            }
        });
    }

    [Fact]
    public void A_whole_bot_in_a_host_has_at_most_twenty_lines()
    {
        string block = ReadBlocks("src/Discord.Gateway.Hosting/README.md").First(block => block.Contains("AddDiscordGateway", StringComparison.Ordinal));

        Assert.InRange(UsingLine().Replace(block, "").Split('\n').Count(line => line.Trim().Length > 0), 1, 20);
    }

    [Theory]
    [InlineData("\"!ping\" } message })", "pong")]
    [InlineData("GuildMemberAddEvent", "Welcome")]
    [InlineData("InteractionCreateEvent", "GetOption")]
    public void There_is_a_bot_of_ten_lines_for(string eventText, string actionText)
    {
        string block = ReadBlocks(Core).First(block => block.Contains(eventText, StringComparison.Ordinal) && block.Contains(actionText, StringComparison.Ordinal));

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
        return Assembly.Load(CodeBlocks.Compile(
            isTest ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, CodeBlocks.Parse(usings + prelude + UsingLine().Replace(block, ""))));
    }

    private static string RepositoryUrl { get; } = XDocument.Load(Path.Combine(FindRoot(), "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    private static IEnumerable<string> Packages() => Directory.EnumerateDirectories(Path.Combine(FindRoot(), "src")).Select(folder => Path.GetFileName(folder)!)
        .Where(static project => File.Exists(Path.Combine(FindRoot(), "src", project, $"{project}.csproj"))
            && !File.ReadAllText(Path.Combine(FindRoot(), "src", project, $"{project}.csproj")).Contains("<IsPackable>false</IsPackable>", StringComparison.Ordinal));

    private static void AssertExists(string folder, string link)
    {
        string[] parts = link.Split('#');
        string path = Path.GetFullPath(Path.Combine(folder, parts[0]));
        Assert.True(File.Exists(path) || Directory.Exists(path), $"{link} is not there.");
        if (parts is [_, var heading])
        {
            AssertHeading(File.ReadAllText(path), heading);
        }
    }

    private static void AssertHeading(string text, string anchor) =>
        Assert.Contains(anchor, Heading().Matches(text).Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')));

    private static List<string> ReadBlocks(string page) =>
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

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeFence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
