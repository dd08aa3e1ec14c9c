using System.Diagnostics.Metrics;
using System.Net;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>When a manager advises more shards, how it learns that, and how it tells.</summary>
public sealed class ReshardAdviceTests
{
    [Theory]
    [InlineData(4, null, 1999, null)]
    [InlineData(4, 4, null, null)]
    [InlineData(4, 3, 0, null)]
    [InlineData(4, 5, null, "Discord recommends 5 shards, and the bot has 4")]
    [InlineData(4, null, 2000, "shard 1/4 serves 2,000 guilds, and Discord allows at most 2,500 per shard")]
    [InlineData(4, 9, 2400, "Discord recommends 9 shards, and the bot has 4; shard 1/4 serves 2,400 guilds, and Discord allows at most 2,500 per shard")]
    public void More_shards_are_advised_when_discord_recommends_more_or_a_shard_is_full(int total, int? recommended, int? guilds, string? advice)
    {
        Assert.Equal(advice, ReshardAdvisor.Advise(total, recommended, [(new ShardId(0, total), 10), (new ShardId(1, total), guilds), (new ShardId(2, total), null)]));
        Assert.Equal(recommended > total ? $"Discord recommends {recommended} shards, and the bot has {total}" : null, ReshardAdvisor.Advise(total, recommended, []));
    }

    [Fact]
    public void Of_several_full_shards_the_fullest_is_named() =>
        Assert.StartsWith("shard 1/3 serves 2,300 guilds", ReshardAdvisor.Advise(3, null, [(new ShardId(0, 3), 2_100), (new ShardId(1, 3), 2_300), (new ShardId(2, 3), 2_200)]), StringComparison.Ordinal);

    [Fact]
    public void An_advice_is_logged_once_and_one_a_day()
    {
        var advisor = new ReshardAdvisor();
        (int Hours, int Total, int? Recommended, bool IsFull, bool IsLogged)[] story =
        [
            (0, 4, 5, false, true),
            (1, 4, 5, false, false),
            (2, 4, 6, false, false),
            (25, 4, 5, false, false),
            (26, 4, 6, false, true),
            (27, 4, 6, true, false),
            (51, 4, 6, true, true),
            (90, 4, 5, false, false),
            (120, 4, 3, true, true),
            (150, 4, null, true, false),
            (180, 6, null, true, true),
        ];
        Assert.All(story, step => Assert.Equal(step.IsLogged, advisor.MustLog(step.Total, step.Recommended, step.IsFull, TimeSpan.FromHours(step.Hours))));
    }

    [Fact]
    public async Task Discord_is_asked_at_the_start_and_every_hour()
    {
        using var discord = new Api();
        await using var world = MakeWorld(discord, totalShards: 2);
        await world.StartAndConnectAsync();
        Assert.Equal((1, 2, null), (discord.Requests, world.Manager.RecommendedShards, world.Manager.ReshardAdvice));

        discord.Shards = 3;
        await PassAsync(world, TimeSpan.FromMinutes(58));
        Assert.Equal(1, discord.Requests);
        await world.AdvanceUntilAsync(() => discord.Requests == 2, TimeSpan.FromMinutes(3));
        await world.AdvanceUntilAsync(() => world.Manager.RecommendedShards == 3, TimeSpan.FromSeconds(1));
        Assert.Equal("Discord recommends 3 shards, and the bot has 2", world.Manager.ReshardAdvice);
        await PassAsync(world, TimeSpan.FromHours(3));
        Assert.Equal(5, discord.Requests);
        Assert.Equal(
            "Warning 59: The bot needs more shards: Discord recommends 3 shards, and the bot has 2. Call ShardManager.ReshardAsync, or raise TotalShards at the next start ",
            Assert.Single(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_resharding_notes_the_recommended_number_of_shards()
    {
        using var discord = new Api();
        await using var world = MakeWorld(discord, totalShards: 2);
        await world.StartAndConnectAsync();
        discord.Shards = 3;
        Task resharding = world.Manager.ReshardAsync(cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
        await resharding;

        Assert.Equal((3, 3), (world.Manager.TotalShards, world.Manager.RecommendedShards));
    }

    [Fact]
    public async Task Nothing_is_asked_if_shards_and_session_starts_are_given()
    {
        using var discord = new Api();
        await using var world = MakeWorld(discord, totalShards: 2);
        world.Options = world.Options with { SessionStartLimit = new SessionStartLimit(1000, 1000, TimeSpan.FromDays(1), 16) };
        await world.StartAndConnectAsync();
        await PassAsync(world, TimeSpan.FromHours(2));

        Assert.Equal((0, null, null), (discord.Requests, world.Manager.RecommendedShards, world.Manager.ReshardAdvice));
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("fails")]
    [InlineData("throws")]
    [InlineData("cancels")]
    [InlineData("nonsense")]
    public async Task A_failure_changes_nothing_and_is_no_warning(string how)
    {
        using var discord = new Api { Shards = 3 };
        await using var world = MakeWorld(discord, totalShards: 2);
        await world.StartAndConnectAsync();
        ThreadPoolRest.AwaitOr(() => world.Logs.Lines.Any(IsWarning));
        int lines = world.Logs.Lines.Count(IsWarning);
        discord.Shards = 4;
        discord.OnRequest = _ => how switch
        {
            "refuses" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)),
            "fails" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway)),
            "throws" => throw new InvalidTimeZoneException("boom"),
            "cancels" => Task.FromCanceled<HttpResponseMessage>(new CancellationToken(true)),
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("nonsense") }),
        };
        await PassAsync(world, TimeSpan.FromMinutes(125));
        Assert.Equal((3, 3), (discord.Requests, world.Manager.RecommendedShards));
        Assert.Equal(lines, world.Logs.Lines.Count(IsWarning));
        Assert.False(world.Running.IsCompleted);

        discord.OnRequest = null;
        await PassAsync(world, TimeSpan.FromHours(1));
        Assert.Equal(4, world.Manager.RecommendedShards);

        static bool IsWarning(string line) => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_asked_for_once_and_holds_no_stop()
    {
        using var discord = new Api();
        await using var world = MakeWorld(discord, totalShards: 2);
        await world.StartAndConnectAsync();
        var never = new TaskCompletionSource<HttpResponseMessage>();
        discord.OnRequest = token =>
        {
            token.Register(() => throw new InvalidOperationException("boom"));
            return never.Task;
        };
        await PassAsync(world, TimeSpan.FromHours(2.5));
        Assert.Equal(2, discord.Requests);

        // The clock stands still.
        world.RequestStop();
        await ManagerWorld.UntilAsync(() => world.Running.IsCompleted);
        never.SetException(new HttpRequestException("late"));
    }

    [Fact]
    public async Task A_stopped_manager_asks_no_more()
    {
        using var discord = new Api();
        await using var world = MakeWorld(discord, totalShards: 2);
        await world.StartAndConnectAsync();
        await world.StopAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));
        ThreadPoolRest.Await();

        Assert.Equal(1, discord.Requests);
    }

    [Fact]
    public async Task The_recommendation_is_an_instrument_while_the_manager_runs()
    {
        using var discord = new Api { Shards = 5 };
        await using var world = MakeWorld(discord, totalShards: 2);
        using var meters = new Meters();
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { MeterFactory = meters } };
        await world.StartAndConnectAsync();

        await ManagerWorld.UntilAsync(() => meters.Observe().Count > 0);
        (int value, KeyValuePair<string, object?>[] tags) = Assert.Single(meters.Observe());
        Assert.Equal(5, value);
        Assert.Equal(["discord.gateway.shards=2", $"discord.gateway.bot={world.Gateway.Bot.Id}"], tags.Select(tag => $"{tag.Key}={tag.Value}"));
        await world.StopAsync();
        Assert.Empty(meters.Observe());
    }

    private static ManagerWorld MakeWorld(Api discord, int totalShards)
    {
        var world = new ManagerWorld(totalShards, maxConcurrency: 16);
        discord.Gateway = world.Gateway.GatewayUri;
        world.Options = world.Options with { TotalShards = totalShards, SessionStartLimit = null, HttpClient = discord.Client };
        return world;
    }

    /// <summary>Time goes in steps that are short enough for heartbeats.</summary>
    private static async Task PassAsync(ManagerWorld world, TimeSpan time)
    {
        DateTimeOffset end = world.Clock.GetUtcNow() + time;
        while (world.Clock.GetUtcNow() < end)
        {
            ThreadPoolRest.Await();
            world.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        ThreadPoolRest.Await();
    }

    /// <summary>Discord's HTTP API.</summary>
    private sealed class Api : HttpMessageHandler
    {
        private int _requests;

        internal Api() => Client = new HttpClient(this, disposeHandler: false);

        internal HttpClient Client { get; }

        internal Uri? Gateway { get; set; }

        internal int Shards { get; set; } = 2;

        internal Func<CancellationToken, Task<HttpResponseMessage>>? OnRequest { get; set; }

        internal int Requests => Volatile.Read(ref _requests);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return OnRequest?.Invoke(cancellationToken) ?? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $$$"""{"url":"{{{Gateway}}}","shards":{{{Shards}}},"session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":16}}"""),
            });
        }

        protected override void Dispose(bool disposing)
        {
            Client.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());

        internal List<(int Value, KeyValuePair<string, object?>[] Tags)> Observe()
        {
            var measured = new List<(int, KeyValuePair<string, object?>[])>();
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (_meters.Contains(instrument.Meter) && instrument.Name == "discord.gateway.shards.recommended")
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<int>((_, value, tags, _) => measured.Add((value, tags.ToArray())));
            listener.Start();
            listener.RecordObservableInstruments();
            return measured;
        }
    }
}
