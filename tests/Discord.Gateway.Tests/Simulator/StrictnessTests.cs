using System.IO.Compression;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>The simulator takes what Discord takes, and refuses what Discord refuses.</summary>
public sealed class StrictnessTests : IDisposable
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home", memberCount: 30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly GatewaySimulator _gateway;

    public StrictnessTests() => _gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = _clock, Guilds = [Home] });

    private string Token => _gateway.Options.Token;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Nothing_comes_before_READY_and_nothing_of_a_guild_before_the_guild()
    {
        // Traffic from another thread, while a hundred sessions start.
        using var stop = new CancellationTokenSource();
        Task traffic = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _gateway.DispatchMessageAsync(Home, "hello");
            }
        }, TestContext.Current.CancellationToken);
        for (int start = 0; start < 100; start++)
        {
            using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token));
            string[] first = [await NameAsync(client), await NameAsync(client)];
            Assert.Equal(["READY", "GUILD_CREATE"], first);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        await stop.CancelAsync();
        await traffic;

        static async Task<string> NameAsync(RawClient client) => (await client.ReadToAsync(0)).GetProperty("t").GetString()!;
    }

    [Fact]
    public async Task The_prefix_of_the_REST_API_is_taken_before_a_token()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify($"Bot {Token}"));
        string session = (await client.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
        _gateway.Connections[0].Cut();

        using RawClient again = await RawClient.ConnectAsync(_gateway);
        await again.SendAsync(Resume($"Bot {Token}", session, 1));

        await again.ReadToEventAsync("RESUMED");
        Assert.Empty(_gateway.Violations);
    }

    [Theory]
    [InlineData("""{"status":"offline","since":null,"activities":[],"afk":false}""")]
    [InlineData("""{"status":"online","since":null,"activities":null,"afk":false}""")]
    [InlineData("""{"status":"online","activities":[],"afk":false}""")]
    [InlineData("""{"status":"online"}""")]
    [InlineData("""{"status":"idle","since":1.5,"activities":[],"afk":true}""")]
    public async Task Presences_are_taken_as_Discord_takes_them(string presence)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway, RawClient.Identify(Token).Replace("\"intents\"", $"\"presence\":{presence},\"intents\"", StringComparison.Ordinal));
        await client.ReadToEventAsync("READY");

        await client.SendAsync($$"""{"op":3,"d":{{presence}}}""");

        Assert.Empty(_gateway.Violations);
    }

    [Fact]
    public async Task Version_9_is_taken()
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway, "?v=9&encoding=json");
        await client.SendAsync(RawClient.Identify(Token));

        await client.ReadToEventAsync("READY");
    }

    [Theory]
    [InlineData("""{"op":2,"d":{"token":5,"properties":{},"intents":1}}""", "token")]
    [InlineData("""{"op":2,"d":{"token":"T","intents":1}}""", "properties")]
    [InlineData("""{"op":2,"d":{"token":"T","properties":{}}}""", "intents")]
    [InlineData("""{"op":2,"d":{"token":"T","properties":{},"intents":1,"large_threshold":10}}""", "large_threshold")]
    [InlineData("""{"op":2,"d":{"token":"T","properties":{},"intents":1,"large_threshold":251}}""", "large_threshold")]
    [InlineData("""{"op":2,"d":{"token":"T","properties":{},"intents":1,"presence":{"status":"away"}}}""", "presence.status")]
    [InlineData("""{"op":2,"d":{"token":"T","properties":{},"intents":1,"presence":{"status":"idle","afk":1}}}""", "presence.afk")]
    [InlineData("""{"op":6,"d":{"token":"T","session_id":"s"}}""", "seq")]
    [InlineData("""{"op":6,"d":[]}""", "d")]
    [InlineData("""{"op":1,"d":"5"}""", "d")]
    public async Task A_4002_names_the_field_and_never_the_token(string payload, string field)
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway);

        await client.SendAsync(payload.Replace("\"T\"", $"\"{Token}\"", StringComparison.Ordinal));

        string description = Assert.Single(_gateway.Violations).Description;
        Assert.EndsWith($": {field}", description, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, description, StringComparison.Ordinal);
        Assert.Equal(4002, await client.ReadToCloseAsync());
    }

    [Theory]
    [InlineData("""{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":1,"self_deaf":false}}""", "self_mute")]
    [InlineData("""{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":true}}""", "self_deaf")]
    [InlineData("""{"op":4,"d":{"channel_id":"2","self_mute":true,"self_deaf":false}}""", "guild_id")]
    [InlineData("""{"op":8,"d":{"guild_id":"1","query":"x"}}""", "limit")]
    [InlineData("""{"op":8,"d":{"guild_id":"1"}}""", "user_ids")]
    [InlineData("""{"op":31,"d":{"guild_ids":"1"}}""", "guild_ids")]
    [InlineData("""{"op":43,"d":{"guild_id":"1"}}""", "fields")]
    [InlineData("""{"op":3,"d":{"status":5}}""", "status")]
    public async Task A_command_that_is_not_valid_names_its_field(string payload, string field)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        await client.ReadToEventAsync("READY");

        await client.SendAsync(payload);

        Assert.EndsWith($": {field}", Assert.Single(_gateway.Violations).Description, StringComparison.Ordinal);
        Assert.Equal(4002, await client.ReadToCloseAsync());
    }

    [Fact]
    public async Task After_op_9_a_client_may_resume_on_the_same_socket()
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        string session = (await client.ReadToEventAsync("READY")).GetProperty("session_id").GetString()!;
        _gateway.Connections[0].InvalidateSession(resumable: true);
        await client.ReadToAsync(9);

        await client.SendAsync(Resume(Token, session, 1));

        await client.ReadToEventAsync("RESUMED");
        Assert.Empty(_gateway.Violations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_op_9_a_client_may_identify_on_the_same_socket(bool resumable)
    {
        using RawClient client = await RawClient.IdentifyAsync(_gateway);
        await client.ReadToEventAsync("READY");
        _gateway.Connections[0].InvalidateSession(resumable);
        await client.ReadToAsync(9);
        _clock.Advance(TimeSpan.FromSeconds(5));

        await client.SendAsync(RawClient.Identify(Token));

        await client.ReadToEventAsync("READY");
        Assert.Empty(_gateway.Violations);
    }

    [Fact]
    public async Task An_identify_that_was_refused_does_not_move_the_window()
    {
        using RawClient first = await RawClient.IdentifyAsync(_gateway);
        _clock.Advance(TimeSpan.FromSeconds(3));
        using RawClient early = await RawClient.IdentifyAsync(_gateway);
        Assert.False((await early.ReadToAsync(9)).GetProperty("d").GetBoolean());
        int remaining = _gateway.SessionStartsRemaining;
        _clock.Advance(TimeSpan.FromSeconds(2));

        await early.SendAsync(RawClient.Identify(Token));

        await early.ReadToEventAsync("READY");
        Assert.Equal(remaining - 1, _gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task A_half_open_connection_hears_no_close()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(TestContext.Current.CancellationToken);
        SimulatedConnection connection = _gateway.Connections[0];
        connection.GoHalfOpen();

        await _gateway.AdvanceAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Null(connection.ClientCloseCode);
        Assert.True(_gateway.Connections.Count > 1);
        await shard.ShutdownAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zlib")]
    public async Task A_compression_that_Discord_has_not_breaks_a_rule_and_is_not_used(string compression)
    {
        using RawClient client = await RawClient.ConnectAsync(_gateway, $"?v=10&encoding=json&compress={compression}");

        await client.ReadToAsync(10);

        Assert.Contains($"compress={compression}", Assert.Single(_gateway.Violations).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_no_gateway_is_refused()
    {
        using IGatewaySocket socket = _gateway.CreateSocket();

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => socket.ConnectAsync(new Uri(_gateway.GatewayUri, "other?v=10&encoding=json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Large_payloads_are_compressed_one_by_one_if_an_identify_asks_for_it()
    {
        using IGatewaySocket socket = _gateway.CreateSocket();
        await socket.ConnectAsync(new Uri(_gateway.GatewayUri, "?v=10&encoding=json"), TestContext.Current.CancellationToken);
        byte[] buffer = new byte[1 << 20];
        await ReadAsync();
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(RawClient.Identify(Token).Replace("\"intents\"", "\"compress\":true,\"intents\"", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        await ReadAsync();
        int count = await ReadAsync();
        using var zlib = new ZLibStream(new MemoryStream(buffer, 0, count), CompressionMode.Decompress);
        using JsonDocument guild = await JsonDocument.ParseAsync(zlib, default, TestContext.Current.CancellationToken);

        Assert.Equal("GUILD_CREATE", guild.RootElement.GetProperty("t").GetString());

        async Task<int> ReadAsync() => (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).Count;
    }

    [Fact]
    public void The_token_has_the_form_of_Discords_and_names_the_bot()
    {
        string[] parts = Token.Split('.');

        Assert.Equal(3, parts.Length);
        Assert.Equal(_gateway.Options.BotId.ToString(), System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(parts[0].PadRight((parts[0].Length + 3) / 4 * 4, '='))));
        Assert.True(_gateway.Options.BotId.Value > 1UL << 56);
    }

    [Fact]
    public void A_redirected_bot_keeps_its_sessions_in_memory_unless_a_store_is_given()
    {
        var files = new FileSessionStore(Path.Combine(Path.GetTempPath(), "never-made"));
        var options = new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "t", Intents = GatewayIntents.None }, SessionStore = files };

        Assert.IsType<MemorySessionStore>(_gateway.Redirect(options).SessionStore);
        Assert.Same(files, _gateway.Redirect(options, files).SessionStore);
    }

    [Fact]
    public void A_redirected_bot_may_say_how_it_connects_and_how_many_shards_it_has()
    {
        var options = new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "t", Intents = GatewayIntents.None, ConfigureSocket = _ => { } }, TotalShards = 4 };

        ShardManagerOptions redirected = _gateway.Redirect(options);

        Assert.Null(Record.Exception(() => new Shard(redirected.ShardOptions)));
        Assert.Equal(4, redirected.TotalShards);
        Assert.Equal(_gateway.Options.RecommendedShards, _gateway.Redirect(options with { TotalShards = null }).TotalShards);
    }

    [Fact]
    public void A_redirected_bot_is_told_how_many_sessions_it_may_start()
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { SessionStartsRemaining = 3, MaxConcurrency = 2 });

        SessionStartLimit? limit = gateway.Redirect(new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "t", Intents = GatewayIntents.None } }).SessionStartLimit;

        Assert.Equal((3, 2), (limit?.Remaining, limit?.MaxConcurrency));
    }

    private static string Resume(string token, string session, long sequence) => $$$"""{"op":6,"d":{"token":"{{{token}}}","session_id":"{{{session}}}","seq":{{{sequence}}}}}""";
}
