using System.Threading.Channels;
using Discord.Gateway.Hosting;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Tests.Hosting;

public sealed class KeyedHostingTests
{
    private const string Key = "second";

    private readonly Channel<string> _heard = System.Threading.Channels.Channel.CreateUnbounded<string>();

    [Fact]
    public void A_second_bot_without_a_key_is_refused_with_advice()
    {
        var services = new ServiceCollection();
        services.AddDiscordGateway(options => options.Token = "one");

        var error = Assert.Throws<InvalidOperationException>(() => services.AddDiscordGateway(options => options.Token = "two"));

        Assert.Contains("AddDiscordGateway(\"second\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_taken_is_refused_and_named()
    {
        var services = new ServiceCollection();
        services.AddDiscordGateway(Key);

        var error = Assert.Throws<InvalidOperationException>(() => services.AddDiscordGateway(Key));

        Assert.Contains("\"second\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a:b")]
    [InlineData("token")]
    [InlineData("Intents")]
    public void A_key_that_names_no_section_of_its_own_is_refused(string key) =>
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddDiscordGateway(key)).ParamName);

    [Fact]
    public async Task A_host_with_two_bots_hands_each_its_own_events()
    {
        await using var first = new HostWorld();
        await using var second = new HostWorld();
        await first.StartAsync(discord =>
        {
            discord.On<MessageCreateEvent>((_, message, _) => HearAsync($"first {message.Message.Content}"));
            AddSecond(discord, second).On<MessageCreateEvent>((_, message, _) => HearAsync($"second {message.Message.Content}"));
        });
        await first.Services.GetRequiredKeyedService<ShardManager>(Key).WaitForConnectedAsync(HostWorld.Cancellation);

        await first.SayAsync("one");
        Assert.Equal("first one", await NextAsync());
        await second.SayAsync("two");
        Assert.Equal("second two", await NextAsync());
    }

    [Fact]
    public async Task A_service_gets_the_manager_of_its_key()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:second:Token"] = "second.token";
        using IHost host = BuildWithSecond(world, _ => { });
        KeyedUser user = ActivatorUtilities.CreateInstance<KeyedUser>(host.Services);

        Assert.Same(host.Services.GetRequiredService<ShardManager>(), user.First);
        Assert.Same(host.Services.GetRequiredKeyedService<ShardManager>(Key), user.Second);
        Assert.NotSame(user.First, user.Second);
    }

    [Fact]
    public async Task A_bot_with_a_key_reads_its_own_section()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Token"] = "first.token";
        world.Configuration["Discord:second:Token"] = "second.token";
        world.Configuration["Discord:second:TotalShards"] = "4";
        ShardManagerOptions? made = null;
        using IHost host = BuildWithSecond(world, discord => discord.ConfigureManager((_, options) => made = options));

        DiscordGatewayOptions options = host.Services.GetRequiredService<IOptionsMonitor<DiscordGatewayOptions>>().Get(Key);
        DiscordGatewayOptions unkeyed = host.Services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value;

        Assert.Equal(("second.token", 4, GatewayIntents.None), (options.Token, options.TotalShards, options.Intents));
        Assert.Equal(("first.token", null), (unkeyed.Token, unkeyed.TotalShards));
        Assert.Equal(("second.token", 4), (made!.ShardOptions.Token, made.TotalShards));
    }

    [Fact]
    public async Task A_bot_with_a_key_does_not_take_the_token_of_the_one_without()
    {
        await using var world = new HostWorld();
        world.Configuration["DISCORD_TOKEN"] = "first.token";
        using IHost host = BuildWithSecond(world, _ => { });

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptionsMonitor<DiscordGatewayOptions>>().Get(Key));

        Assert.Contains("set Discord:second:Token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("DISCORD_TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_of_a_bot_with_a_key_stops_the_start()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Token"] = "first.token";
        world.Configuration["Discord:second:Token"] = "second.token";
        world.Configuration["Discord:second:ShardCount"] = "0";
        using IHost host = BuildWithSecond(world, _ => { });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(HostWorld.Cancellation));

        Assert.Equal(Key, error.OptionsName);
    }

    [Fact]
    public async Task A_service_of_the_key_goes_before_the_one_without()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:second:Token"] = "second.token";
        var store = new MemorySessionStore();
        var gate = new IdentifyGate();
        ShardManagerOptions? made = null;
        using IHost host = BuildWithSecond(world, discord =>
        {
            discord.Services.AddKeyedSingleton<ISessionStore>(Key, store).AddSingleton<IIdentifyGate>(gate);
            discord.ConfigureManager((_, options) => made = options);
        });
        _ = host.Services.GetRequiredKeyedService<ShardManager>(Key);

        Assert.Same(store, made!.SessionStore);
        Assert.Same(gate, made.ShardOptions.IdentifyGate);
    }

    [Fact]
    public async Task A_bot_with_a_key_has_a_health_check_of_its_own()
    {
        await using var first = new HostWorld();
        await using var second = new HostWorld(shards: 2);
        await first.StartAsync(discord =>
        {
            AddSecond(discord, second);
            discord.Services.AddHealthChecks().AddKeyedDiscordGateway(Key, tags: "ready");
        });
        await first.Services.GetRequiredKeyedService<ShardManager>(Key).WaitForConnectedAsync(HostWorld.Cancellation);

        HealthReport report = await first.CheckHealthAsync();

        Assert.Equal("1 of 1 shards are connected", report.Entries["discord"].Description);
        Assert.Equal("2 of 2 shards are connected", report.Entries["discord-second"].Description);
        Assert.Equal(["ready"], report.Entries["discord-second"].Tags);
    }

    [Fact]
    public async Task A_bot_with_a_key_logs_under_its_key()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:second:Token"] = "second.token";
        using var categories = new Categories();
        using IHost host = BuildWithSecond(world, discord => discord.Services.AddLogging(logging => logging.AddProvider(categories)));
        _ = host.Services.GetRequiredKeyedService<ShardManager>(Key);

        Assert.Contains("Discord.Gateway.second", categories.Names);
        Assert.DoesNotContain("Discord.Gateway", categories.Names);
    }

    private static DiscordGatewayBuilder AddSecond(DiscordGatewayBuilder discord, HostWorld world) => discord.Services
        .AddDiscordGateway(Key, options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
        .ConfigureManager((_, options) => world.Gateway.Redirect(options, world.Store));

    private static IHost BuildWithSecond(HostWorld world, Action<DiscordGatewayBuilder> addToSecond) =>
        world.Build(discord => addToSecond(discord.Services.AddDiscordGateway(Key)), world.Configuration.ContainsKey("Discord:Token") ? LeaveAsConfigured : null);

    private static void LeaveAsConfigured(DiscordGatewayOptions options)
    {
        // The configuration has it all.
    }

    private Task HearAsync(string text) => _heard.Writer.WriteAsync(text).AsTask();

    private Task<string> NextAsync() => _heard.Reader.ReadAsync(HostWorld.Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);

    private sealed class KeyedUser(ShardManager first, [FromKeyedServices(Key)] ShardManager second)
    {
        internal ShardManager First => first;

        internal ShardManager Second => second;
    }

    /// <summary>The categories that loggers were made for.</summary>
    private sealed class Categories : ILoggerProvider
    {
        internal List<string> Names { get; } = [];

        public ILogger CreateLogger(string categoryName)
        {
            lock (Names)
            {
                Names.Add(categoryName);
            }

            return new CapturedLogs();
        }

        public void Dispose()
        {
        }
    }
}
