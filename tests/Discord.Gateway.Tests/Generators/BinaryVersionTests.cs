using Microsoft.CodeAnalysis;

namespace Discord.Gateway.Tests.Generators;

/// <summary>The version of the binary form changes with what is written, and with nothing else.</summary>
public sealed class BinaryVersionTests
{
    private const string Source = """
        [JsonModel]
        public sealed partial record Part
        {
            public string Name { get; init; } = "";
            [CommonValues("a", "b")]
            public string Kind { get; init; } = "";
            public int? Size { get; init; }
        }

        [StringEnum("calm")]
        public readonly partial record struct Mood
        {
            public static Mood Calm { get; } = new("calm");
            public static Mood Wild { get; } = new("wild");
        }
        """;

    private static readonly string Version = VersionOf(Source);

    [Theory]
    [InlineData("public int? Size", "public int Size")]
    [InlineData("public int? Size", "public long? Size")]
    [InlineData("public int? Size", "public int? Length")]
    [InlineData("public int? Size", "[Hot] public int? Size")]
    [InlineData("public int? Size", "public bool? More { get; init; } public int? Size")]
    [InlineData("public int? Size { get; init; }", "")]
    [InlineData("\"a\", \"b\"", "\"b\", \"a\"")]
    [InlineData("record Part", "record Piece")]
    [InlineData("[StringEnum(\"calm\")]", "[JsonModel] public sealed partial record Other; [StringEnum(\"calm\")]")]
    [InlineData("public static Mood Calm", "public static Mood Sad { get; } = new(\"sad\"); public static Mood Calm")]
    [InlineData("new(\"wild\")", "new(\"mad\")")]
    public void A_change_of_what_is_written_changes_it(string old, string changed) => Assert.NotEqual(Version, VersionOf(Replace(old, changed)));

    [Theory]
    [InlineData("public int? Size", "/// <summary>The size.</summary>\npublic int? Size")]
    [InlineData("public int? Size", "[JsonPropertyName(\"length\")] public int? Size")]
    [InlineData("public int? Size", "[Secret] [NeverAbsent] public int? Size")]
    [InlineData("public int? Size", "[JsonIgnore] public int? Other { get; init; } public int? Size")]
    [InlineData("[JsonModel]", "[JsonModel] [Dispatch(\"RESUMED\")] public sealed partial record ResumedEvent : GatewayEvent; [JsonModel]")]
    [InlineData("Mood Wild", "Mood Mad")]
    public void A_change_of_anything_else_does_not(string old, string changed) => Assert.Equal(Version, VersionOf(Replace(old, changed)));

    private static string Replace(string old, string changed)
    {
        Assert.Contains(old, Source, StringComparison.Ordinal);
        return Source.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string VersionOf(string source)
    {
        GeneratorRunResult result = ModelGeneratorTests.Run(source, out _);
        Assert.Empty(result.Diagnostics);
        return result.GeneratedSources.Single(generated => generated.HintName == "BinaryVersion.g.cs").SourceText.ToString();
    }
}
