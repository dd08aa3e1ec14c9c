using System.Collections.Concurrent;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>What users do that they should not, at every moment at which they can: it works, or an exception names the mistake.</summary>
public sealed class MisuseTests
{
    public static TheoryData<string, bool, Func<Shard, CancellationToken, Task>> Operations => new()
    {
        { "connect", false, (shard, cancellation) => shard.ConnectAsync(cancellation) },
        { "receive, which connects", false, (shard, cancellation) => shard.ReceiveAsync(cancellation).AsTask() },
        { "receive all", false, async (shard, cancellation) => await TakeAsync(shard.ReceiveAllAsync(cancellation), count: 2) },
        { "send, which waits for a connection", false, (shard, cancellation) => Task.WhenAll(
            shard.ConnectAsync(World.Cancellation), shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: cancellation)) },
        { "send", true, (shard, cancellation) => shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: cancellation) },
        { "heartbeat", true, (shard, cancellation) => shard.HeartbeatAsync(cancellation) },
        { "reconnect by resuming", true, (shard, cancellation) => shard.ReconnectAsync(ReconnectType.Resume, cancellation) },
        { "reconnect by identifying", true, (shard, cancellation) => shard.ReconnectAsync(ReconnectType.Reidentify, cancellation) },
        { "members", true, async (shard, cancellation) => await TakeAsync(
            shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = World.Home.Id, Query = "" }, cancellationToken: cancellation), count: 3) },
        { "soundboard sounds", true, async (shard, cancellation) => await TakeAsync(
            shard.GetSoundboardSoundsAsync([World.Home.Id], cancellationToken: cancellation), count: 1) },
        { "channel info", true, (shard, cancellation) => shard.GetChannelInfoAsync(World.Home.Id, cancellationToken: cancellation) },
        { "join voice", true, (shard, cancellation) => shard.JoinVoiceAsync(World.Home.Id, World.Home.ChannelId, cancellationToken: cancellation) },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public Task Cancelling_at_whatever_step_ends_the_call_and_nothing_else(string operation, bool isConnected, Func<Shard, CancellationToken, Task> call) =>
        AtEveryStepAsync(operation, isConnected, async (world, arm) =>
        {
            using var cancellation = new CancellationTokenSource();
            arm(cancellation.Cancel);
            Exception? error = await Record.ExceptionAsync(() => FinishAsync(world, call(world.Shard, cancellation.Token)));
            Assert.True(error is null or OperationCanceledException, $"{operation}: {error}");

            // The shard is as good as before.
            await FinishAsync(world, world.Shard.ConnectAsync(World.Cancellation));
            await world.SayAsync("after");
            GatewayEvent? received;
            do
            {
                Task<GatewayEvent?> receiving = world.ReceiveAsync();
                await FinishAsync(world, receiving);
                received = await receiving;
            }
            while (received is not MessageCreateEvent { Message.Content: "after" });
            await FinishAsync(world, world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: World.Cancellation));
        });

    [Theory]
    [MemberData(nameof(Operations))]
    public Task Disposing_at_whatever_step_ends_the_call_with_an_exception_that_says_so(string operation, bool isConnected, Func<Shard, CancellationToken, Task> call) =>
        AtEveryStepAsync(operation, isConnected, async (world, arm) =>
        {
            Task disposing = Task.CompletedTask;
            arm(() => disposing = world.Shard.DisposeAsync().AsTask());
            Exception? error = await Record.ExceptionAsync(() => FinishAsync(world, call(world.Shard, World.Cancellation)));
            await FinishAsync(world, disposing);
            Assert.True(error is null or ShardShutdownException or GatewaySendException or HeartbeatFailedException, $"{operation}: {error}");
        });

    [Fact]
    public async Task After_a_shutdown_everything_says_that_there_was_one()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        Assert.Null(await world.ReceiveAsync());
        Assert.Null(await world.Shard.ReceiveRawAsync(World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.ConnectAsync(World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.ReconnectAsync(cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.HeartbeatAsync(World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ShardShutdownException>(() => world.Shard.JoinVoiceAsync(World.Home.Id, World.Home.ChannelId, cancellationToken: World.Cancellation));
        Assert.Throws<ShardShutdownException>(() => world.Shard.SetStatus(UserStatus.Idle));
    }

    [Fact]
    public async Task Two_shards_on_one_session_take_it_from_each_other_no_faster_than_the_back_off_and_say_so_and_lose_nothing_between_them()
    {
        await using var world = new World();
        var reasons = new ConcurrentQueue<string>();
        world.Shard.StageChanged += (_, change) => reasons.Enqueue(change.Reason);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await using var other = new Shard(world.Options with { Session = world.Shard.ReceivedSession });
        var heard = new List<string>();
        Task hearing = HearAsync(world.Shard, heard);
        Task hearingToo = HearAsync(other, heard);
        for (int i = 0; i < 40; i++)
        {
            await world.SayAsync($"{i}");
            await world.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(world.Gateway.ConnectAttempts, 3, 2 * 40 * 4);
        Assert.Contains(reasons, reason => reason.EndsWith("connections in a row ended within 5 s: does another process use this session?", StringComparison.Ordinal));

        // A shutdown forgets what waits in a buffer, so both consumers get the turns they need before it.
        await world.AdvanceUntilAsync(() => CountOf(heard) == 40, TimeSpan.FromMinutes(1));
        await FinishAsync(world, world.Shard.ShutdownAsync(keepSession: true, World.Cancellation));
        await FinishAsync(world, other.ShutdownAsync(cancellationToken: World.Cancellation));
        await Task.WhenAll(hearing, hearingToo);
        Assert.False(connection.IsOpen);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}").Order(), heard.Distinct().Order());
    }

    [Fact]
    public async Task Nobody_is_suspected_where_connections_live_longer_now_and_then()
    {
        await using var world = new World();
        var reasons = new ConcurrentQueue<string>();
        world.Shard.StageChanged += (_, change) => reasons.Enqueue(change.Reason);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 12; i++)
        {
            await world.PassAsync(TimeSpan.FromSeconds(i % 4 == 0 ? 11 : 1));
            connection.Cut();
            connection = await world.NextConnectionAsync();
            await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        }

        Assert.DoesNotContain(reasons, reason => reason.Contains("another process", StringComparison.Ordinal));
    }

    private static int CountOf(List<string> heard)
    {
        lock (heard)
        {
            return heard.Distinct().Count();
        }
    }

    private static async Task HearAsync(Shard shard, List<string> heard)
    {
        await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync(World.Cancellation))
        {
            if (gatewayEvent is MessageCreateEvent message)
            {
                lock (heard)
                {
                    heard.Add(message.Message.Content);
                }
            }
        }
    }

    /// <summary>Does something at the first step of the network in a first world, at the second in a second, until there is no such step.</summary>
    private static async Task AtEveryStepAsync(string operation, bool isConnected, Func<World, Action<Action>, Task> play)
    {
        bool wasReached = true;
        int wanted = 0;
        while (wasReached)
        {
            wanted++;
            Assert.True(wanted < 500, $"{operation} never ends.");
            int steps = 0;
            Action? armed = null;
            GatewaySimulator? gateway = null;
            await using var world = new World(options: options => options with
            {
                SocketFactory = () => new SteppedSocket(gateway!.CreateSocket(), () =>
                {
                    if (armed is not null && Interlocked.Increment(ref steps) == wanted)
                    {
                        armed();
                    }
                }),
            });
            gateway = world.Gateway;
            if (isConnected)
            {
                await world.ConnectAndDrainAsync();
            }

            await play(world, action => armed = action);
            wasReached = steps >= wanted;
        }

        Assert.True(wanted > 2, $"{operation} was never disturbed.");
    }

    private static async Task FinishAsync(World world, Task task)
    {
        await world.AdvanceUntilCompletedAsync(task);
        await task;
    }

    private static async Task TakeAsync<T>(IAsyncEnumerable<T> items, int count)
    {
        await foreach (T item in items)
        {
            if (--count == 0)
            {
                return;
            }
        }
    }
}
