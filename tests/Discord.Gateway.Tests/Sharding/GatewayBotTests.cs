using System.Net;
using System.Net.Http.Headers;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Asking Discord how many shards a bot needs.</summary>
public sealed class GatewayBotTests
{
    private const string Answer =
        """{"url":"wss://other.example","shards":9,"session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":16}}""";

    private readonly FakeTimeProvider _clock = new();
    private readonly CapturedLogs _logs = new();

    [Fact]
    public async Task It_is_asked_with_the_token_and_a_proper_user_agent_at_the_address_given()
    {
        using var discord = new DiscordStub(Respond(HttpStatusCode.OK, Answer));
        GatewayBot bot = await Ask(discord);
        Assert.Equal(new GatewayBot(new Uri("wss://other.example"), 9, new SessionStartLimit(1000, 999, TimeSpan.FromHours(4), 16)), bot);
        HttpRequestMessage request = Assert.Single(discord.Requests);
        Assert.Equal(new Uri("https://discord.com/api/v10/gateway/bot"), request.RequestUri);
        Assert.Equal("Bot the-token", request.Headers.Authorization!.ToString());
        Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", string.Join(" ", request.Headers.GetValues("User-Agent")));
    }

    [Fact]
    public async Task Code_can_ask_as_a_manager_would()
    {
        using var discord = new DiscordStub(Respond(HttpStatusCode.OK, Answer));
        using var client = new HttpClient(discord, disposeHandler: false);

        GatewayBot bot = await GatewayBot.GetAsync(
            new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "the-token" }, HttpClient = client, ApiUri = new Uri("https://proxy.example/") }, ManagerWorld.Cancellation);

        Assert.Equal(16, bot.SessionStartLimit.MaxConcurrency);
        Assert.Equal(new Uri("https://proxy.example/gateway/bot"), Assert.Single(discord.Requests).RequestUri);
        await Assert.ThrowsAsync<ArgumentException>(() => GatewayBot.GetAsync("Bot the-token", ManagerWorld.Cancellation));
    }

    [Fact]
    public async Task A_wrong_token_is_fatal_at_once_and_not_in_the_message()
    {
        using var discord = new DiscordStub(Respond(HttpStatusCode.Unauthorized, ""));
        GatewayBotException error = await Assert.ThrowsAsync<GatewayBotException>(() => Ask(discord));
        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Contains("developer portal", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-token", error.ToString(), StringComparison.Ordinal);
        Assert.Single(discord.Requests);
    }

    [Fact]
    public async Task What_may_be_better_the_next_time_is_asked_again_with_back_off()
    {
        using var discord = new DiscordStub(
            Respond(HttpStatusCode.InternalServerError, ""),
            Respond(HttpStatusCode.BadGateway, "<html>"),
            () => throw new HttpRequestException("no network"),
            () => throw new TaskCanceledException("timed out"),
            Respond(HttpStatusCode.OK, "{}"),
            Respond(HttpStatusCode.OK, "no JSON"),
            Respond(HttpStatusCode.OK, Answer));
        Task<GatewayBot> asking = Ask(discord);
        var waits = new List<TimeSpan>();
        await ManagerWorld.UntilAsync(() => discord.Requests.Count == 1);
        while (discord.Requests.Count < 7)
        {
            int requests = discord.Requests.Count;
            DateTimeOffset before = _clock.GetUtcNow();
            await ManagerWorld.UntilAsync(() => _logs.Lines.Count == requests);
            while (discord.Requests.Count == requests)
            {
                ThreadPoolRest.AwaitOr(() => discord.Requests.Count > requests);
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            waits.Add(_clock.GetUtcNow() - before);
        }

        Assert.Equal(9, (await asking).Shards);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(70)));
        Assert.Equal(
            ["Information 85", "Information 85", "Warning 19", "Warning 19", "Warning 19", "Warning 19"], _logs.Lines.Select(line => string.Join(' ', line.Split(' ').Take(2)).TrimEnd(':')));
        Assert.Matches(@"GET /gateway/bot has failed 3 times in a row: no network\. Next attempt in \d+\.\d s", _logs.Lines[2]);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out()
    {
        using var discord = new DiscordStub(
            () => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30)) } },
            Respond(HttpStatusCode.OK, Answer));
        Task<GatewayBot> asking = Ask(discord);
        await ManagerWorld.UntilAsync(() => _logs.Lines.Count == 1);
        Assert.StartsWith("Information 85", _logs.Lines[0], StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(discord.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(9, (await asking).Shards);
    }

    [Fact]
    public async Task A_rate_limit_of_an_hour_is_a_warning_at_once()
    {
        using var discord = new DiscordStub(
            () => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(1)) } },
            Respond(HttpStatusCode.OK, Answer));
        Task<GatewayBot> asking = Ask(discord);
        await ManagerWorld.UntilAsync(() => _logs.Lines.Count == 1);
        _clock.Advance(TimeSpan.FromHours(1));
        await asking;
        Assert.StartsWith("Warning 19", _logs.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manager_takes_the_count_and_the_address_and_the_limit()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 3);
        string answer = world.Gateway.GetGatewayBotJson().Replace("\"shards\":1", "\"shards\":3", StringComparison.Ordinal);
        using var discord = new DiscordStub(Respond(HttpStatusCode.OK, answer));
        using var client = new HttpClient(discord);
        world.Options = world.Options with
        {
            TotalShards = null,
            SessionStartLimit = null,
            HttpClient = client,
            ShardOptions = world.Options.ShardOptions with { GatewayUri = ShardOptions.DefaultGatewayUri },
        };
        await using (var manager = new ShardManager(world.Options))
        {
            Task running = manager.RunAsync((_, _, _) => Task.CompletedTask, ManagerWorld.Cancellation);
            await ManagerWorld.UntilAsync(() => manager.Shards.Count == 3 && world.Gateway.Connections.Count == 3);
            Assert.All(world.Gateway.Connections, connection => Assert.Equal(world.Gateway.GatewayUri.Authority, connection.Uri.Authority));
            await manager.ShutdownAsync();
            await running;
        }
    }

    [Fact]
    public async Task Sessions_go_on_while_discord_cannot_be_asked_and_the_other_shards_wait()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        await world.StopAsync();
        await world.Store.DeleteAsync(new ShardId(1, 2), ManagerWorld.Cancellation);
        await world.SayAsync(0, "between");
        bool isDown = true;
        using var discord = new DiscordStub([.. Enumerable.Repeat(
            () => isDown ? Respond(HttpStatusCode.ServiceUnavailable, "")() : Respond(HttpStatusCode.OK, world.Gateway.GetGatewayBotJson())(), 100)]);
        using var client = new HttpClient(discord);
        world.Options = world.Options with { TotalShards = 2, SessionStartLimit = null, HttpClient = client };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Handled.Contains("between"), TimeSpan.FromSeconds(7));
        Assert.Equal(1, world.Connected);
        Assert.False(world.Manager.WaitForConnectedAsync(ManagerWorld.Cancellation).IsCompleted);

        isDown = false;
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromMinutes(2));
        Assert.Equal(3, world.Identifies);
        Assert.Equal(1, world.Resumes);
    }

    [Fact]
    public async Task A_manager_throws_what_discord_refuses_with()
    {
        using var discord = new DiscordStub(Respond(HttpStatusCode.Unauthorized, ""));
        using var client = new HttpClient(discord);
        await using var manager = new ShardManager(new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "the-token" }, HttpClient = client, SessionStore = new MemorySessionStore() });
        await Assert.ThrowsAsync<GatewayBotException>(() => manager.RunAsync((_, _, _) => Task.CompletedTask, ManagerWorld.Cancellation));
    }

    private static Func<HttpResponseMessage> Respond(HttpStatusCode code, string body) => () => new HttpResponseMessage(code) { Content = new StringContent(body) };

    private async Task<GatewayBot> Ask(DiscordStub discord)
    {
        using var client = new HttpClient(discord, disposeHandler: false);
        return await new GatewayBotRequest(client, ShardManagerOptions.DefaultApiUri, new BackoffPolicy(), _clock, _logs).GetAsync("the-token", ManagerWorld.Cancellation);
    }

    private sealed class DiscordStub(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        internal List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(answers[Requests.Count - 1]());
        }
    }
}
