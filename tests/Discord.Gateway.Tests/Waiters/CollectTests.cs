using System.Runtime.CompilerServices;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>Collecting events of a shard.</summary>
public sealed class CollectTests
{
    [Fact]
    public async Task A_stream_ends_when_there_are_enough()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(
            each => each.Message.Content != "not this", count: 2, cancellationToken: World.Cancellation);
        foreach (string content in (string[])["1", "not this", "2", "3"])
        {
            await world.SayAsync(content);
        }

        Assert.Equal(["1", "2"], await ReadAsync(stream));
    }

    [Fact]
    public async Task A_stream_ends_when_its_time_is_over_with_all_that_came_before()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        for (int round = 0; round < 50; round++)
        {
            IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(timeout: TimeSpan.FromMilliseconds(5), cancellationToken: World.Cancellation);
            await world.SayAsync("1");
            await world.SayAsync("2");
            await world.UntilBufferedAsync(2);
            world.Clock.Advance(TimeSpan.FromMilliseconds(5));
            await world.SayAsync("late");

            Assert.Equal(["1", "2"], await ReadAsync(stream));
            await world.UntilBufferedAsync(3);
            await world.DrainAsync();
        }
    }

    [Fact]
    public async Task The_token_of_the_call_ends_a_stream()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var cancellation = new CancellationTokenSource();
        Task<List<string>> reading = ReadAsync(world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: cancellation.Token));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, Waits(world.Shard));
    }

    [Fact]
    public async Task The_token_of_the_reader_ends_a_stream()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerator<MessageCreateEvent> reader = world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation).GetAsyncEnumerator(cancellation.Token);
        ValueTask<bool> reading = reader.MoveNextAsync();
        Assert.Equal(1, Waits(world.Shard));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.AsTask());
        await reader.DisposeAsync();
        Assert.Equal(0, Waits(world.Shard));
    }

    [Fact]
    public async Task Collecting_begins_with_the_call()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(count: 1, cancellationToken: World.Cancellation);
        await world.SayAsync("right after");
        await world.UntilBufferedAsync(1);

        Assert.Equal(["right after"], await ReadAsync(stream));
    }

    [Fact]
    public async Task A_stream_that_is_not_read_ends_and_delivers_first_what_it_had()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) });
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation);
        for (int i = 0; i < 1_500; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.AdvanceUntilAsync(() => Waits(world.Shard) == 0, TimeSpan.FromSeconds(1));
        var read = new List<string>();
        await Assert.ThrowsAsync<EventsMissedException>(() => ReadAsync(stream, read));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(number => $"{number}"), read);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_collects_no_more()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation);
        await world.SayAsync("1");
        await foreach (MessageCreateEvent _ in stream)
        {
            break;
        }

        Assert.Equal(0, Waits(world.Shard));
    }

    [Fact]
    public async Task An_enumerator_that_is_disposed_before_it_is_used_collects_no_more()
    {
        await using var world = new World();
        await using (world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation).GetAsyncEnumerator(World.Cancellation))
        {
            Assert.Equal(1, Waits(world.Shard));
        }

        Assert.Equal(0, Waits(world.Shard));
    }

    [Fact]
    public async Task A_stream_that_is_forgotten_collects_no_more_once_it_is_garbage()
    {
        await using var world = new World();
        Forget(world.Shard);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        await world.AdvanceUntilAsync(() => Waits(world.Shard) == 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stream_can_be_read_once()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(count: 1, cancellationToken: World.Cancellation);
        await world.SayAsync("1");
        await ReadAsync(stream);

        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(stream));
    }

    [Fact]
    public async Task A_lost_session_ends_a_stream_after_what_came_before()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation);
        await world.SayAsync("before");
        connection.InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => Waits(world.Shard) == 0, TimeSpan.FromMinutes(1));

        var read = new List<string>();
        await Assert.ThrowsAsync<SessionLostException>(() => ReadAsync(stream, read));
        Assert.Equal(["before"], read);
    }

    [Fact]
    public async Task A_stream_of_a_shard_that_was_shut_down_throws_when_it_is_read()
    {
        await using var world = new World();
        await world.AdvanceUntilCompletedAsync(world.Shard.ShutdownAsync(cancellationToken: World.Cancellation));

        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => ReadAsync(stream));
    }

    [Fact]
    public async Task A_predicate_that_throws_ends_a_stream_after_what_came_before()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        IAsyncEnumerable<MessageCreateEvent> stream = world.Shard.CollectAsync<MessageCreateEvent>(
            each => each.Message.Content == "bad" ? throw new FormatException() : true, cancellationToken: World.Cancellation);
        await world.SayAsync("good");
        await world.SayAsync("bad");

        var read = new List<string>();
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync(stream, read));
        Assert.Equal(["good"], read);
    }

    [Fact]
    public async Task A_burst_that_the_reader_keeps_up_with_is_collected_whole_and_in_order()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) });
        await world.ConnectAndDrainAsync();
        int read = 0;
        Task<List<string>> reading = ReadAllAsync(world.Shard.CollectAsync<MessageCreateEvent>(count: 5_000, cancellationToken: World.Cancellation));
        for (int i = 0; i < 5_000; i++)
        {
            await world.SayAsync($"{i}");
            while (!reading.IsCompleted && i - Volatile.Read(ref read) > 500)
            {
                await Task.Yield();
            }
        }

        Assert.Equal(Enumerable.Range(0, 5_000).Select(number => $"{number}"), await reading);

        async Task<List<string>> ReadAllAsync(IAsyncEnumerable<MessageCreateEvent> stream)
        {
            var contents = new List<string>();
            await foreach (MessageCreateEvent created in stream)
            {
                contents.Add(created.Message.Content);
                Interlocked.Increment(ref read);
            }

            return contents;
        }
    }

    [Fact]
    public async Task A_full_buffer_takes_sixteen_more_for_a_stream()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 4 });
        await world.ConnectAndDrainAsync();
        for (int i = 0; i < 6; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.AdvanceUntilAsync(() => world.Shard.IsReceivePaused, TimeSpan.FromSeconds(1));
        Task<List<string>> reading = ReadAsync(world.Shard.CollectAsync<MessageCreateEvent>(each => each.Message.Content == "click", count: 1, cancellationToken: World.Cancellation));
        await world.SayAsync("click");

        await world.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.Equal(["click"], await reading);
    }

    private static int Waits(Shard shard) => shard.Waits;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(Shard shard)
    {
        for (int i = 0; i < 100; i++)
        {
            _ = shard.CollectAsync<MessageCreateEvent>(cancellationToken: World.Cancellation);
        }

        Assert.Equal(100, Waits(shard));
    }

    private static Task<List<string>> ReadAsync(IAsyncEnumerable<MessageCreateEvent> stream) => ReadAsync(stream, []);

    private static async Task<List<string>> ReadAsync(IAsyncEnumerable<MessageCreateEvent> stream, List<string> into)
    {
        await foreach (MessageCreateEvent created in stream)
        {
            into.Add(created.Message.Content);
        }

        return into;
    }
}
