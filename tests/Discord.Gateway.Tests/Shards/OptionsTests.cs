using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

public sealed class OptionsTests
{
    public static TheoryData<string, Func<ShardOptions, ShardOptions>> Invalid => new()
    {
        { "Token", options => options with { Token = "" } },
        { "Token", options => options with { Token = "Bot abc" } },
        { "Token", options => options with { Token = new string('x', 1025) } },
        { "Token", options => options with { Token = "token\ud800" } },
        { "Properties", options => options with { Properties = null! } },
        { "Properties", options => options with { Properties = new IdentifyProperties { Os = new string('x', 257) } } },
        { "Properties", options => options with { Properties = new IdentifyProperties { Device = "half a pair \ud800" } } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("https://discord.com") } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("/relative", UriKind.Relative) } },
        { "GatewayUri", options => options with { GatewayUri = null! } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("wss://\u202E") } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("wss://user:password@gateway.example") } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("ws://gateway.example") } },
        { "GatewayUri", options => options with { GatewayUri = new Uri("ws://192.168.0.7:7878") } },
        { "LargeThreshold", options => options with { LargeThreshold = 49 } },
        { "LargeThreshold", options => options with { LargeThreshold = 251 } },
        { "MaxBufferedEvents", options => options with { MaxBufferedEvents = 0 } },
        { "MaxBufferedBytes", options => options with { MaxBufferedBytes = 0 } },
        { "MaxPayloadBytes", options => options with { MaxPayloadBytes = 10 } },
        { "Presence", options => options with { Presence = new BotPresence { Activities = [BotActivity.Playing(new string('x', 4000))] } } },
        { "Session", options => options with { Session = new ShardSession("", null, 1) } },
        { "Session", options => options with { Session = new ShardSession("s", null, -1) } },
        { "Session", options => options with { Session = new ShardSession("s\ud800", null, 1) } },
        { "Session", options => options with { Session = new ShardSession("s", null, 1) { ReplayAfter = -1 } } },
        { "Session", options => options with { Session = new ShardSession(new string('s', 1025), null, 1) } },
        { "Session", options => options with { Session = new ShardSession("s", null, 1) { ShardId = new ShardId(1, 2) } } },
        { "Compression", options => options with { Compression = null! } },
        { "EventFilter", options => options with { EventFilter = null! } },
        { "TimeProvider", options => options with { TimeProvider = null! } },
        { "Backoff", options => options with { Backoff = new BackoffPolicy { Initial = TimeSpan.Zero } } },
        { "Backoff", options => options with { Backoff = new BackoffPolicy { Maximum = TimeSpan.FromMilliseconds(1) } } },
        { "ConfigureSocket", options => options with { ConfigureSocket = _ => { }, SocketFactory = () => null! } },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_option_is_named_at_once(string option, Func<ShardOptions, ShardOptions> change)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Shard(change(new ShardOptions { Token = "token" })));

        Assert.Equal(option, error.ParamName);
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws://127.0.0.1:1", false)]
    [InlineData("ws://localhost:1", false)]
    [InlineData("ws://[::1]:1", false)]
    [InlineData("ws://gateway.example", true)]
    public async Task An_address_without_encryption_is_this_machines_or_was_asked_for_by_name(string address, bool allowPlaintext)
    {
        await using var shard = new Shard(new ShardOptions { Token = "token", GatewayUri = new Uri(address), AllowPlaintext = allowPlaintext });
        Assert.Equal(ConnectionStage.Disconnected, shard.Stage);
    }

    [Theory]
    [InlineData("wss://gateway.example:444/path?key=secret#secret", "GatewayUri = wss://gateway.example:444/path,")]
    [InlineData("wss://user:secret@gateway.example", "GatewayUri = (invalid),")]
    [InlineData("/secret", "GatewayUri = (invalid),")]
    public void Options_are_printed_without_the_secrets_of_their_address(string address, string expected)
    {
        string text = new ShardOptions { GatewayUri = new Uri(address, UriKind.RelativeOrAbsolute) }.ToString();

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parameters_of_the_address_reach_the_gateway()
    {
        await using var world = new World(options: options => options with { GatewayUri = new Uri($"{options.GatewayUri}?proxy=1&v=9") });

        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        Assert.Equal("?proxy=1&v=10&encoding=json", connection.Uri.Query);
    }

    [Fact]
    public async Task The_defaults_are_discords_own()
    {
        var options = new ShardOptions { Token = "token" };
        await using var shard = new Shard(options);

        Assert.Equal(new Uri("wss://gateway.discord.gg"), options.GatewayUri);
        Assert.Equal(50, options.LargeThreshold);
        Assert.Same(GatewayCompression.ZlibStream, options.Compression);
        Assert.Equal(ShardId.Single, shard.ShardId);
        Assert.Equal(ConnectionStage.Disconnected, shard.Stage);
        Assert.False(shard.IsShutdown);
        Assert.Null(shard.CurrentPresence);
        Assert.Null(shard.ReceivedSession);
    }

    [Fact]
    public void A_shard_id_is_validated_and_knows_its_guilds()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardId(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardId(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardId(0, 0));
        Assert.Equal("0/3", new ShardId(0, 3).ToString());
        Assert.Equal(ShardId.Single, new ShardId(0, 1));
        Assert.Equal(new ShardId((int)((81384788765712384UL >> 22) % 7), 7), ShardId.ForGuild(81384788765712384, 7));
        Assert.True(ShardId.Single.Serves(ulong.MaxValue));
        Assert.Equal(1, new ShardId(17, 32).GetRateLimitKey(16));
    }

    [Fact]
    public void Intents_have_the_documented_bits()
    {
        Assert.Equal(53608447, (int)GatewayIntents.All);
        Assert.Equal(33026, (int)GatewayIntents.Privileged);
        Assert.Equal(53575421, (int)GatewayIntents.AllUnprivileged);
    }

    [Fact]
    public async Task A_filter_that_wants_what_the_intents_leave_out_is_warned_about_once()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with
        {
            Logger = logs,
            Intents = GatewayIntents.Guilds,
            EventFilter = EventFilter.Only(GatewayEventType.GuildCreate, GatewayEventType.TypingStart, GatewayEventType.InteractionCreate, GatewayEventType.Unknown),
        });
        (await world.ConnectAsync()).Cut();
        await world.NextConnectionAsync();

        string warning = Assert.Single(logs.Lines, line => line.StartsWith("Warning 17", StringComparison.Ordinal));
        Assert.Contains("wants TypingStart,", warning, StringComparison.Ordinal);
        Assert.Contains("GuildMessageTyping, DirectMessageTyping", warning, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(QuietFilters))]
    public async Task A_filter_that_names_nothing_the_intents_leave_out_is_no_reason_for_a_warning(EventFilter filter, GatewayIntents intents)
    {
        var logs = new CapturedLogs();

        await using var shard = new Shard(new ShardOptions { Token = "token", Logger = logs, EventFilter = filter, Intents = intents });

        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    public static TheoryData<EventFilter, GatewayIntents> QuietFilters => new()
    {
        { EventFilter.All, GatewayIntents.Guilds },
        { EventFilter.AllExcept(GatewayEventType.TypingStart), GatewayIntents.Guilds },
        { EventFilter.Only(GatewayEventType.MessageCreate), GatewayIntents.DirectMessages },
        { EventFilter.Only(GatewayEventType.Ready, GatewayEventType.InteractionCreate), GatewayIntents.None },
    };
}
