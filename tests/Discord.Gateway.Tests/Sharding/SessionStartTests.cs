using System.Collections.Concurrent;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Whether a start continues sessions, and what it tells of that.</summary>
public sealed class SessionStartTests
{
    private readonly ConcurrentQueue<SessionStarting> _starting = new();
    private int _readies;
    private int _guilds;

    [Fact]
    public async Task A_first_start_begins_sessions_and_a_second_continues_them()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await StartAsync(world);
        Assert.Equal([new ShardId(0, 2), new ShardId(1, 2)], _starting.Select(starting => starting.ShardId).OrderBy(id => id.Index));
        Assert.All(_starting, starting => Assert.False(starting.Resumed));
        Assert.All(_starting, starting => Assert.Empty(starting.KnownGuilds!));
        await world.StopAsync();
        _starting.Clear();

        await StartAsync(world);

        Assert.All(_starting, starting => Assert.True(starting.Resumed));
        Assert.Equal(world.Guilds.Select(guild => guild.Id), _starting.SelectMany(starting => starting.KnownGuilds!).OrderBy(id => id.Value));
        Assert.Equal((2, 24), (_readies, _guilds));
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Information 20", StringComparison.Ordinal)
            && line.Contains("2 have a session", StringComparison.Ordinal) && line.Contains("they receive no READY, and no GUILD_CREATE of guilds they had received", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guilds_in_an_outage_are_known_and_those_that_were_not_loaded_are_not()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await world.StopAsync();
        await world.Store.SaveAsync(world.Store.Sessions.Single() with { Guilds = new SessionGuilds(loaded: [3, 8], notLoaded: [4], inOutage: [5]) }, ManagerWorld.Cancellation);
        _starting.Clear();

        await StartAsync(world);

        Assert.Equal([3, 5, 8], Assert.Single(_starting).KnownGuilds!.Select(id => id.Value));
    }

    [Fact]
    public async Task A_resharding_under_IdentifyOnStart_keeps_the_saved_sessions()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { SessionPolicy = SessionPolicy.IdentifyOnStart };
        await StartAsync(world);
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 2, TimeSpan.FromSeconds(10));
        world.Gateway.HangConnections = true;
        using var cancellation = new CancellationTokenSource();
        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: cancellation.Token);
        ThreadPoolRest.Await();
        int saved = world.Store.Sessions.Count;
        await cancellation.CancelAsync();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(20));
        world.Gateway.HangConnections = false;

        Assert.Equal(2, saved);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resharding);
    }

    [Fact]
    public async Task Which_guilds_are_known_is_null_if_the_session_does_not_tell()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await world.StopAsync();
        await world.Store.SaveAsync(world.Store.Sessions.Single() with { Guilds = null }, ManagerWorld.Cancellation);
        _starting.Clear();

        await StartAsync(world);

        Assert.Null(Assert.Single(_starting).KnownGuilds);
    }

    [Fact]
    public async Task A_shard_that_is_restarted_or_added_starts_too()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        _starting.Clear();

        await world.Manager.RestartShardAsync(0);
        await world.Manager.RemoveShardAsync(0);
        await world.Manager.AddShardAsync(0, ManagerWorld.Cancellation);

        await ManagerWorld.UntilAsync(() => _starting.Count == 2);
        Assert.All(_starting, starting => Assert.True(starting.Resumed));
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_the_others_are_told()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world, manager =>
        {
            manager.SessionStarting += (_, _) => throw new InvalidOperationException("no luck");
            manager.SessionStarting += async (_, _) =>
            {
                await Task.Yield();
                throw new InvalidOperationException("async void");
            };
        });

        await ManagerWorld.UntilAsync(() => world.Logs.Lines.Count(line => line.StartsWith("Warning 57", StringComparison.Ordinal)) == 2);
        Assert.Single(_starting);
    }

    [Fact]
    public async Task A_handler_that_hangs_holds_nothing_up()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        using var mayReturn = new ManualResetEventSlim();
        await StartAsync(world, manager => manager.SessionStarting += (_, _) => ThreadPoolRest.Hold(mayReturn, ManagerWorld.Cancellation), advances: false);

        mayReturn.Set();
    }

    [Fact]
    public async Task A_start_that_identifies_is_told_ready_and_all_guilds_each_time()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { SessionPolicy = SessionPolicy.IdentifyOnStart };
        for (int start = 1; start <= 3; start++)
        {
            await StartAsync(world);
            await ManagerWorld.UntilAsync(() => (_readies, _guilds) == (2 * start, 24 * start));
            Assert.Equal(2 * start, world.Identifies);
            await world.StopAsync();
        }

        Assert.All(_starting, starting => Assert.False(starting.Resumed));
        Assert.Equal(0, world.Resumes);
    }

    [Fact]
    public async Task After_a_start_that_identified_shards_are_resumed_within_the_process()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { SessionPolicy = SessionPolicy.IdentifyOnStart };
        await StartAsync(world);

        world.Gateway.Connections[0].Cut();
        await world.AdvanceUntilAsync(() => world.Resumes == 1 && world.Connected == 2, TimeSpan.FromSeconds(5));
        await world.Manager.RestartShardAsync(1);
        await world.AdvanceUntilAsync(() => world.Resumes == 2 && world.Connected == 2, TimeSpan.FromSeconds(5));
        await world.Manager.RemoveShardAsync(0);
        await world.Manager.AddShardAsync(0, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Resumes == 3 && world.Connected == 2, TimeSpan.FromSeconds(5));

        Assert.Equal(2, world.Identifies);
    }

    [Fact]
    public async Task A_run_that_resumes_continues_the_session_of_the_last_run_and_no_older_one()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await world.StopAsync();
        string first = world.Store.Sessions.Single().Id;

        // Dies before it saves its session: what is left must not be the first one's.
        world.Options = world.Options with { SessionPolicy = SessionPolicy.IdentifyOnStart };
        await StartAsync(world);
        Assert.Empty(world.Store.Sessions);
        await world.StopAsync();
        Assert.NotEqual(first, world.Store.Sessions.Single().Id);

        await world.SayAsync(0, "between");
        world.Options = world.Options with { SessionPolicy = SessionPolicy.Resume };
        await StartAsync(world);
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("between"));
        Assert.Equal((2, 1), (world.Identifies, world.Resumes));
    }

    [Fact]
    public async Task A_store_that_does_not_forget_does_not_keep_a_start_from_identifying()
    {
        await using var world = new ManagerWorld(shards: 1);
        await StartAsync(world);
        await world.StopAsync();
        world.Options = world.Options with { SessionPolicy = SessionPolicy.IdentifyOnStart, SessionStore = new StubbornStore(world.Store) };

        await StartAsync(world);

        Assert.Equal((2, 0), (world.Identifies, world.Resumes));
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Warning 28", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SessionPolicy.Resume, true)]
    [InlineData(SessionPolicy.IdentifyOnStart, false)]
    public async Task A_filter_that_names_what_does_not_come_is_warned_of_once(SessionPolicy policy, bool isWarned)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with
        {
            SessionPolicy = policy,
            ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.Only(GatewayEventType.Ready, GatewayEventType.GuildCreate, GatewayEventType.MessageCreate) },
        };
        await StartAsync(world);
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await world.StopAsync();

        await StartAsync(world);

        string[] warnings = [.. world.Logs.Lines.Where(line => line.StartsWith("Warning 56", StringComparison.Ordinal))];
        Assert.Equal(isWarned ? 1 : 0, warnings.Length);
        Assert.All(warnings, line => Assert.Contains("Ready, GuildCreate", line, StringComparison.Ordinal));
        Assert.All(warnings, line => Assert.Contains("SessionPolicy", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_policy_that_there_is_none_of_is_refused() =>
        Assert.Equal("SessionPolicy", Assert.Throws<ArgumentException>(() => new ShardManager(new ShardManagerOptions
        {
            ShardOptions = new ShardOptions { Token = "a.b.c" },
            SessionPolicy = (SessionPolicy)7,
        })).ParamName);

    private async Task StartAsync(ManagerWorld world, Action<ShardManager>? prepare = null, bool advances = true)
    {
        world.Start(
            (_, gatewayEvent, _) =>
            {
                Interlocked.Add(ref _readies, gatewayEvent is ReadyEvent ? 1 : 0);
                Interlocked.Add(ref _guilds, gatewayEvent is GuildCreateEvent ? 1 : 0);
                return Task.CompletedTask;
            },
            manager =>
            {
                manager.SessionStarting += (sender, starting) =>
                {
                    Assert.Same(manager, sender);
                    _starting.Enqueue(starting);
                };
                prepare?.Invoke(manager);
            });
        Func<bool> isReady = () => world.Manager.WaitForConnectedAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully;
        if (advances)
        {
            await world.AdvanceUntilAsync(isReady, TimeSpan.FromMinutes(10));
            await ManagerWorld.UntilAsync(() => world.Manager.GetStatus().All(status => status.BufferedEvents == 0 && status.UnhandledEvents == 0));
        }
        else
        {
            await ManagerWorld.UntilAsync(isReady);
        }
    }

    private sealed class StubbornStore(ISessionStore store) : ISessionStore
    {
        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken) => store.SaveAsync(session, cancellationToken);

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => throw new IOException("read-only");
    }
}
