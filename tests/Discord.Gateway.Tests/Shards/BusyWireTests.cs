namespace Discord.Gateway.Tests.Shards;

/// <summary>When, and on which thread, the consumer runs while the wire never rests.</summary>
public sealed class BusyWireTests
{
    private const int Events = 10_000;

    /// <summary>The real time is used up only where a test fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consumer_is_woken_after_a_millisecond_or_two(bool receivesOnThreadPool)
    {
        World? world = null;
        await ExpectWokenAsync(receivesOnThreadPool, within: 24, onNext: () => world!.Clock.Advance(TimeSpan.FromMilliseconds(0.125)), made => world = made);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_consumer_is_woken_after_some_events_though_no_time_passes(bool receivesOnThreadPool) =>
        ExpectWokenAsync(receivesOnThreadPool, within: 100, onNext: () => { }, _ => { });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_consumer_is_woken_after_fewer_events_if_they_are_large(bool receivesOnThreadPool) =>
        ExpectWokenAsync(receivesOnThreadPool, within: 10, onNext: () => { }, _ => { }, bytesPerEvent: 2_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consumer_that_blocks_its_thread_does_not_keep_the_wire_from_being_read(bool receivesOnThreadPool)
    {
        int read = 0;
        int taken = 0;
        await using World world = MakeWorld(Events, receivesOnThreadPool, number =>
        {
            // Never far ahead: the consumer catches up, waits, and is lent the thread again and again.
            SpinWait.SpinUntil(() => number <= Volatile.Read(ref taken) + 250, Patience);
            Volatile.Write(ref read, number);
        });

        await Task.Run(async () =>
        {
            for (int number = 1; number <= Events + 1; number++)
            {
                GatewayEvent received = (await world.Shard.ReceiveAsync(World.Cancellation))!;
                Volatile.Write(ref taken, number);
                Assert.Equal(number, received.Sequence);
                if (number % 300 == 0)
                {
                    int wanted = Math.Min(number + 200, Events);
                    Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref read) >= wanted, Patience), $"While event {number} was handled, the wire was not read.");
                }
            }
        }, World.Cancellation);
    }

    [Fact]
    public async Task A_consumer_that_waits_runs_on_the_thread_that_reads_the_wire()
    {
        int reader = 0;
        int waits = 0;
        int together = 0;
        await using World world = MakeWorld(Events, receivesOnThreadPool: true, _ => reader = Environment.CurrentManagedThreadId);

        await Task.Run(async () =>
        {
            for (int number = 1; number <= Events + 1; number++)
            {
                ValueTask<GatewayEvent?> next = world.Shard.ReceiveAsync(World.Cancellation);
                bool waited = !next.IsCompleted;
                await next;
                waits += waited ? 1 : 0;
                together += waited && Environment.CurrentManagedThreadId == reader ? 1 : 0;
            }
        }, World.Cancellation);

        // An event may come between the look and the wait, and a thread that the machine takes away for long is replaced: rarely.
        Assert.InRange(together, (waits * 3 / 4) - 2, waits);
    }

    /// <summary>The consumer waits after READY; then so many events come, and no more until it has taken the first of them.</summary>
    private static async Task ExpectWokenAsync(bool receivesOnThreadPool, int within, Action onNext, Action<World> made, int bytesPerEvent = 0)
    {
        using var waits = new ManualResetEventSlim();
        using var isTaken = new ManualResetEventSlim();
        bool wasTakenInTime = false;
        await using World world = MakeWorld(Events, receivesOnThreadPool, number =>
        {
            if (number == 1)
            {
                ThreadPoolRest.Hold(waits, Patience);
            }
            else if (number == within)
            {
                wasTakenInTime = ThreadPoolRest.Hold(isTaken, Patience);
            }
            else if (number > 1 && number < within)
            {
                onNext();
            }
        }, bytesPerEvent);
        made(world);

        Assert.IsType<ReadyEvent>(await world.ReceiveAsync());
        Task<GatewayEvent?> next = world.ReceiveAsync();
        Assert.False(next.IsCompleted);
        waits.Set();
        await next;
        isTaken.Set();
        await TakeAllAsync(world, Events - 1);

        Assert.True(wasTakenInTime);
    }

    private static World MakeWorld(int events, bool receivesOnThreadPool, Action<int> next, int bytesPerEvent = 0) => new(options: options => options with
    {
        SocketFactory = () => new BusyWire(events, receivesOnThreadPool, next, bytesPerEvent),
        Intents = GatewayIntents.GuildMessages,
    });

    private static async Task TakeAllAsync(World world, int events)
    {
        for (int i = 0; i < events; i++)
        {
            Assert.NotNull(await world.ReceiveAsync());
        }
    }
}
