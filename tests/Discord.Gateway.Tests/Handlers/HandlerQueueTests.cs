using System.Text;

namespace Discord.Gateway.Tests.Handlers;

/// <summary>When the event of an item may be handled. A letter is an item; its digits are its keys, and without any it is a barrier.</summary>
public class HandlerQueueTests
{
    private static readonly GatewayEvent Event = GatewayEvent.Decode("RESUMED", "{}"u8);

    [Fact]
    public void Items_of_one_key_run_one_after_the_other() => Assert.Equal("+a1 a runs +b1 -a b runs -b", Run("+a1 +b1 -a -b"));

    [Fact]
    public void Items_of_different_keys_run_side_by_side() => Assert.Equal("+a1 a runs +b2 b runs -b -a", Run("+a1 +b2 -b -a"));

    [Fact]
    public void An_item_of_two_keys_waits_for_both_and_both_wait_for_it() =>
        Assert.Equal("+a1 a runs +b2 b runs +c12 +d1 +e2 -a -b c runs -c d runs e runs", Run("+a1 +b2 +c12 +d1 +e2 -a -b -c"));

    [Fact]
    public void A_barrier_waits_for_all_and_all_after_it_wait_for_it() =>
        Assert.Equal("+a1 a runs +b2 b runs +c +d3 -a -b c runs -c d runs", Run("+a1 +b2 +c +d3 -a -b -c"));

    [Fact]
    public void Barriers_follow_each_other() => Assert.Equal("+a a runs +b +c1 +d +e1 -a b runs -b c runs -c d runs -d e runs", Run("+a +b +c1 +d +e1 -a -b -c -d"));

    [Fact]
    public void No_more_run_at_once_than_may() => Assert.Equal("+a1 a runs +b2 b runs +c3 +d4 -b c runs -a d runs", Run("+a1 +b2 +c3 +d4 -b -a", maxRunning: 2));

    [Fact]
    public void What_has_ended_before_ends_nothing_again() => Assert.Equal("+a1 a runs +b1 +c1 -a b runs -a -b c runs", Run("+a1 +b1 +c1 -a -a -b"));

    [Fact]
    public void There_is_no_room_while_all_that_may_run_do_and_another_could()
    {
        var queue = new HandlerQueue(2);
        var handlers = new ConcurrentHandlers(2, _ => new(true), () => false, TimeProvider.System);
        Add(1);
        Add(2);
        Assert.True(queue.HasRoom);

        Add(3);
        Assert.False(queue.HasRoom);

        void Add(ulong key)
        {
            queue.Add(ItemOf(handlers, new EventKeys(new EventKey(EventKeyKind.Own, key))));
            queue.TryStart();
        }
    }

    [Fact]
    public void There_is_no_room_for_a_seventeenth_item_of_a_key_that_runs_alone()
    {
        var queue = new HandlerQueue(1);
        var handlers = new ConcurrentHandlers(1, _ => new(true), () => false, TimeProvider.System);
        int added = 0;
        while (queue.HasRoom)
        {
            queue.Add(ItemOf(handlers, new EventKeys(new EventKey(EventKeyKind.Own, 1))));
            queue.TryStart();
            added++;
        }

        Assert.Equal(16, added);
    }

    [Fact]
    public void At_the_end_what_others_have_overtaken_runs_and_the_rest_is_left() =>
        Assert.Equal("+a1 a runs +b1 +c2 c runs -c +d1 +e1 . -a b runs -b idle", Run("+a1 +b1 +c2 -c +d1 +e1 . -a -b"));

    [Fact]
    public void At_the_end_a_barrier_that_nothing_has_overtaken_is_left() => Assert.Equal("+a1 a runs +b +c1 . -a idle", Run("+a1 +b +c1 . -a"));

    [Fact]
    public void What_was_left_may_be_taken_up_again() => Assert.Equal("+a1 a runs +b1 +c2 c runs -c +d1 . -a b runs -b : d runs -d idle", Run("+a1 +b1 +c2 -c +d1 . -a -b : -d"));

    /// <summary>Whatever comes, and in whatever order handlers end: each runs once, none before one that it waits for, and the oldest that has not ended is known.</summary>
    [Fact]
    public void Of_a_million_items_each_runs_once_and_in_its_order()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            new Story(seed).Run(items: 1_000);
        }
    }

    private static HandlerItem ItemOf(ConcurrentHandlers owner, EventKeys keys) => new(owner, Event, keys, session: 1);

    private static string Run(string script, int maxRunning = 64)
    {
        var queue = new HandlerQueue(maxRunning);
        var handlers = new ConcurrentHandlers(maxRunning, _ => new(true), () => false, TimeProvider.System);
        var items = new Dictionary<char, HandlerItem>();
        var transcript = new StringBuilder();
        bool isEnding = false;
        foreach (string step in script.Split(' '))
        {
            transcript.Append(step).Append(' ');
            if (step[0] == '+')
            {
                EventKey?[] keys = [.. step[2..].Select(digit => (EventKey?)new EventKey(EventKeyKind.Own, digit))];
                queue.Add(items[step[1]] = ItemOf(handlers, new EventKeys(keys.ElementAtOrDefault(0), keys.ElementAtOrDefault(1))));
            }
            else if (step[0] == '.')
            {
                queue.LeaveRest();
                isEnding = true;
            }
            else if (step[0] == ':')
            {
                queue.TakeUpRest();
            }
            else
            {
                queue.Complete(items[step[1]]);
            }

            while (queue.TryStart() is { } started)
            {
                transcript.Append(items.Single(item => item.Value == started).Key).Append(" runs ");
            }
        }

        return transcript.Append(isEnding && queue.IsIdle ? "idle" : "").ToString().TrimEnd();
    }

    private sealed class Story(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly HandlerQueue _queue = new(64);
        private readonly ConcurrentHandlers _owner = new(64, _ => new(true), () => false, TimeProvider.System);
        private readonly List<HandlerItem> _all = [];
        private readonly List<HandlerItem> _running = [];
        private readonly HashSet<HandlerItem> _started = [];
        private readonly HashSet<HandlerItem> _ended = [];
        private int _oldest;

        internal void Run(int items)
        {
            while (_ended.Count < items)
            {
                if (_all.Count < items && _queue.HasRoom && _random.Next(3) > 0)
                {
                    _all.Add(ItemOf(_owner, RandomKeys()));
                    _queue.Add(_all[^1]);
                }
                else if (_running.Count > 0)
                {
                    int index = _random.Next(_running.Count);
                    Assert.True(_queue.Complete(_running[index]));
                    _ended.Add(_running[index]);
                    _running.RemoveAt(index);
                }
                else
                {
                    Assert.True(_all.Count < items && _queue.HasRoom, $"Seed {seed}: {_ended.Count} have ended, and nothing runs.");
                }

                while (_queue.TryStart() is { } started)
                {
                    Check(started);
                    _running.Add(started);
                }

                Assert.True(_running.Count <= 64);
                while (_oldest < _all.Count && _ended.Contains(_all[_oldest]))
                {
                    _oldest++;
                }

                Assert.Same(_all.ElementAtOrDefault(_oldest), _queue.Oldest);
            }

            Assert.Equal(0, _queue.Count);
        }

        private void Check(HandlerItem started)
        {
            Assert.True(_started.Add(started), $"Seed {seed}: an item ran twice.");
            for (int i = _oldest; _all[i] != started; i++)
            {
                if (MustWait(started.Keys, _all[i].Keys))
                {
                    Assert.True(_ended.Contains(_all[i]), $"Seed {seed}: an item ran before one that it waits for.");
                }
            }
        }

        private static bool MustWait(EventKeys keys, EventKeys before) =>
            keys.IsBarrier || before.IsBarrier || keys.First == before.First || (keys.Second is not null && keys.Second == before.Second);

        private EventKeys RandomKeys() => _random.Next(50) switch
        {
            0 => EventKeys.Barrier,
            < 10 => new EventKeys(RandomKey(EventKeyKind.Channel), RandomKey(EventKeyKind.Guild)),
            _ => new EventKeys(RandomKey(EventKeyKind.Channel)),
        };

        private EventKey RandomKey(EventKeyKind kind) => new(kind, (ulong)_random.Next(20));
    }
}
