using System.Diagnostics;

namespace Discord.Gateway.Tests.Simulator;

/// <content>Rest, though handlers work and others are busy.</content>
public sealed partial class HostileClientTests
{
    [Fact]
    public async Task Settling_waits_for_a_handler_that_computes()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);
        bool isDone = false;
        Task bot = Task.Run(
            async () =>
            {
                while (await shard.ReceiveAsync(Cancellation) is not MessageCreateEvent)
                {
                }

                // Computes; waits for nothing.
                long started = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(300))
                {
                    Thread.SpinWait(1000);
                }

                Volatile.Write(ref isDone, true);
            },
            Cancellation);
        await _gateway.DispatchMessageAsync(_guild, "x");

        await _gateway.SettleAsync(Cancellation);

        bool wasDone = Volatile.Read(ref isDone);
        await bot;
        Assert.True(wasDone, "returned while the handler was running");
    }

    [Fact]
    public async Task Settling_waits_for_a_handler_that_hops_through_the_thread_pool()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);
        int tooEarly = 0;
        int done = 0;
        Task bot = Task.Run(
            async () =>
            {
                while (done < 50)
                {
                    if (await shard.ReceiveAsync(Cancellation) is MessageCreateEvent)
                    {
                        for (int hop = 0; hop < 200; hop++)
                        {
                            await Task.Yield();
                        }

                        Interlocked.Increment(ref done);
                    }
                }
            },
            Cancellation);
        for (int number = 1; number <= 50; number++)
        {
            await _gateway.DispatchMessageAsync(_guild, "x");
            await _gateway.SettleAsync(Cancellation);
            tooEarly += Volatile.Read(ref done) < number ? 1 : 0;
        }

        await bot;
        Assert.Equal(0, tooEarly);
    }

    [Fact]
    public async Task Settling_ends_while_another_test_keeps_the_thread_pool_busy()
    {
        using var stop = new CancellationTokenSource();
        Task[] others = [.. Enumerable.Range(0, 250 * Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Yield();
                }
            },
            Cancellation))];
        await using var shard = new Shard(_gateway.CreateShardOptions());
        await shard.ConnectAsync(Cancellation);

        Exception? error = await Record.ExceptionAsync(() => _gateway.SettleAsync(Cancellation));

        await stop.CancelAsync();
        await Task.WhenAll(others);
        Assert.Null(error);
    }

    [Fact]
    public async Task Settling_ends_when_a_bot_reads_no_more_than_its_buffer_holds()
    {
        await using var shard = new Shard(_gateway.CreateShardOptions(GatewayIntents.All) with { MaxBufferedEvents = 4 });
        await shard.ConnectAsync(Cancellation);
        for (int number = 0; number < 20; number++)
        {
            await _gateway.DispatchMessageAsync(_guild, "x");
        }

        Assert.Null(await Record.ExceptionAsync(() => _gateway.SettleAsync(Cancellation)));
    }

    [Fact]
    public void Settling_can_be_waited_for_under_a_context_whose_thread_waits()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new BusyContext());
        try
        {
            Assert.True(Wait(_gateway.SettleAsync(Cancellation)), "deadlock");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
