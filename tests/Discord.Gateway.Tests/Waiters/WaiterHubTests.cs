using System.Text;
using Discord.Gateway.Events;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>The hub of waits: the order of events, overflows, lost sessions and hand-overs.</summary>
public sealed class WaiterHubTests
{
    /// <summary>More events than a hub keeps.</summary>
    private const int MaxEvents = 1_000;

    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly WaiterHub _hub;

    public WaiterHubTests()
    {
        _hub = new WaiterHub(shardId: null, new ShardOptions { Token = "a.b.c", Intents = GatewayIntents.All, MaxBufferedEvents = 1 }, _clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_being_looked_at_when_the_time_is_over_still_decides(bool satisfies)
    {
        using var mayGoOn = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<MessageDeleteEvent> wait = WaitAsync(_ =>
        {
            began.SetResult();
            ThreadPoolRest.Hold(mayGoOn, Cancellation);
            return satisfies;
        }, TimeSpan.FromSeconds(0.5));
        Task<MessageDeleteEvent> later = WaitAsync(_ => false, TimeSpan.FromSeconds(0.5));
        Delete(1);
        await began.Task;
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await Assert.ThrowsAsync<RequestTimeoutException>(() => later);
        mayGoOn.Set();

        // The clock does not move any more.
        await ManagerWorld.UntilAsync(() => wait.IsCompleted);
        Assert.Equal(satisfies, wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Each_overflow_of_events_ends_the_waits()
    {
        for (int round = 0; round < 2; round++)
        {
            using var mayGoOn = new ManualResetEventSlim();
            Task<MessageDeleteEvent> wait = WaitAsync(_ => false);
            Block(mayGoOn);
            Fill();
            Delete(1);
            mayGoOn.Set();

            await ManagerWorld.UntilAsync(() => wait.IsCompleted);
            await Assert.ThrowsAsync<EventsMissedException>(() => wait);
        }
    }

    [Fact]
    public async Task A_wait_that_begins_during_an_overflow_ends_with_it()
    {
        using var mayGoOn = new ManualResetEventSlim();
        Block(mayGoOn);
        Fill();
        Delete(1);
        Task<MessageDeleteEvent> wait = WaitAsync(_ => false);
        Delete(2);
        mayGoOn.Set();

        await ManagerWorld.UntilAsync(() => wait.IsCompleted);
        await Assert.ThrowsAsync<EventsMissedException>(() => wait);
    }

    [Fact]
    public async Task Bytes_that_a_reader_has_read_do_not_end_its_stream()
    {
        IAsyncEnumerable<MessageDeleteEvent> stream = _hub.CollectAsync<MessageDeleteEvent>(null, null, null, Cancellation);
        await using IAsyncEnumerator<MessageDeleteEvent> reader = stream.GetAsyncEnumerator(Cancellation);
        for (ulong id = 0; id < 4; id++)
        {
            Delete(id, padding: 6 * 1024 * 1024);
            await reader.MoveNextAsync();
        }

        Delete(4);
        Delete(5);
        Task<MessageDeleteEvent> last = WaitAsync(_ => true);
        Delete(6);
        await last;
        for (ulong id = 4; id < 7; id++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(id, reader.Current.Id.Value);
        }
    }

    [Fact]
    public async Task A_session_lost_while_the_old_shards_close_ends_the_waits()
    {
        (WaiterHandover handover, WaiterFeed[] feeds) = BeginHandover(newShards: 1);
        _hub.Enter(handover, HandoverPhase.Holding);
        Task<MessageDeleteEvent> wait = WaitAsync(_ => false);
        _hub.Fail(() => new SessionLostException(ShardId.Single), feeds[0]);
        _hub.Enter(handover, HandoverPhase.Released);

        await ManagerWorld.UntilAsync(() => wait.IsCompleted);
        await Assert.ThrowsAsync<SessionLostException>(() => wait);
    }

    [Fact]
    public async Task Held_events_of_several_shards_are_shown_in_their_order()
    {
        (WaiterHandover handover, WaiterFeed[] feeds) = BeginHandover(newShards: 2);
        _hub.Enter(handover, HandoverPhase.Holding);
        IAsyncEnumerable<MessageDeleteEvent> stream = _hub.CollectAsync<MessageDeleteEvent>(null, count: 4, null, Cancellation);
        for (ulong id = 0; id < 4; id++)
        {
            Delete(id, feeds[(id + 1) % 2]);
        }

        _hub.Enter(handover, HandoverPhase.Released);

        Assert.Equal([0ul, 1ul, 2ul, 3ul], await stream.Select(deleted => deleted.Id.Value).ToListAsync(Cancellation));
    }

    [Fact]
    public void During_a_comparison_every_event_is_wanted()
    {
        (WaiterHandover handover, _) = BeginHandover(newShards: 1);
        Assert.All(_hub.Counts, count => Assert.Equal(0, count));

        _hub.Enter(handover, HandoverPhase.RecordingNew);
        Assert.All(_hub.Counts, count => Assert.Equal(1, count));
        _hub.Enter(handover, HandoverPhase.Released);
        Assert.All(_hub.Counts, count => Assert.Equal(1, count));

        _hub.Enter(handover: null);
        Assert.All(_hub.Counts, count => Assert.Equal(0, count));
    }

    private Task<MessageDeleteEvent> WaitAsync(Func<MessageDeleteEvent, bool> predicate, TimeSpan? timeout = null) =>
        _hub.WaitForAsync(predicate, timeout ?? TimeSpan.FromHours(1), Cancellation);

    private (WaiterHandover Handover, WaiterFeed[] Feeds) BeginHandover(int newShards)
    {
        var handover = new WaiterHandover(_clock, Overlap);
        WaiterFeed[] feeds = [.. Enumerable.Range(0, newShards).Select(_ => new WaiterFeed(_hub, handover, seen: null))];
        Array.ForEach(feeds, handover.AddNew);
        _hub.Enter(handover, HandoverPhase.Connecting);
        return (handover, feeds);
    }

    /// <summary>Stops the hub's dispatching until the event is set.</summary>
    private void Block(ManualResetEventSlim mayGoOn) => _hub.EndInOrder(
        new EventWait<TypingStartEvent>(_hub, null, TimeSpan.FromHours(1)),
        () =>
        {
            ThreadPoolRest.Hold(mayGoOn, Cancellation);
            return new TimeoutException();
        });

    /// <summary>Fills the queue with events of another kind.</summary>
    private void Fill()
    {
        for (int i = 0; i < MaxEvents; i++)
        {
            Offer(GatewayEventType.TypingStart, "{}", feed: null);
        }
    }

    private void Delete(ulong id, WaiterFeed? feed = null, int padding = 0) =>
        Offer(GatewayEventType.MessageDelete, $$"""{{{new string(' ', padding)}}"id":"{{id}}","channel_id":"1"}""", feed);

    private void Offer(GatewayEventType type, string data, WaiterFeed? feed) =>
        _hub.Offer(new WaitedEvent(EventTable.Find(type)!.Header, ShardId.Single, sequence: 1, Encoding.UTF8.GetBytes(data), keepsUnknown: false), feed);
}
