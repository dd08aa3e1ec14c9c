using Discord.Gateway.Events;
using Discord.Gateway.Shards;
using Discord.Gateway.Waiters;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>The waits by kind, and who of them is shown an event.</summary>
public sealed class WaiterListsTests
{
    private readonly WaiterLists _lists = new();
    private readonly WaiterHub _hub = new(ShardId.Single, new ShardOptions { Token = "a.b.c", Intents = GatewayIntents.GuildMessages }, TimeProvider.System);

    [Fact]
    public void Only_waits_for_the_kind_or_for_any_are_shown_an_event()
    {
        EventWaiter message = Add<MessageCreateEvent>();
        EventWaiter any = Add<GatewayEvent>();
        EventWaiter unread = Add<UndecodableEvent>();
        Add<TypingStartEvent>();
        Add<UnknownEvent>();

        Assert.Equal([message, any, unread], Find(GatewayEventType.MessageCreate));
    }

    [Fact]
    public void A_wait_is_shown_only_events_that_came_after_it()
    {
        EventWaiter early = Add<MessageCreateEvent>();
        EventWaiter late = Add<MessageCreateEvent>();
        early.Since = 6;
        late.Since = 7;

        Assert.Equal([early], Find(GatewayEventType.MessageCreate, number: 7));
        Assert.Equal([early, late], Find(GatewayEventType.MessageCreate, number: 8));
    }

    [Fact]
    public void Waits_that_are_removed_in_any_order_leave_the_others()
    {
        var random = new Random(5);
        EventWaiter[] waiters = [.. Enumerable.Range(0, 2_000).Select(_ => Add<MessageCreateEvent>())];
        random.Shuffle(waiters);
        for (int i = 0; i < 1_990; i++)
        {
            Assert.True(_lists.Remove(waiters[i]));
            Assert.False(_lists.Remove(waiters[i]));
        }

        Assert.Equal(waiters[1_990..].ToHashSet(), Find(GatewayEventType.MessageCreate).ToHashSet());
        Assert.Equal(10, _lists.Count);
    }

    [Fact]
    public void Kinds_are_counted_and_a_wait_for_any_counts_for_all()
    {
        var cancellation = new CancellationTokenSource();
        _ = _hub.WaitForAsync<MessageCreateEvent>(null, TimeSpan.FromHours(1), cancellation.Token);
        _ = _hub.WaitForAsync<GatewayEvent>(null, TimeSpan.FromHours(1), cancellation.Token);
        Assert.Equal((2, 1, 1), (_hub.Counts[(int)GatewayEventType.MessageCreate], _hub.Counts[(int)GatewayEventType.Ready], _hub.Counts[0]));

        cancellation.Cancel();
        Assert.All(_hub.Counts, count => Assert.Equal(0, count));
        cancellation.Dispose();
    }

    [Fact]
    public void Every_event_has_its_kind()
    {
        Assert.All(EventTable.Rows, row => Assert.Equal(row.Type, typeof(EventTypeOf<>).MakeGenericType(row.RecordType).GetField("Type", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.GetValue(null)));
    }

    [Fact]
    public async Task An_event_whose_data_was_too_large_may_be_waited_for()
    {
        var inbox = new ShardInbox(new ShardOptions { Token = "a.b.c" });
        Task<UndecodableEvent> wait = inbox.Waiters.Own.WaitForAsync<UndecodableEvent>(null, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        inbox.AddOversize(EventTable.Find("GUILD_CREATE"u8)!.Header, 5, 1, "too large");

        UndecodableEvent found = await wait;
        Assert.Equal((GatewayEventType.GuildCreate, "too large"), (found.Type, found.Reason));
    }

    private EventWait<T> Add<T>() where T : GatewayEvent
    {
        var waiter = new EventWait<T>(_hub, null, TimeSpan.FromSeconds(1));
        _lists.Add(waiter);
        return waiter;
    }

    private List<EventWaiter> Find(GatewayEventType type, long number = 1)
    {
        List<EventWaiter> found = [];
        _lists.CopyTo(found, type, number);
        return found;
    }
}
