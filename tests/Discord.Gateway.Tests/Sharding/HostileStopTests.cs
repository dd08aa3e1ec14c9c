using System.Net;
using System.Runtime.CompilerServices;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>What handlers and stores do with their tokens and their time costs no session.</summary>
public sealed class HostileStopTests
{
    [Fact]
    public async Task A_callback_of_a_handlers_token_that_throws_costs_no_session()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync(async (_, e, token) =>
        {
            if (ManagerWorld.IsMessage(e, "stuck"))
            {
                token.Register(() => throw new InvalidOperationException("boom"));
                await new TaskCompletionSource().Task;
            }
        });
        await world.SayAsync(0, "stuck");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        world.RequestStop();
        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromMinutes(1));
        Exception? error = await Record.ExceptionAsync(() => world.Running);
        Assert.Multiple(
            () => Assert.Null(error),
            () => Assert.All(world.Gateway.Connections, connection => Assert.False(connection.IsOpen)),
            () => Assert.Contains(world.Logs.Lines, line => line.Contains("2 sessions were kept", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("register")]
    [InlineData("delay")]
    [InlineData("wait")]
    [InlineData("source")]
    public async Task A_handler_that_blocks_when_it_is_cancelled_does_not_hold_the_stop(string kind)
    {
        await using var world = new ManagerWorld(shards: 1);
        using var blocked = new ManualResetEventSlim();
        await world.StartAndConnectAsync(async (_, e, token) =>
        {
            if (ManagerWorld.IsMessage(e, "stuck"))
            {
                try
                {
                    var source = new TaskCompletionSource();
                    if (kind == "register")
                    {
                        token.Register(() => ThreadPoolRest.Hold(blocked, CancellationToken.None));
                        await source.Task;
                    }
                    else if (kind == "source")
                    {
                        token.Register(() => source.TrySetCanceled());
                        await source.Task;
                    }
                    else
                    {
                        await (kind == "delay" ? Task.Delay(Timeout.Infinite, token) : source.Task.WaitAsync(token));
                    }
                }
                finally
                {
                    ThreadPoolRest.Hold(blocked, CancellationToken.None);
                }
            }
        });
        await world.SayAsync(0, "stuck");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        world.RequestStop();
        long started = TimeProvider.System.GetTimestamp();
        while (!world.Running.IsCompleted && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
        {
            // A thread may be blocked, so the pool does not come to rest.
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        bool isStopped = world.Running.IsCompleted;
        blocked.Set();
        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromMinutes(1));
        Assert.True(isStopped, "Not stopped within a minute.");
    }

    [Fact]
    public async Task A_callback_of_a_stores_token_that_throws_does_not_stop_the_stop()
    {
        await using var world = new ManagerWorld(shards: 1);
        bool isRegistered = false;
        var store = new Store(world.Store)
        {
            OnSave = async (number, token) =>
            {
                if (number == 1)
                {
                    var source = new TaskCompletionSource();
                    token.Register(() =>
                    {
                        source.TrySetResult();
                        throw new InvalidOperationException("boom");
                    });
                    isRegistered = true;
                    await source.Task;
                }
            },
        };
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => store.Saves == 1, TimeSpan.FromSeconds(6));
        await ManagerWorld.UntilAsync(() => isRegistered);
        world.RequestStop();
        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromMinutes(1));
        Exception? error = await Record.ExceptionAsync(() => world.Running);
        Assert.Multiple(
            () => Assert.Null(error),
            () => Assert.Single(world.Store.Sessions),
            () => Assert.All(world.Gateway.Connections, connection => Assert.False(connection.IsOpen)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_callback_of_a_stores_token_that_throws_or_blocks_holds_no_save(bool throws)
    {
        var clock = new FakeTimeProvider();
        using var blocked = new ManualResetEventSlim();
        var store = new Store(new MemorySessionStore())
        {
            OnSave = async (_, token) =>
            {
                token.Register(() =>
                {
                    if (throws)
                    {
                        throw new InvalidOperationException("boom");
                    }

                    ThreadPoolRest.Hold(blocked, CancellationToken.None);
                });
                await new TaskCompletionSource().Task;
            },
        };
        var saver = new SessionSaver(store, clock, TimeSpan.FromSeconds(5), new CapturedLogs());
        Task<int> saving = saver.SaveAsync([Session(1)], CancellationToken.None);
        await RestAsync();
        Exception? thrown = null;
        Task advancing = Task.Run(() => thrown = Record.Exception(() => clock.Advance(TimeSpan.FromSeconds(11))), ManagerWorld.Cancellation);
        bool isCompleted = await Task.WhenAny(saving, Task.Delay(TimeSpan.FromSeconds(20), ManagerWorld.Cancellation)) == saving;
        blocked.Set();
        await advancing;
        Assert.Null(thrown);
        Assert.True(isCompleted, "The save is not bounded.");
    }

    [Fact]
    public async Task Two_calls_that_wait_for_the_same_call_of_a_store_follow_each_other()
    {
        await using var world = new ManagerWorld(shards: 1);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new Store(world.Store) { OnSave = (number, _) => number == 1 ? first.Task : others.Task };
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => store.Saves == 1, TimeSpan.FromSeconds(6));

        // Nobody waits for the first any more, and the next round has begun.
        await world.PassAsync(TimeSpan.FromSeconds(12));
        await world.SayAsync(0, "one more");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Task removing = world.Manager.RemoveShardAsync(0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(removing.IsCompleted);
        first.SetResult();
        await RestAsync();
        Assert.Equal(2, store.Saves);
        others.SetResult();
        await removing;
        Assert.Equal(1, store.MostAtOnce);
    }

    [Fact]
    public async Task A_call_of_a_store_that_fails_late_is_observed()
    {
        int unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> handler = (_, e) => unobserved += e.Exception.ToString().Contains("too late", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += handler;
        try
        {
            await RunAsync();
            for (int i = 0; i < 5; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= handler;
        }

        Assert.Equal(0, unobserved);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task RunAsync()
        {
            var clock = new FakeTimeProvider();
            var late = new TaskCompletionSource();
            var store = new Store(new MemorySessionStore())
            {
                OnSave = async (number, _) =>
                {
                    if (number == 1)
                    {
                        await late.Task;
                        throw new IOException("too late");
                    }
                },
            };
            var saver = new SessionSaver(store, clock, TimeSpan.FromSeconds(5), new CapturedLogs());
            Task<int> saving = saver.SaveAsync([Session(1)], CancellationToken.None);
            await RestAsync();
            clock.Advance(TimeSpan.FromSeconds(11));
            await saving;
            late.SetResult();
            await RestAsync();
            await saver.SaveAsync([Session(2)], CancellationToken.None);
        }
    }

    [Fact]
    public async Task Shards_whose_store_hangs_do_not_keep_others_from_being_saved()
    {
        var clock = new FakeTimeProvider();
        var saved = new MemorySessionStore();
        var store = new Store(saved) { OnSaveOf = shardId => shardId.Index < 32 ? new TaskCompletionSource().Task : Task.CompletedTask };
        var saver = new SessionSaver(store, clock, TimeSpan.FromSeconds(5), new CapturedLogs());
        for (int round = 1; round <= 3; round++)
        {
            Task<int> saving = saver.SaveAsync(Enumerable.Range(0, 64).Select(index => Session(round, index, 64)), CancellationToken.None);
            await RestAsync();
            clock.Advance(TimeSpan.FromSeconds(11));
            await saving;
        }

        Assert.Equal(32, saved.Sessions.Count);
    }

    [Fact]
    public async Task Sessions_are_saved_and_slow_handlers_told_of_while_discord_cannot_be_asked()
    {
        await using var world = new ManagerWorld(shards: 1);
        await world.StartAndConnectAsync();
        await world.StopAsync();
        long before = world.Store.Sessions.Single().Sequence;
        using var client = new HttpClient(new Down());
        world.Options = world.Options with { TotalShards = 1, SessionStartLimit = null, HttpClient = client };
        var slow = new TaskCompletionSource();
        world.Start((_, e, _) => ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        await world.AdvanceUntilAsync(() => world.Connected == 1, TimeSpan.FromSeconds(10));
        await world.SayAsync(0, "message");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        await world.SayAsync(1, "slow");
        await world.PassAsync(TimeSpan.FromMinutes(1));
        long after = world.Store.Sessions.Single().Sequence;
        string[] lines = [.. world.Logs.Lines];
        slow.SetResult();
        Assert.Multiple(
            () => Assert.True(after > before, $"{before} {after}"),
            () => Assert.Contains(lines, line => line.Contains("the handler has worked on", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ShardFailureBehavior.StopAll)]
    [InlineData(ShardFailureBehavior.KeepOthers)]
    public async Task A_session_that_discord_ends_while_it_cannot_be_asked_is_noticed(ShardFailureBehavior whenShardFails)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2, expectsViolations: true);
        await world.StartAndConnectAsync();
        await world.StopAsync();
        await world.Store.DeleteAsync(new ShardId(1, 2), ManagerWorld.Cancellation);
        var discord = new Down { Answer = world.Gateway.GetGatewayBotJson() };
        using var client = new HttpClient(discord);
        world.Options = world.Options with { TotalShards = 2, SessionStartLimit = null, HttpClient = client, ShardFailureBehavior = whenShardFails };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Connected == 1, TimeSpan.FromSeconds(10));
        world.Gateway.Connections[^1].Close(4012);
        await world.PassAsync(TimeSpan.FromSeconds(30));
        if (whenShardFails == ShardFailureBehavior.StopAll)
        {
            bool isCompleted = world.Running.IsCompleted;
            world.RequestStop();
            await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromMinutes(1));
            Assert.True(isCompleted, "It goes on, though all shards were to be stopped.");
        }
        else
        {
            discord.IsDown = false;
            await world.PassAsync(TimeSpan.FromMinutes(2));
            Assert.False(world.Running.IsCompleted, "It ended, though another shard was to be started.");
        }
    }

    [Fact]
    public async Task A_second_start_of_a_manager_does_not_change_its_order()
    {
        await using var world = new ManagerWorld(shards: 1);
        var slow = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, e, _) => ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (GatewayEvent _ in world.Manager.ReceiveAllAsync(ManagerWorld.Cancellation))
            {
            }
        });
        Task restarting = world.Manager.RestartShardAsync(0);
        await world.AdvanceUntilAsync(() => restarting.IsCompleted && world.Connected == 1, TimeSpan.FromSeconds(20));
        await world.SayAsync(0, "slow");
        await world.SayAsync(1, "elsewhere");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        string[] before = [.. world.Handled];
        slow.SetResult();
        Assert.Equal(["elsewhere"], before);
    }

    private static async Task RestAsync()
    {
        await Task.Yield();
        ThreadPoolRest.Await();
    }

    private static ShardSession Session(long sequence, int index = 0, int total = 1) =>
        new($"session-{index}", new Uri("wss://resume.example/"), sequence) { ShardId = new ShardId(index, total) };

    private sealed class Down : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(IsDown ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer) });

        internal string Answer { get; init; } = "";

        internal bool IsDown { get; set; } = true;
    }

    private sealed class Store(ISessionStore store) : ISessionStore
    {
        private int _now;
        private int _saves;

        internal Func<int, CancellationToken, Task> OnSave { get; init; } = (_, _) => Task.CompletedTask;

        internal Func<ShardId, Task> OnSaveOf { get; init; } = _ => Task.CompletedTask;

        internal int Saves => _saves;

        internal int MostAtOnce { get; private set; }

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            try
            {
                await OnSave(Interlocked.Increment(ref _saves), cancellationToken);
                await OnSaveOf(session.ShardId);
                await store.SaveAsync(session, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => store.DeleteAsync(shardId, cancellationToken);
    }
}
