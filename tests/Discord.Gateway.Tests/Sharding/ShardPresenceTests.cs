using System.Collections.Concurrent;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>The presence that each shard of a manager has: of the function, of one shard, of all.</summary>
public sealed class ShardPresenceTests
{
    private static readonly BotPresence Common = Watching("common");

    [Fact]
    public async Task Each_shard_starts_with_the_presence_of_the_function()
    {
        await using var world = MakeWorld(shardId => Watching($"{shardId.Index} of {shardId.Total}"));
        await world.StartAndConnectAsync();

        Assert.Equal(["0 of 3", "1 of 3", "2 of 3"], world.PresencesByShard());
    }

    [Fact]
    public async Task A_function_that_returns_null_leaves_the_presence_of_the_options()
    {
        await using var world = MakeWorld(shardId => shardId.Index == 1 ? Watching("own") : null);
        await world.StartAndConnectAsync();

        Assert.Equal(["common", "own", "common"], world.PresencesByShard());
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("cancels")]
    [InlineData("times out")]
    [InlineData("too large")]
    [InlineData("no list")]
    [InlineData("throwing list")]
    public async Task A_function_that_fails_is_logged_and_the_shard_starts_with_the_presence_of_the_options(string how)
    {
        await using var world = MakeWorld(shardId => shardId.Index != 1 ? Watching("own") : how switch
        {
            "throws" => throw new InvalidOperationException("boom"),
            "cancels" => throw new OperationCanceledException(),
            "times out" => throw new TimeoutException(),
            "too large" => Watching(new string('x', 5000)),
            "no list" => new BotPresence { Activities = null! },
            _ => new BotPresence { Activities = new ThrowingList() },
        });
        await world.StartAndConnectAsync();

        Assert.Equal(["own", "common", "own"], world.PresencesByShard());
        Assert.StartsWith("Warning 58: Shard 1/3: ", Assert.Single(world.Logs.Lines, line => line.Contains(" 58:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_hangs_does_not_hold_the_start_or_the_stop()
    {
        using var release = new ManualResetEventSlim();
        int calls = 0;
        await using var world = MakeWorld(
            shardId =>
            {
                Interlocked.Increment(ref calls);
                ThreadPoolRest.Hold(release, CancellationToken.None);
                return Watching("late");
            },
            shards: 7);
        await world.StartAndConnectAsync();

        Assert.Equal(4, calls);
        Assert.All(world.PresencesByShard(), presence => Assert.Equal("common", presence));
        Assert.Equal(7, world.Logs.Lines.Count(line => line.StartsWith("Warning 58", StringComparison.Ordinal)));
        await world.StopAsync();
        release.Set();
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_function()
    {
        using var release = new ManualResetEventSlim();
        int calls = 0;
        await using var world = MakeWorld(shardId =>
        {
            Interlocked.Increment(ref calls);
            ThreadPoolRest.Hold(release, CancellationToken.None);
            return null;
        });
        world.Start();
        await ManagerWorld.UntilAsync(() => calls == 1);

        // The clock stands still.
        world.RequestStop();
        await ManagerWorld.UntilAsync(() => world.Running.IsCompleted);
        release.Set();
    }

    [Fact]
    public async Task The_function_may_use_the_manager()
    {
        ManagerWorld? used = null;
        await using var world = MakeWorld(shardId =>
        {
            used!.Manager.SetPresence(Watching("from within"));
            return Watching($"{used.Manager.GetStatus().Count}");
        });
        used = world;
        await world.StartAndConnectAsync();

        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["from within", "from within", "from within"], TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_function_is_asked_again_at_a_restart_an_addition_and_a_resharding()
    {
        var asked = new ConcurrentQueue<ShardId>();
        await using var world = MakeWorld(
            shardId =>
            {
                asked.Enqueue(shardId);
                return Watching($"{shardId.Index} of {shardId.Total}, {asked.Count}");
            },
            shards: 2);
        await world.StartAndConnectAsync();
        await RestartAsync(world, 1);
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["0 of 2, 1", "1 of 2, 3"], TimeSpan.FromSeconds(5));

        await Run(world, world.Manager.RemoveShardAsync(0));
        await world.Manager.AddShardAsync(0, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["0 of 2, 4", "1 of 2, 3"], TimeSpan.FromSeconds(30));

        await Run(world, world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation));
        Assert.Equal(["0 of 3, 5", "1 of 3, 6", "2 of 3, 7"], world.PresencesByShard());
    }

    [Fact]
    public async Task A_presence_for_all_wins_over_the_function_and_the_options_for_good()
    {
        await using var world = MakeWorld(shardId => shardId.Index == 0 ? Watching("function") : null, shards: 2);
        await world.StartAndConnectAsync();
        world.Manager.SetPresence(Watching("all"));
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all", "all"], TimeSpan.FromSeconds(5));

        await RestartAsync(world, 0);
        await RestartAsync(world, 1, keepSession: false);
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all", "all"], TimeSpan.FromSeconds(5));
        await Run(world, world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation));
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all", "all", "all"], TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_presence_of_one_shard_survives_its_restarts_until_another_is_set_for_all(bool byManager, bool keepSession)
    {
        await using var world = MakeWorld(_ => Watching("function"), shards: 2);
        await world.StartAndConnectAsync();
        world.Manager.SetPresence(Watching("all"));
        if (byManager)
        {
            world.Manager.SetPresence(1, Watching("own"));
        }
        else
        {
            world.Manager.Shards[1].SetPresence(Watching("own"));
        }

        for (int i = 0; i < 2; i++)
        {
            await RestartAsync(world, 1, keepSession);
            await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all", "own"], TimeSpan.FromSeconds(5));
        }

        world.Manager.SetPresence(Watching("all again"));
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all again", "all again"], TimeSpan.FromSeconds(5));
        await RestartAsync(world, 1, keepSession);
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["all again", "all again"], TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_resharding_drops_the_presence_of_one_shard(int total)
    {
        await using var world = MakeWorld(shardId => Watching("function"), shards: 2);
        await world.StartAndConnectAsync();
        world.Manager.SetPresence(1, Watching("own"));
        await Run(world, world.Manager.ReshardAsync(total, cancellationToken: ManagerWorld.Cancellation));

        Assert.All(world.PresencesByShard(), presence => Assert.Equal("function", presence));
        Assert.All(world.Manager.Shards, shard => Assert.Equal("function", shard.CurrentPresence!.Activities[0].Name));
    }

    [Fact]
    public async Task A_presence_that_is_set_while_a_shard_restarts_is_its()
    {
        var handling = new TaskCompletionSource();
        await using var world = MakeWorld(function: null, shards: 2);
        await world.StartAndConnectAsync((_, gatewayEvent, _) => ManagerWorld.IsMessage(gatewayEvent, "slow") ? handling.Task : Task.CompletedTask);
        await world.SayAsync(1, "slow");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Task restarting = world.Manager.RestartShardAsync(1);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(restarting.IsCompleted);

        world.Manager.SetPresence(1, Watching("meanwhile"));
        handling.SetResult();
        await Run(world, restarting);
        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["common", "meanwhile"], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_presence_of_a_shard_that_does_not_run_here_or_does_not_fit_is_refused()
    {
        await using var world = MakeWorld(function: null, shards: 2);
        await world.StartAndConnectAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => world.Manager.SetPresence(2, Common));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Manager.SetPresence(-1, Common));
        Assert.Throws<ArgumentNullException>(() => world.Manager.SetPresence(0, null!));
        PayloadTooLargeException error = Assert.Throws<PayloadTooLargeException>(() => world.Manager.SetPresence(1, Watching(new string('x', 5000))));
        Assert.Equal(new ShardId(1, 2), error.ShardId);
        await using var idle = new ShardManager(world.Options);
        Assert.Throws<InvalidOperationException>(() => idle.SetPresence(0, Common));
    }

    private static BotPresence Watching(string what) => new() { Activities = [BotActivity.Watching(what)] };

    private static ManagerWorld MakeWorld(Func<ShardId, BotPresence?>? function, int shards = 3)
    {
        var world = new ManagerWorld(shards, maxConcurrency: 16);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { Presence = Common }, PresenceFor = function };
        return world;
    }

    private static Task RestartAsync(ManagerWorld world, int index, bool keepSession = true) => Run(world, world.Manager.RestartShardAsync(index, keepSession));

    private static async Task Run(ManagerWorld world, Task running)
    {
        await world.AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromMinutes(2));
        await running;
        await world.AdvanceUntilAsync(() => world.Connected == world.Manager.Shards.Count, TimeSpan.FromMinutes(1));
    }

    private sealed class ThrowingList : IReadOnlyList<BotActivity>
    {
        public int Count => throw new InvalidOperationException("boom");

        public BotActivity this[int index] => throw new InvalidOperationException("boom");

        public IEnumerator<BotActivity> GetEnumerator() => throw new InvalidOperationException("boom");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
