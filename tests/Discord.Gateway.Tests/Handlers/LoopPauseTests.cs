using System.Collections.Concurrent;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.Handlers;

/// <summary>Handlers that are called by the loop itself, since those before them were quick.</summary>
public sealed class LoopPauseTests
{
    private readonly ConcurrentDictionary<ulong, int> _threads = [];
    private readonly ManualResetEventSlim _mayGoOn = new();
    private readonly TaskCompletionSource<bool> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentHandlers _handlers;
    private ulong _added;
    private ulong _blocks;
    private ulong _waits;
    private ulong _isSlow;

    public LoopPauseTests() => _handlers = new ConcurrentHandlers(maxRunning: 64, Handle, () => false, TimeProvider.System);

    [Fact]
    public async Task The_handler_of_an_event_is_called_on_the_loops_thread_while_the_loop_pauses()
    {
        // Not each time: on a busy machine the thread may be stopped in the middle, and count as kept.
        for (int attempt = 0; attempt < 100; attempt++)
        {
            ulong added = AddWhenQuick();
            Assert.False(_threads.ContainsKey(added));
            if (await PauseAsync() == _threads.GetValueOrDefault(added))
            {
                return;
            }
        }

        Assert.Fail("It was called on other threads, a hundred times.");
    }

    [Fact]
    public void The_loop_does_not_pause_for_each_event_as_long_as_it_has_more_at_hand()
    {
        AddWhenQuick();
        int added = 1;
        for (; !_handlers.MustPause(hasNext: true); added++)
        {
            Add();
        }

        Assert.InRange(added, 16, 64);
    }

    [Fact]
    public async Task A_handler_that_keeps_the_loops_thread_holds_up_neither_the_loop_nor_the_others()
    {
        _blocks = AddWhenQuick();
        ulong behind = Add();

        await PauseAsync();

        await ManagerWorld.UntilAsync(() => _threads.ContainsKey(behind) && _handlers.Count == 1);
        _mayGoOn.Set();
        await ManagerWorld.UntilAsync(() => _handlers.Count == 0);
    }

    [Fact]
    public async Task A_loop_whose_thread_was_kept_pauses_again()
    {
        for (int i = 0; i < 3; i++)
        {
            _mayGoOn.Reset();
            _blocks = AddWhenQuick();
            await PauseAsync();
            _mayGoOn.Set();
        }

        ulong last = AddWhenQuick();
        await PauseAsync();
        await ManagerWorld.UntilAsync(() => _threads.ContainsKey(last) && _handlers.Count == 0);
    }

    [Fact]
    public async Task After_a_slow_handler_the_others_are_called_on_threads_of_their_own()
    {
        _isSlow = AddWhenQuick();
        await PauseAsync();
        await ManagerWorld.UntilAsync(() => _handlers.Count == 0);

        Add();
        Assert.False(_handlers.MustPause(hasNext: false));
        await ManagerWorld.UntilAsync(() => _handlers.Count == 0);
    }

    [Fact]
    public async Task A_handler_that_waits_gives_the_thread_back()
    {
        _waits = AddWhenQuick();
        ulong behind = Add();

        await PauseAsync();

        await ManagerWorld.UntilAsync(() => _threads.ContainsKey(behind) && _handlers.Count == 1);
        _ending.SetResult(true);
        await ManagerWorld.UntilAsync(() => _handlers.Count == 0);
    }

    [Fact]
    public async Task A_loop_that_pauses_for_ever_takes_no_deeper_stack()
    {
        AddWhenQuick();
        await Task.Run(
            async () =>
            {
                for (int i = 0; i < 50_000; i++)
                {
                    Add();
                    await _handlers.PauseAsync().ConfigureAwait(false);
                }
            },
            TestContext.Current.CancellationToken);

        await ManagerWorld.UntilAsync(() => _handlers.Count == 0);
    }

    /// <summary>Adds events until handlers have been quick for so long that the last one added waits for the loop to pause. Returns that.</summary>
    private ulong AddWhenQuick()
    {
        while (true)
        {
            ulong added = Add();
            if (_handlers.MustPause(hasNext: false))
            {
                return added;
            }

            ThreadPoolRest.Await();
        }
    }

    private ulong Add()
    {
        ulong id = ++_added;
        _handlers.Add(GatewayEvent.Decode("TYPING_START", System.Text.Encoding.UTF8.GetBytes($$"""{"user_id":"{{id}}"}""")), new EventKeys(new EventKey(EventKeyKind.Own, id)), session: 1);
        return id;
    }

    /// <summary>Pauses on a thread of the pool, as a loop does. Returns which.</summary>
    private Task<int> PauseAsync()
    {
        var paused = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            int thread = Environment.CurrentManagedThreadId;
            await _handlers.PauseAsync().ConfigureAwait(false);
            paused.SetResult(thread);
        });
        return paused.Task;
    }

    private ValueTask<bool> Handle(HandlerCall call)
    {
        ulong id = call.Event.UserId!.Value.Value;
        _threads[id] = Environment.CurrentManagedThreadId;
        if (id == _blocks)
        {
            ThreadPoolRest.Hold(_mayGoOn, CancellationToken.None);
        }
        else if (id == _isSlow)
        {
            long started = TimeProvider.System.GetTimestamp();
            SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(1));
        }
        else if (id == _waits)
        {
            return new(_ending.Task);
        }

        return new(true);
    }
}
