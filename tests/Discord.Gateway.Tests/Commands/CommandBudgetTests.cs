using Discord.Gateway.Commands;

namespace Discord.Gateway.Tests.Commands;

public sealed class CommandBudgetTests
{
    [Fact]
    public void Each_lane_leaves_room_for_those_before_it()
    {
        var budget = new CommandBudget();
        budget.KeepRoomForHeartbeats(TimeSpan.FromMilliseconds(41_250));

        int commands = TakeAll(budget, SendLane.Command, At(0));
        int control = TakeAll(budget, SendLane.Control, At(0));
        int beats = TakeAll(budget, SendLane.Heartbeat, At(0));

        Assert.Equal((114, 3, 3), (commands, control, beats));
    }

    [Fact]
    public void No_window_of_a_minute_has_more_than_120_however_the_sends_are_spread()
    {
        var budget = new CommandBudget();
        var sent = new List<TimeSpan>();
        var random = new Random(3);
        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now += TimeSpan.FromMilliseconds(random.Next(1, 400)))
        {
            if (budget.TryTake((SendLane)random.Next(3), now))
            {
                sent.Add(now);
                Assert.True(sent.Count(at => now - at < TimeSpan.FromSeconds(60)) <= CommandBudget.Limit);
            }
        }

        Assert.True(sent.Count > 1000);
    }

    [Fact]
    public void The_next_free_slot_is_free_when_it_comes_and_not_before()
    {
        var budget = new CommandBudget();
        for (int i = 0; budget.TryTake(SendLane.Command, At(i * 0.1)); i++)
        {
        }

        TimeSpan free = budget.NextFree(SendLane.Command, At(20));
        Assert.False(budget.TryTake(SendLane.Command, free - TimeSpan.FromTicks(1)));
        Assert.True(budget.TryTake(SendLane.Command, free));
    }

    [Fact]
    public void A_short_interval_keeps_more_room_for_heartbeats()
    {
        var budget = new CommandBudget();
        budget.KeepRoomForHeartbeats(TimeSpan.FromSeconds(2));

        Assert.Equal(120 - 32 - 3, budget.Available(SendLane.Command, At(0)));
    }

    [Fact]
    public void However_short_the_interval_half_of_the_room_is_for_others()
    {
        var budget = new CommandBudget();
        budget.KeepRoomForHeartbeats(TimeSpan.FromMilliseconds(10));

        Assert.Equal(120 - 60, budget.Available(SendLane.Control, At(0)));
    }

    [Fact]
    public void A_slot_comes_back_after_a_window_and_what_is_free_is_free_at_once()
    {
        var budget = new CommandBudget();
        Assert.True(budget.TryTake(SendLane.Heartbeat, At(5)));

        Assert.Equal(119, budget.Available(SendLane.Heartbeat, At(65.9)));
        Assert.Equal(At(65.9), budget.NextFree(SendLane.Heartbeat, At(65.9)));
        Assert.Equal(120, budget.Available(SendLane.Heartbeat, At(66)));
    }

    [Fact]
    public void A_lane_over_its_share_waits_for_as_many_slots_as_others_took()
    {
        var budget = new CommandBudget();
        for (int i = 0; i < 120; i++)
        {
            Assert.True(budget.TryTake(SendLane.Heartbeat, At(i * 0.1)));
        }

        Assert.Equal(0, budget.Available(SendLane.Command, At(20)));
        Assert.Equal(At(61), budget.NextFree(SendLane.Heartbeat, At(20)));
        Assert.Equal(At(61.3), budget.NextFree(SendLane.Control, At(20)));
        Assert.Equal(At(61.6), budget.NextFree(SendLane.Command, At(20)));
    }

    private static int TakeAll(CommandBudget budget, SendLane lane, TimeSpan now)
    {
        int taken = 0;
        while (budget.TryTake(lane, now))
        {
            taken++;
        }

        return taken;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
