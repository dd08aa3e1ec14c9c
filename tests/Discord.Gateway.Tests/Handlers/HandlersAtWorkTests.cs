using System.Collections.Concurrent;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Handlers;

/// <summary>Handlers while they run: how far the session is handled, which handlers are slow, and which events may still start.</summary>
public sealed class HandlersAtWorkTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentDictionary<GatewayEvent, TaskCompletionSource<bool>> _handling = [];
    private readonly ConcurrentHandlers _handlers;
    private bool _mustStop;

    public HandlersAtWorkTests()
    {
        _handlers = new ConcurrentHandlers(maxRunning: 8, call => new(_handling[call.Event].Task), () => _mustStop, _clock);
    }

    private IEnumerable<long?> Running => _handlers.GetSlow(TimeSpan.Zero).Select(slow => slow.Call.Event.Sequence);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_event_given_up_bounds_the_kept_session(bool isFirstFirst)
    {
        GatewayEvent first = Add(sequence: 5, key: 1);
        GatewayEvent second = Add(sequence: 7, key: 2);
        await EndAsync(isFirstFirst ? first : second, isHandled: false);
        await EndAsync(isFirstFirst ? second : first, isHandled: false);

        Assert.Equal(4, _handlers.GetHandledSequence(session: 1));
        Assert.Null(_handlers.GetHandledSequence(session: 2));
    }

    [Fact]
    public async Task Running_handlers_bound_only_the_session_of_their_event()
    {
        GatewayEvent old = Add(sequence: 100, key: 1, session: 1);
        GatewayEvent current = Add(sequence: 3, key: 2, session: 2);

        Assert.Equal([99, 2, null], Enumerable.Range(1, 3).Select(_handlers.GetHandledSequence));
        await EndAsync(old, isHandled: true);
        Assert.Equal([null, 2, null], Enumerable.Range(1, 3).Select(_handlers.GetHandledSequence));
        await EndAsync(current, isHandled: true);
    }

    [Fact]
    public async Task A_READY_that_is_being_handled_counts_for_its_session()
    {
        GatewayEvent ready = Add(GatewayEvent.Decode("READY", """{"v":10,"user":{"id":"5"},"session_id":"s","application":{"id":"5"},"guilds":[]}"""u8), sequence: 1, EventKeys.Barrier, session: 1);
        GatewayEvent next = Add(sequence: 2, key: 1);

        Assert.Equal(1, _handlers.GetHandledSequence(session: 1));
        await EndAsync(ready, isHandled: true);
        await EndAsync(next, isHandled: true);
    }

    [Fact]
    public async Task Time_in_the_queue_does_not_make_a_handler_slow()
    {
        GatewayEvent first = Add(sequence: 1, key: 1);
        GatewayEvent second = Add(sequence: 2, key: 1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(first, Assert.Single(_handlers.GetSlow(TimeSpan.FromSeconds(3))).Call.Event);
        await EndAsync(first, isHandled: true);

        Assert.Equal([2], Running);
        Assert.Empty(_handlers.GetSlow(TimeSpan.FromSeconds(3)));
        await EndAsync(second, isHandled: true);
    }

    [Fact]
    public async Task The_handler_that_has_worked_longest_is_known()
    {
        long started = _clock.GetTimestamp();
        GatewayEvent first = Add(sequence: 1, key: 1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        GatewayEvent second = Add(sequence: 2, key: 2);

        Assert.Equal(started, _handlers.LongestSince);
        await EndAsync(first, isHandled: true);
        Assert.Equal(_clock.GetTimestamp(), _handlers.LongestSince);
        await EndAsync(second, isHandled: true);
    }

    [Fact]
    public async Task While_stopping_only_overtaken_events_start()
    {
        GatewayEvent first = Add(sequence: 1, key: 1);
        Add(sequence: 2, key: 1);
        GatewayEvent third = Add(sequence: 3, key: 2);
        Add(sequence: 4, key: 2);
        _mustStop = true;
        await EndAsync(first, isHandled: true);
        Assert.Equal([2, 3], Running);

        await EndAsync(third, isHandled: true);
        Assert.Equal([2], Running);
    }

    [Fact]
    public async Task No_handler_starts_after_they_were_abandoned()
    {
        GatewayEvent first = Add(sequence: 1, key: 1);
        Add(sequence: 2, key: 1);
        Add(sequence: 3, key: 2);
        _mustStop = true;
        _handlers.Abandon();
        await EndAsync(first, isHandled: true);

        Assert.Equal([3], Running);
    }

    [Fact]
    public async Task A_thread_forgets_the_call_of_a_handler_that_has_ended()
    {
        int inHandlers = 0;
        int elsewhere = 0;
        int done = 0;
        ConcurrentHandlers handlers;
        using (ExecutionContext.SuppressFlow())
        {
            handlers = new ConcurrentHandlers(maxRunning: 8, Handle, () => false, _clock);
        }

        for (int i = 1; i <= 200; i++)
        {
            handlers.Add(GatewayEvent.Decode("TYPING_START", "{}"u8), new EventKeys(new EventKey(EventKeyKind.Own, (ulong)i)), session: 1);
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    Interlocked.Add(ref elsewhere, HandlerCall.Current is null ? 0 : 1);
                    Interlocked.Increment(ref done);
                },
                null);
        }

        // As the loop does when it ends.
        handlers.Flush();
        await ManagerWorld.UntilAsync(() => handlers.Count == 0 && done == 200);
        Assert.Equal((200, 0), (inHandlers, elsewhere));

        ValueTask<bool> Handle(HandlerCall call)
        {
            Interlocked.Add(ref inHandlers, HandlerCall.Current == call ? 1 : 0);
            return new(true);
        }
    }

    private GatewayEvent Add(long sequence, ulong key, int session = 1) =>
        Add(GatewayEvent.Decode("TYPING_START", "{}"u8), sequence, new EventKeys(new EventKey(EventKeyKind.Own, key)), session);

    private GatewayEvent Add(GatewayEvent gatewayEvent, long sequence, EventKeys keys, int session)
    {
        gatewayEvent = gatewayEvent.From(ShardId.Single, sequence);
        _handling[gatewayEvent] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _handlers.Add(gatewayEvent, keys, session);

        // Its handler is called on another thread.
        ThreadPoolRest.Await();
        return gatewayEvent;
    }

    /// <summary>Lets a handler end, and waits until that is known.</summary>
    private async Task EndAsync(GatewayEvent gatewayEvent, bool isHandled)
    {
        int count = _handlers.Count;
        _handling[gatewayEvent].SetResult(isHandled);
        await ManagerWorld.UntilAsync(() => _handlers.Count == count - 1);
        ThreadPoolRest.Await();
    }
}
