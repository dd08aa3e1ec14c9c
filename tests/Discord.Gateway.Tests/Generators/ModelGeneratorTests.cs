using System.Collections.Immutable;
using Discord.Gateway.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Discord.Gateway.Tests.Generators;

/// <summary>
/// What the generator writes for each shape of record, as text that a person can read. After a change that is meant, copy what a failing test wrote
/// beside the snapshot it names.
/// </summary>
public sealed class ModelGeneratorTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using Discord.Gateway.Binary;
        using Discord.Gateway.Json;
        using Discord.Gateway.Models;
        namespace Discord.Gateway.Example;

        """;

    private const string Table = "namespace Discord.Gateway.Events { internal static partial class EventTable { private static partial EventRow[] MakeRows(); } }";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Discord.Gateway.Tests.dll").Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Fact]
    public void Values_lists_maps_and_null() => Check("Widget", """
        [JsonModel]
        public sealed partial record Widget
        {
            public Id<User> Id { get; init; }
            public string Name { get; init; } = "";
            public string? Topic { get; init; }
            [NeverAbsent]
            public DateTimeOffset? EditedTimestamp { get; init; }
            [MayBeAbsent]
            public bool Enabled { get; init; }
            public Optional<string?> Nick { get; init; }
            public ChannelType Kind { get; init; }
            public Permissions Allow { get; init; }
            [Minutes]
            public TimeSpan Age { get; init; }
            [UnixSeconds]
            public DateTimeOffset Since { get; init; }
            [NullFlag]
            public bool Special { get; init; }
            [CommonValues("0", "0000")]
            public string Discriminator { get; init; } = "0";
            public IReadOnlyList<Id<Role>> Roles { get; init; } = [];
            public IReadOnlyDictionary<Id<User>, Part> Parts { get; init; } = new Dictionary<Id<User>, Part>();
            public Part Part { get; init; } = Part.Empty;
            public Color? Color { get; init; }
            [JsonPropertyName("any")]
            public JsonElement? Value { get; init; }
            [Secret]
            public string Token { get; init; } = "";
            [JsonIgnore]
            public string Ignored { get; init; } = "";
            public string Computed => Name + Topic;
        }

        [JsonModel]
        public sealed partial record Part;
        """);

    [Fact]
    public void A_record_without_its_id_is_left_out_and_any_other_value_costs_itself() => Check("Loose", """
        [JsonModel]
        public sealed partial record Loose
        {
            public Id<User> Id { get; init; }
            public Id<Guild>? GuildId { get; init; }
            public string Name { get; init; } = "";
            public IReadOnlyList<int> Size { get; init; } = [];
        }
        """);

    [Fact]
    public void Records_told_apart_by_a_property() => Check("Shape", """
        public enum ShapeType { Circle = 1, Square = 2 }

        [Variant<Circle>(ShapeType.Circle)]
        [UnknownVariant<UnknownShape>]
        [JsonModel]
        public abstract partial record Shape
        {
            [Discriminator]
            public abstract ShapeType Type { get; }
            public int? Id { get; init; }
        }

        [JsonModel]
        public sealed partial record Circle : Shape
        {
            public override ShapeType Type => ShapeType.Circle;
            public double Radius { get; init; }
        }

        public sealed record UnknownShape : Shape
        {
            internal UnknownShape(ref JsonCursor reader) { }
            internal UnknownShape(ref EntityReader reader) { }
            public override ShapeType Type => 0;
            internal override void WriteTo(Utf8JsonWriter writer) { }
            internal override void WriteBinary(EntityWriter writer) => writer.WriteByte(EntityWriter.UnknownVariant);
        }
        """);

    [Fact]
    public void Records_told_apart_by_the_object_around_them() => Check("Box", """
        public enum BoxType { Toy = 1 }

        [JsonModel]
        public sealed partial record Box
        {
            public BoxType Type { get; init; }
            [DiscriminatedBy(nameof(Type))]
            public Content? Content { get; init; }
            [JsonIgnore]
            [RawWhenUnknown(nameof(Type))]
            public JsonElement? Raw { get; init; }
        }

        [Variant<Toy>(BoxType.Toy)]
        [UnknownVariant<Toy>]
        [JsonModel]
        public abstract partial record Content;

        [JsonModel]
        public sealed partial record Toy : Content;
        """);

    [Fact]
    public void Hot_properties_and_those_that_can_be_left_out_have_bits() => Check("Entity", """
        [JsonModel(HasParts = true)]
        public sealed partial record Entity
        {
            public Id<Guild> Id { get; init; }
            [CanBeLeftOut]
            public IReadOnlyList<Part> Pieces { get; init; } = [];
            [Hot]
            public Permissions Permissions { get; init; }
            public bool? Flag { get; init; }
        }

        [JsonModel]
        [Hot]
        public sealed partial record Part
        {
            public bool Hoist { get; init; }
            public Optional<int> Count { get; init; }
        }
        """);

    [Fact]
    public void A_record_whose_values_are_checked_refuses_what_they_refuse() => Check("Checked", """
        [JsonModel]
        public sealed partial record Checked
        {
            public string Name
            {
                get;
                init
                {
                    ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, 5);
                    field = value;
                }
            } = "";
        }
        """);

    [Fact]
    public void A_record_around_another_that_is_no_event() => Check("Around", """
        [JsonModel(CanBeInlined = true)]
        public sealed partial record Part
        {
            public string Name { get; init; } = "";
        }

        [JsonModel]
        public sealed partial record Around
        {
            [Inline]
            public Part Part { get; init; } = Part.Empty;
            public int Count { get; init; }
        }
        """);

    [Fact]
    public void Events_around_a_record_with_properties_of_their_own() => Check("GuildBanAddEvent", """
        [JsonModel(CanBeInlined = true)]
        public sealed partial record Part
        {
            public string Name { get; init; } = "";
        }

        [JsonModel]
        [Dispatch("GUILD_BAN_ADD", GatewayIntents.GuildModeration)]
        public sealed partial record GuildBanAddEvent : GatewayEvent
        {
            [Inline]
            public Part Part { get; init; } = Part.Empty;
            public new Id<Guild> GuildId { get; init; }
        }
        """);

    [Fact]
    public void The_table_of_all_events_is_in_the_order_of_their_names() => Check("EventTable", """
        [JsonModel]
        [Dispatch("RESUMED")]
        public sealed partial record ResumedEvent : GatewayEvent;

        [JsonModel]
        [Dispatch("GUILD_BAN_ADD", GatewayIntents.GuildModeration)]
        public sealed partial record GuildBanAddEvent : GatewayEvent
        {
            public new Id<Guild> GuildId { get; init; }
            public User User { get; init; } = new();
        }
        """);

    [Fact]
    public void Strings_with_well_known_values() => Check("Mood", """
        [StringEnum("calm")]
        public readonly partial record struct Mood
        {
            public static Mood Calm { get; } = new("calm");
            public static Mood Wild { get; } = new("wild");
        }
        """);

    [Theory]
    [InlineData("DGJ001", "[JsonModel] public sealed record NotPartial;")]
    [InlineData("DGJ001", "[JsonModel] public sealed partial class NotARecord;")]
    [InlineData("DGJ001", "public partial class Outer { [JsonModel] public sealed partial record Nested; }")]
    [InlineData("DGJ002", "[JsonModel] public sealed partial record R { public decimal Price { get; init; } }")]
    [InlineData("DGJ002", "[JsonModel] public sealed partial record R { public IReadOnlyList<Version> Versions { get; init; } = []; }")]
    [InlineData("DGJ003", "[JsonModel] public sealed partial record R { public TimeSpan Age { get; init; } }")]
    [InlineData("DGJ005", "[JsonModel] public sealed partial record R { public int A { get; init; } [JsonPropertyName(\"a\")] public int B { get; init; } }")]
    [InlineData("DGJ006", "[JsonModel] public sealed partial record R { public int A { get; set; } }")]
    [InlineData("DGJ006", "[JsonModel] public sealed partial record R { public int A { get; } }")]
    [InlineData("DGJ007", "[JsonModel] public sealed partial record P; [JsonModel] public sealed partial record R { [Inline] public P P { get; init; } = new(); public int A { get; init; } }")]
    [InlineData("DGJ007", "[JsonModel] public sealed partial record R { [Inline] public int P { get; init; } }")]
    [InlineData("DGJ008", "[StringEnum] public partial record struct NotReadonly;")]
    [InlineData("DGJ008", "[StringEnum] public readonly partial record struct S { private static string N => \"n\"; public static S X { get; } = new(N); }")]
    public void What_it_does_not_support_is_an_error_that_says_what_to_do(string id, string source)
    {
        GeneratorRunResult result = Run(source, out _);

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.True(diagnostic.Location.IsInSource);
        Assert.Contains("mark|make|state its unit|rename|must|values are".Split('|'), word => diagnostic.GetMessage(null).Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Sixty_four_properties_are_too_many()
    {
        string properties = string.Concat(Enumerable.Range(0, 64).Select(i => $"public int P{i} {{ get; init; }} "));

        Assert.Equal("DGJ004", Assert.Single(Run($"[JsonModel] public sealed partial record R {{ {properties} }}", out _).Diagnostics).Id);
    }

    [Fact]
    public void Sixty_three_properties_have_a_binary_form()
    {
        string properties = string.Concat(Enumerable.Range(0, 63).Select(i => $"public int P{i} {{ get; init; }} "));

        GeneratorRunResult result = Run($"[JsonModel] public sealed partial record R {{ {properties} }}", out ImmutableArray<Diagnostic> errors);

        Assert.Empty(errors);
        Assert.Contains("writer.EndRecord(start, 8, bits, _keys);", result.GeneratedSources.Single(source => source.HintName == "R.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_elsewhere_does_not_make_it_write_again()
    {
        CSharpCompilation compilation = Compile("[JsonModel] public sealed partial record R { public int A { get; init; } }");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        GeneratorRunResult result = driver.RunGenerators(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;", cancellationToken: TestContext.Current.CancellationToken)),
            TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static void Check(string name, string source)
    {
        GeneratorRunResult result = Run(source, out ImmutableArray<Diagnostic> errors);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(errors);
        string actual = result.GeneratedSources.Single(generated => generated.HintName == $"{name}.g.cs").SourceText.ToString();
        string path = Path.Combine(AppContext.BaseDirectory, "Generators", "Snapshots", $"{name}.cs.txt");
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (actual != expected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText($"{path}.actual", actual);
        }

        Assert.Equal(expected, actual);
    }

    internal static GeneratorRunResult Run(string source, out ImmutableArray<Diagnostic> errors)
    {
        CSharpGeneratorDriver.Create(new ModelGenerator())
            .RunGeneratorsAndUpdateCompilation(Compile(source), out Compilation output, out _, TestContext.Current.CancellationToken);
        errors = [.. output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(Compile(source), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
    }

    // Under our own assembly's name, since the attributes are internal and open to it.
    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Discord.Gateway.Tests",
        [CSharpSyntaxTree.ParseText(Usings + source), CSharpSyntaxTree.ParseText(source.Contains("[Dispatch", StringComparison.Ordinal) ? Table : "")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
