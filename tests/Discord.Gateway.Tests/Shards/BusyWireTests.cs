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
        using var isReadyTaken = new ManualResetEventSlim();
        bool wasTakenInTime = false;
        World? world = null;
        await using World disposed = world = MakeWorld(Events, receivesOnThreadPool, number =>
        {
            if (number is >= 1 and < 24)
            {
                world!.Clock.Advance(TimeSpan.FromMilliseconds(0.125));
            }
            else if (number == 24)
            {
                wasTakenInTime = isReadyTaken.Wait(Patience);
            }
        });

        Assert.IsType<ReadyEvent>(await world.ReceiveAsync());
        isReadyTaken.Set();
        await TakeAllAsync(world, Events);

        Assert.True(wasTakenInTime);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consumer_is_woken_after_some_events_though_no_time_passes(bool receivesOnThreadPool)
    {
        using var isReadyTaken = new ManualResetEventSlim();
        bool wasTakenInTime = false;
        await using World world = MakeWorld(Events, receivesOnThreadPool, number => wasTakenInTime |= number == 100 && isReadyTaken.Wait(Patience));

        Assert.IsType<ReadyEvent>(await world.ReceiveAsync());
        isReadyTaken.Set();
        await TakeAllAsync(world, Events);

        Assert.True(wasTakenInTime);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consumer_that_blocks_its_thread_does_not_keep_the_wire_from_being_read(bool receivesOnThreadPool)
    {
        int read = 0;
        await using World world = MakeWorld(Events, receivesOnThreadPool, number => Volatile.Write(ref read, number));

        await Task.Run(async () =>
        {
            for (int number = 1; number <= Events + 1; number++)
            {
                GatewayEvent received = (await world.Shard.ReceiveAsync(World.Cancellation))!;
                Assert.Equal(number, received.Sequence);
                if (number % 1_000 == 0)
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
        int together = 0;
        await using World world = MakeWorld(Events, receivesOnThreadPool: true, _ => reader = Environment.CurrentManagedThreadId);

        await Task.Run(async () =>
        {
            for (int number = 1; number <= Events + 1; number++)
            {
                await world.Shard.ReceiveAsync(World.Cancellation);
                together += Environment.CurrentManagedThreadId == reader ? 1 : 0;
            }
        }, World.Cancellation);

        Assert.InRange(together, Events / 2, Events + 1);
    }

    private static World MakeWorld(int events, bool receivesOnThreadPool, Action<int> next) => new(options: options => options with
    {
        SocketFactory = () => new BusyWire(events, receivesOnThreadPool, next),
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
