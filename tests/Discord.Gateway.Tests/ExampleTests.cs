using System.CodeDom.Compiler;
using System.Reflection;
using System.Xml.Linq;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;
using Discord.Gateway.Orleans;
using Discord.Gateway.Redis;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Zstd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Discord.Gateway.Tests;

/// <summary>The examples in the packages' documentation compile, and every type from which a user starts has one.</summary>
public sealed class ExampleTests
{
    /// <summary>What examples leave out because it is obvious. Members of a static class: an example that declares such a name itself hides it.</summary>
    private const string Prelude = """
        global using System.Collections.Concurrent;
        global using System.Net;
        global using System.Net.Http.Json;
        global using Discord.Gateway.Hosting;
        global using Discord.Gateway.Models;
        global using Discord.Gateway.Orleans;
        global using Discord.Gateway.Redis;
        global using Discord.Gateway.State;
        global using Discord.Gateway.Testing;
        global using Discord.Gateway.Zstd;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Time.Testing;
        global using Orleans;
        global using Orleans.Hosting;
        global using Obvious;
        global using static Obvious.Names;

        namespace Obvious
        {
            internal static class Names
            {
                internal static readonly string token = "", key = "", previousKey = "", text = "", said = "";
                internal static readonly string[] args = [];
                internal static readonly ShardOptions options = null!, shardOptions = null!;
                internal static readonly GatewayIntents intents = GatewayIntents.Guilds;
                internal static readonly Shard shard = null!;
                internal static readonly ShardManager manager = null!;
                internal static readonly DiscordCluster cluster = null!;
                internal static readonly BotState state = null!;
                internal static readonly RedisShards shards = null!;
                internal static readonly StackExchange.Redis.IConnectionMultiplexer redis = null!;
                internal static readonly GatewaySimulator gateway = null!;
                internal static readonly HostApplicationBuilder builder = null!;
                internal static readonly ILogger logger = null!;
                internal static readonly CancellationToken cancellationToken = default;
                internal static readonly CancellationTokenSource stop = null!;
                internal static readonly Id<Guild> guildId = 1;
                internal static readonly Id<Channel> channelId = 2;
                internal static readonly Id<User> userId = 3, first = 4, second = 5;
                internal static readonly Guild guild = null!;
                internal static readonly Channel channel = null!, parent = null!;
                internal static readonly GuildMember member = null!;
                internal static readonly User user = null!, author = null!;
                internal static readonly Message poll = null!;
                internal static readonly GatewayEvent gatewayEvent = null!;
                internal static readonly DateTimeOffset end = default;
                internal static readonly Interaction interaction = null!;
                internal static readonly HashSet<Id<User>> voters = null!;

                internal static Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken) => Task.CompletedTask;
            }

            internal sealed class PingHandler : IGatewayEventHandler<MessageCreateEvent>
            {
                public Task HandleAsync(Shard shard, MessageCreateEvent gatewayEvent, CancellationToken cancellationToken) => Task.CompletedTask;
            }
        }
        """;

    /// <summary>Types that a user starts from: makes, implements, or asks the container for. Not those that are only handed to users: events, most models, statuses, exceptions.</summary>
    private static readonly Type[] StartingTypes =
    [
        typeof(Shard), typeof(ShardOptions), typeof(ShardManager), typeof(ShardManagerOptions), typeof(ShardSession), typeof(ShardId),
        typeof(GatewayIntents), typeof(EventFilter), typeof(EventOrder), typeof(BackoffPolicy), typeof(GatewayBot),
        typeof(ISessionStore), typeof(FileSessionStore), typeof(MemorySessionStore), typeof(IIdentifyGate), typeof(IdentifyGate),
        typeof(BotPresence), typeof(BotActivity), typeof(RequestGuildMembers), typeof(RequestSoundboardSounds), typeof(RequestChannelInfo), typeof(UpdateVoiceState),
        typeof(GatewayRecorder), typeof(GatewayRecording), typeof(Optional<>), typeof(Id<>), typeof(Permissions),
        typeof(InteractionResponse), typeof(MessageCallbackData), typeof(ApplicationCommandData), typeof(ModalSubmitData), typeof(Embed), typeof(AllowedMentions), typeof(Markup),
        typeof(ActionRow), typeof(Button), typeof(StringSelect), typeof(TextInput),
        typeof(DiscordGatewayServiceCollectionExtensions), typeof(DiscordGatewayBuilder), typeof(DiscordGatewayOptions), typeof(IGatewayEventHandler<>), typeof(IGatewayEventMiddleware),
        typeof(BotState), typeof(BotStateOptions), typeof(IStateStore), typeof(FileStateStore), typeof(GuildView), typeof(EventsBefore),
        typeof(GatewaySimulator), typeof(GatewaySimulatorOptions), typeof(GatewaySimulatorServer), typeof(GatewaySimulatorServerOptions), typeof(SimulatedConnection),
        typeof(SimulatedGuild), typeof(ReplayFault),
        typeof(DiscordCluster), typeof(DiscordClusterExtensions), typeof(DiscordClusterOptions), typeof(IShardGrain), typeof(ShardGrainExtensions),
        typeof(DiscordGatewayRedisExtensions), typeof(RedisGatewayOptions), typeof(RedisIdentifyGate), typeof(RedisIdentifyGateOptions), typeof(RedisSessionStore),
        typeof(RedisSessionStoreOptions), typeof(RedisShards),
        typeof(ZstdCompression),
    ];

    /// <summary>Types with a public constructor that users do not start from.</summary>
    private static readonly Type[] HandedTypes =
    [
        typeof(BotStateStatistics),
        typeof(ConnectionChangedEventArgs), typeof(PayloadReceivedEventArgs), typeof(PayloadSentEventArgs), typeof(ViolationFoundEventArgs),
        typeof(ReceivedPayload), typeof(RecordedRequest), typeof(SimulatorExpectationException), typeof(Violation),
        typeof(ClusterShard), typeof(GuildMembersAnswer), typeof(ShardNotRunningException),
    ];

    /// <summary>The packages, by a type of each.</summary>
    private static readonly Assembly[] Packages =
    [
        typeof(Shard).Assembly, typeof(DiscordGatewayBuilder).Assembly, typeof(BotState).Assembly, typeof(GatewaySimulator).Assembly, typeof(GatewaySimulatorServer).Assembly, typeof(DiscordCluster).Assembly,
        typeof(RedisShards).Assembly, typeof(ZstdCompression).Assembly,
    ];

    private static readonly Dictionary<string, string> Examples = ReadExamples();

    public static TheoryData<string> AllExamples => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void Every_example_compiles(string member)
    {
        // Orleans and the models have types of the same names as the client of Redis.
        bool isOfRedis = member.Contains(":Discord.Gateway.Redis.", StringComparison.Ordinal);
        SyntaxTree prelude = CodeBlocks.Parse((isOfRedis ? "global using StackExchange.Redis;\n" : "") + Prelude);
        SyntaxTree example = CodeBlocks.Parse(Examples[member]);
        bool hasStatements = ((CompilationUnitSyntax)example.GetRoot(TestContext.Current.CancellationToken)).Members.Any(static part => part is GlobalStatementSyntax);

        CodeBlocks.Compile(hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, prelude, example);
    }

    [Fact]
    public void Every_type_from_which_a_user_starts_has_an_example() => Assert.Empty(StartingTypes.Where(type => !HasExample(type)).Select(type => type.FullName));

    /// <summary>The first package has hundreds of models and events, of which users make a few: those are listed by hand.</summary>
    [Fact]
    public void Every_type_that_a_user_can_make_or_implement_is_listed() =>
        Assert.Empty(Packages[1..].SelectMany(package => package.GetExportedTypes()).Where(CanStart).Except([.. StartingTypes, .. HandedTypes]).Select(type => type.FullName));

    /// <summary>Of a class of extension methods, one of them may have the example.</summary>
    private static bool HasExample(Type type) => Examples.ContainsKey($"T:{type.FullName}")
        || (type is { IsAbstract: true, IsSealed: true } && Examples.Keys.Any(member => member.StartsWith($"M:{type.FullName}.", StringComparison.Ordinal)));

    /// <summary>Not what Orleans generates.</summary>
    private static bool CanStart(Type type) => !type.IsDefined(typeof(GeneratedCodeAttribute))
        && (type.IsInterface || (type is { IsClass: true, IsAbstract: false } && type.GetConstructors().Length > 0));

    /// <summary>By member, and number if it has several. The constructor of a record repeats what its type says.</summary>
    private static Dictionary<string, string> ReadExamples()
    {
        var examples = new Dictionary<string, string>();
        foreach (XElement member in Packages.SelectMany(package => XDocument.Load(Path.ChangeExtension(package.Location, ".xml")).Descendants("member")))
        {
            string name = member.Attribute("name")!.Value;
            foreach (XElement code in member.Elements("example").Descendants("code").Where(code => !examples.ContainsValue(code.Value)))
            {
                examples.Add(examples.ContainsKey(name) ? $"{name} {examples.Keys.Count(other => other.StartsWith(name, StringComparison.Ordinal)) + 1}" : name, code.Value);
            }
        }

        return examples;
    }
}
