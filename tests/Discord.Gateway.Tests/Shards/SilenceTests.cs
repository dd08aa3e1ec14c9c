using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>A bot that hears nothing is told why.</summary>
public sealed class SilenceTests
{
    private readonly CapturedLogs _logs = new();

    [Fact]
    public async Task A_shard_without_a_logger_says_why_it_does_not_connect_until_it_has()
    {
        await using var world = new World();
        var reasons = new List<string>();
        world.Shard.StageChanged += (_, change) => reasons.Add(change.Reason);
        world.Gateway.AcceptConnections = false;
        Assert.Null(world.Shard.LastError);

        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        await world.AdvanceUntilAsync(() => world.Shard.LastError is not null, TimeSpan.FromSeconds(10));
        string error = world.Shard.LastError!;
        world.Gateway.AcceptConnections = true;
        await world.AdvanceUntilCompletedAsync(connecting);

        Assert.Contains("refused", error, StringComparison.Ordinal);
        Assert.Contains(error, reasons);
        Assert.Null(world.Shard.LastError);
    }

    [Fact]
    public async Task A_connection_that_ended_and_an_end_for_good_are_the_last_error()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.Cut();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Disconnected, TimeSpan.FromSeconds(1));
        string? cut = world.Shard.LastError;
        connection = await world.NextConnectionAsync();
        await world.AdvanceUntilCompletedAsync(world.Shard.ConnectAsync(World.Cancellation));
        connection.Close(4004, "Authentication failed.");
        await world.AdvanceUntilAsync(() => world.Shard.IsShutdown, TimeSpan.FromSeconds(1));

        Assert.NotNull(cut);
        Assert.Equal(world.Shard.ShutdownInfo!.Reason, world.Shard.LastError);
        Assert.Contains("4004", world.Shard.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_failures_are_information_the_third_in_a_row_and_each_after_it_a_warning()
    {
        await using var world = new World(options: options => options with { Logger = _logs });
        world.Gateway.AcceptConnections = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);

        await world.AdvanceUntilAsync(() => Failures().Length == 4, TimeSpan.FromMinutes(1));
        world.Gateway.AcceptConnections = true;
        await world.AdvanceUntilCompletedAsync(connecting);

        Assert.Equal(["Information", "Information", "Warning", "Warning"], Failures().Select(line => line.Split(' ')[0]));
        Assert.Contains("has failed to connect 3 times in a row", Failures()[2], StringComparison.Ordinal);

        string[] Failures() => [.. _logs.Lines.Where(line => line.Contains("Next attempt in", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Each_connect_names_the_bot_its_guilds_and_its_intents_in_one_line()
    {
        await using var world = new World(options: options => options with { Logger = _logs, Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.Cut();
        await world.NextConnectionAsync();
        await world.AdvanceUntilCompletedAsync(world.Shard.ConnectAsync(World.Cancellation));

        string who = $"Bot {world.Gateway.Bot.Username} ({world.Gateway.Bot.Id}), guilds 1, intents Guilds, GuildMembers";
        Assert.Equal(
            [$"Information 1: Shard {world.Shard.ShardId} connected: READY. {who}", $"Information 1: Shard {world.Shard.ShardId} connected: RESUMED. {who}"],
            _logs.Lines.Where(line => line.StartsWith("Information 1:", StringComparison.Ordinal)).Select(line => line.Trim()));
    }

    [Fact]
    public async Task A_name_of_a_bot_stays_on_its_line()
    {
        await using var world = new World(options: options => options with { Logger = _logs });
        world.Gateway.AnswerIdentify = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection connection = await world.Gateway.NextConnectionAsync(World.Cancellation);
        await connection.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        connection.SendRaw("""{"op":0,"s":1,"t":"READY","d":{"session_id":"abcdefgh","user":{"username":"two\nlines"},"guilds":7}}""");
        await connecting;

        await world.AdvanceUntilAsync(() => _logs.Lines.Any(line => line.Contains("connected: ", StringComparison.Ordinal)), TimeSpan.FromSeconds(1));
        Assert.Contains(_logs.Lines, line => line.Contains("Bot two\uFFFDlines, guilds unknown, intents", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GatewayIntents.None, true)]
    [InlineData(GatewayIntents.Guilds, false)]
    public void No_intents_at_all_are_worth_one_warning_for_all_shards(GatewayIntents intents, bool isWarned)
    {
        ShardOptions options = new() { Token = "a.token.of-a-test", Intents = intents, Logger = _logs };
        _ = new Shard(options);
        _ = new Shard(options with { ShardId = new ShardId(1, 2) });

        Assert.Equal(isWarned ? 1 : 0, _logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Intents is None", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_bot_that_wants_only_events_without_intents_is_not_warned()
    {
        _ = new Shard(new ShardOptions { Token = "a.token.of-a-test", EventFilter = EventFilter.Only(GatewayEventType.InteractionCreate), Logger = _logs });

        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public void Intents_that_a_filter_lacks_are_told_once_for_all_shards()
    {
        ShardOptions options = new() { Token = "a.token.of-a-test", EventFilter = EventFilter.Only(GatewayEventType.GuildCreate), Logger = _logs };
        _ = new Shard(options);
        _ = new Shard(options with { ShardId = new ShardId(1, 2) });

        Assert.Single(_logs.Lines, line => line.Contains("add Guilds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GatewayIntents.Guilds | GatewayIntents.GuildMessages, 1)]
    [InlineData(GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent, 0)]
    public async Task Messages_without_their_text_are_worth_one_warning(GatewayIntents intents, int warnings)
    {
        await using var world = new World(options: options => options with { Logger = _logs, Intents = intents });
        await world.ConnectAndDrainAsync();

        await world.SayAsync("!ping");
        await world.SayAsync("!ping");
        await world.ReceiveAsync<MessageCreateEvent>();
        await world.ReceiveAsync<MessageCreateEvent>();

        Assert.Equal(warnings, _logs.Lines.Count(line => line.StartsWith("Warning 83", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"attachments":[{"id":"1","filename":"a.png","size":1,"url":"https://example.org","proxy_url":"https://example.org"}]}""")]
    [InlineData("""{"sticker_items":[{"id":"1","name":"a","format_type":1}]}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"webhook_id":"5"}""")]
    [InlineData("""{"author":{"id":"7","username":"a bot","discriminator":"0","bot":true}}""")]
    public async Task A_message_that_may_have_no_text_is_no_reason_to_warn(string fields)
    {
        await using var world = new World(options: options => options with { Logger = _logs, Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        connection.SendRaw($$"""{"op":0,"s":99,"t":"MESSAGE_CREATE","d":{"id":"1","channel_id":"2","guild_id":"4194304","content":"",{{fields[1..]}}}""");
        await world.ReceiveAsync<MessageCreateEvent>();

        Assert.DoesNotContain(_logs.Lines, line => line.StartsWith("Warning 83", StringComparison.Ordinal));
    }
}
