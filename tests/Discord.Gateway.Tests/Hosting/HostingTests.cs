using System.Threading.Channels;
using Discord.Gateway.Hosting;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Tests.Hosting;

public sealed class HostingTests
{
    private readonly Channel<string> _heard = System.Threading.Channels.Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Classes_and_delegates_handle_events_in_the_order_they_were_added_in_one_scope_of_the_event()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord =>
        {
            discord.Services.AddSingleton(_heard).AddSingleton<Visitors>().AddScoped<Visit>();
            discord.AddHandler<MessageCreateEvent, Greeter>()
                .On<MessageCreateEvent>((services, _, message, _) => HearAsync($"{services.GetRequiredService<Visit>().Number} also {message.Message.Content}"))
                .On<GatewayEvent>((shard, any, _) => any is MessageCreateEvent ? HearAsync($"{shard.ShardId} {any.Name}") : Task.CompletedTask);
        });

        await world.SayAsync("one");
        await world.SayAsync("two");

        Assert.Equal(["1 greets one", "1 also one", "0/1 MESSAGE_CREATE", "2 greets two", "2 also two", "0/1 MESSAGE_CREATE"], await NextAsync(6));
        await Sharding.ManagerWorld.UntilAsync(() => world.Services.GetRequiredService<Visitors>().Left == 2);
    }

    [Fact]
    public async Task A_class_may_handle_several_events_and_one_that_throws_stops_neither_the_next_handler_nor_the_bot()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord =>
        {
            discord.Services.AddSingleton(_heard).AddSingleton<Visitors>().AddScoped<Visit>();
            discord.On<MessageCreateEvent>((_, _, _) => throw new InvalidOperationException("a bug"))
                .AddHandler<MessageCreateEvent, Greeter>()
                .AddHandler<MessageDeleteEvent, Greeter>();
        });

        await world.SayAsync("one");
        Assert.EndsWith("greets one", Assert.Single(await NextAsync(1)), StringComparison.Ordinal);
        await world.Gateway.DispatchAsync(new MessageDeleteEvent { Id = 7, ChannelId = 2, GuildId = world.Guild.Id });

        Assert.Equal("7 is gone", Assert.Single(await NextAsync(1)));
        Assert.Contains(world.Logs.Lines, line => line.Contains("On<MessageCreateEvent> failed on MESSAGE_CREATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_next_host_goes_on_where_the_last_one_stopped()
    {
        await using var world = new HostWorld(shards: 2);
        await world.StartAsync(discord => discord.On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        await world.SayAsync("before");
        Assert.Equal("before", Assert.Single(await NextAsync(1)));
        await world.StopAsync();
        Assert.Equal(2, world.Store.Sessions.Count);

        await world.SayAsync("between");
        await world.StartAsync(discord => discord.On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));

        Assert.Equal("between", Assert.Single(await NextAsync(1)));
        Assert.Equal(2, world.Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify)));
    }

    [Fact]
    public async Task What_a_handler_gives_up_because_the_host_stops_comes_again()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord.On<MessageCreateEvent>(async (services, _, message, _) =>
        {
            await HearAsync(message.Message.Content);
            await Task.Delay(Timeout.Infinite, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        }));
        await world.SayAsync("half way");
        await NextAsync(1);
        await world.StopAsync();

        await world.StartAsync(discord => discord.On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        Assert.Equal("half way", Assert.Single(await NextAsync(1)));
    }

    [Fact]
    public async Task An_event_given_up_while_another_service_stops_comes_again()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord
            .On<MessageCreateEvent>(async (services, _, message, _) =>
            {
                await HearAsync(message.Message.Content);
                await Task.Delay(Timeout.Infinite, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            })
            .Services.AddHostedService(services => new SlowToStop(() =>
                ManagerWorld.UntilAsync(() => services.GetRequiredService<ShardManager>().GetStatus()[0].UnhandledEvents == 0))));
        await world.SayAsync("half way");
        await NextAsync(1);
        await world.StopAsync();

        await world.StartAsync(discord => discord.On<MessageCreateEvent>((_, message, _) => HearAsync(message.Message.Content)));
        Assert.Equal("half way", Assert.Single(await NextAsync(1)));
    }

    [Fact]
    public async Task The_configuration_says_what_code_does_not()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Token"] = "from.configuration";
        world.Configuration["Discord:TotalShards"] = "8";
        world.Configuration["Discord:FirstShard"] = "2";
        world.Configuration["Discord:ShardCount"] = "3";
        world.Configuration["Discord:ShutdownTimeout"] = "00:00:20";
        world.Configuration["Discord:ShardFailureBehavior"] = "KeepOthers";
        world.Configuration["Discord:GatewayUri"] = "wss://example.org/";
        world.Configuration["DISCORD_TOKEN"] = "not this one";
        ShardManagerOptions? made = null;
        using IHost host = world.Build(
            discord => discord.ConfigureManager((_, options) => made = options),
            options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));

        DiscordGatewayOptions options = host.Services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value;

        Assert.Equal(("from.configuration", 8, 2, 3), (options.Token, options.TotalShards, options.FirstShard, options.ShardCount));
        Assert.Equal(TimeSpan.FromSeconds(5), options.ShutdownTimeout);
        Assert.Equal(ShardFailureBehavior.KeepOthers, options.ShardFailureBehavior);
        Assert.Equal(new Uri("wss://example.org/"), options.GatewayUri);
        Assert.Equal(GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent, made!.ShardOptions.Intents);
        Assert.Equal(2..5, made.LocalShards);
        Assert.Same(world.Clock, made.ShardOptions.TimeProvider);
        Assert.Same(world.Store, made.SessionStore);
        Assert.DoesNotContain("from.configuration", $"{options} {made}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_found_under_its_usual_name()
    {
        await using var world = new HostWorld();
        world.Configuration["DISCORD_TOKEN"] = "from.the.usual.name";
        using IHost host = world.Build(_ => { }, _ => { });
        Assert.Equal("from.the.usual.name", host.Services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value.Token);
    }

    [Theory]
    [InlineData("Discord:Token", "", "The bot token is missing: set Discord:Token")]
    [InlineData("Discord:Token", "Bot s3cr3t", "has a \"Bot \" prefix")]
    [InlineData("Discord:FirstShard", "-1", "FirstShard must be at least 0, not -1")]
    [InlineData("Discord:ShardCount", "0", "ShardCount must be at least 1, not 0")]
    [InlineData("Discord:ShutdownTimeout", "00:00:00", "ShutdownTimeout must be above zero")]
    [InlineData("Discord:ApiUri", "https://example.org/api", "ends with a slash")]
    public async Task A_wrong_option_stops_the_start_and_is_named(string key, string value, string problem)
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:Token"] = "s3cr3t";
        world.Configuration[key] = value;
        using IHost host = world.Build(_ => { }, _ => { });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(HostWorld.Cancellation));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(world.Gateway.Connections);
    }

    [Fact]
    public async Task Health_tells_connected_partly_connected_and_not_connected()
    {
        await using var world = new HostWorld(shards: 2);
        await world.StartAsync(_ => { });
        HealthReportEntry entry = await CheckAsync(HealthStatus.Healthy);
        Assert.Equal("2 of 2 shards are connected", entry.Description);
        Assert.Equal(2, entry.Data["connected"]);

        world.Gateway.AcceptConnections = false;
        world.Gateway.AcceptResumeConnections = false;
        world.Gateway.Connections.First(connection => connection.ShardId?.Index == 1).Cut();
        await world.Gateway.Connections[0].ExpectAsync(GatewayOpcode.Identify, HostWorld.Cancellation);
        entry = await CheckAsync(HealthStatus.Degraded);
        Assert.Equal("1 of 2 shards are connected; not connected: 1/2", entry.Description);

        world.Gateway.Connections.First(connection => connection.ShardId?.Index == 0).Cut();
        entry = await CheckAsync(HealthStatus.Unhealthy);
        Assert.Equal("0 of 2 shards are connected; not connected: 0/2, 1/2", entry.Description);

        async Task<HealthReportEntry> CheckAsync(HealthStatus expected)
        {
            HealthReportEntry entry = default;
            await Sharding.ManagerWorld.UntilAsync(() =>
            {
                entry = world.CheckHealthAsync().GetAwaiter().GetResult().Entries["discord"];
                return entry.Status == expected;
            });
            return entry;
        }
    }

    [Fact]
    public async Task Advice_to_reshard_is_told_and_degrades_nothing()
    {
        await using var world = new HostWorld();
        await world.StartAsync(_ => { });
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus() is [{ Stage: ConnectionStage.Connected }]);
        IReadOnlyList<ShardStatus> shards = world.Manager.GetStatus();

        HealthCheckResult advised = ShardHealth.Of(shards, HealthStatus.Unhealthy, recommendedShards: 2, "Discord recommends 2 shards, and the bot has 1");
        HealthCheckResult other = ShardHealth.Of(shards, HealthStatus.Unhealthy);

        Assert.Equal(HealthStatus.Healthy, advised.Status);
        Assert.Equal("1 of 1 shards are connected; more shards are advised: Discord recommends 2 shards, and the bot has 1", advised.Description);
        Assert.Equal(2, advised.Data["recommended"]);
        Assert.False(other.Data.ContainsKey("recommended"));
    }

    [Fact]
    public async Task A_host_gives_each_shard_the_presence_of_the_function()
    {
        await using var world = new HostWorld(shards: 2);
        await world.StartAsync(builder => builder.Services.Configure<DiscordGatewayOptions>(
            options => options.PresenceFor = shardId => new BotPresence { Activities = [BotActivity.Watching($"{shardId.Index}")] }));
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus().Count(status => status.Stage == ConnectionStage.Connected) == 2);

        Assert.Equal(["0", "1"], world.Manager.Shards.Select(shard => shard.CurrentPresence!.Activities[0].Name));
    }

    [Fact]
    public async Task A_shard_that_Discord_ended_is_unhealthy_even_if_the_others_go_on()
    {
        await using var world = new HostWorld(shards: 2);
        world.Configuration["Discord:ShardFailureBehavior"] = "KeepOthers";
        await world.StartAsync(_ => { });
        world.Gateway.Connections[0].Close(4014);
        await Sharding.ManagerWorld.UntilAsync(() => world.Manager.GetStatus().Any(shard => shard.Error is not null));

        HealthReportEntry entry = (await world.CheckHealthAsync()).Entries["discord"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("was ended by Discord", entry.Description, StringComparison.Ordinal);
        Assert.Contains("intent", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_that_Discord_ends_stops_the_host()
    {
        await using var world = new HostWorld();
        await world.StartAsync(_ => { });
        var stopped = new TaskCompletionSource();
        world.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopped.TrySetResult());

        world.Gateway.Connections[0].Close(4004);

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
        Assert.DoesNotContain(world.Logs.Lines, line => line.Contains("BackgroundService failed", StringComparison.Ordinal));
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Critical 46", StringComparison.Ordinal));
    }

    private Task HearAsync(string text) => _heard.Writer.WriteAsync(text).AsTask();

    private async Task<string[]> NextAsync(int count)
    {
        var all = new string[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = await _heard.Reader.ReadAsync(HostWorld.Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
        }

        return all;
    }

    /// <summary>Counts the visits.</summary>
    private sealed class Visitors
    {
        internal int Came { get; set; }

        internal int Left { get; set; }
    }

    /// <summary>A service of a scope, as a database context is.</summary>
    private sealed class Visit(Visitors visitors) : IDisposable
    {
        internal int Number { get; } = ++visitors.Came;

        public void Dispose() => visitors.Left++;
    }

    private sealed class Greeter(Channel<string> heard, Visit visit) : IGatewayEventHandler<MessageCreateEvent>, IGatewayEventHandler<MessageDeleteEvent>
    {
        public async Task HandleAsync(Shard shard, MessageCreateEvent gatewayEvent, CancellationToken cancellationToken) =>
            await heard.Writer.WriteAsync($"{visit.Number} greets {gatewayEvent.Message.Content}", cancellationToken);

        public async Task HandleAsync(Shard shard, MessageDeleteEvent gatewayEvent, CancellationToken cancellationToken) =>
            await heard.Writer.WriteAsync($"{gatewayEvent.Id} is gone", cancellationToken);
    }

    private sealed class SlowToStop(Func<Task> stop) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => stop();
    }
}
