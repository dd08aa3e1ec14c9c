using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class HeartbeatScheduleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(40);

    [Fact]
    public void The_first_beat_is_due_after_a_random_part_of_the_interval_and_the_next_a_whole_one_later()
    {
        HeartbeatSchedule schedule = Make(jitter: 0.25);

        Assert.Equal(HeartbeatOutcome.NotDue, schedule.Check(At(9.9)));
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(10)));
        Assert.Equal(HeartbeatOutcome.NotDue, schedule.Check(At(10)));
        Assert.Equal(At(50), schedule.NextBeat);
    }

    [Fact]
    public void Late_timers_do_not_add_up()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(0.3)));

        Assert.Equal(At(40), schedule.NextBeat);
    }

    [Fact]
    public void Silence_for_a_whole_interval_is_death()
    {
        HeartbeatSchedule schedule = Beaten();

        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(40)));
    }

    [Fact]
    public void Bytes_without_an_ack_get_one_more_interval()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.BytesReceived();
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        schedule.Sent(At(40));

        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(80)));
    }

    [Fact]
    public void Bytes_from_before_the_beat_count_for_nothing()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Acknowledged(At(1));
        schedule.BytesReceived();
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        schedule.Sent(At(40));

        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(80)));
    }

    [Fact]
    public void Time_in_which_nobody_listened_proves_nothing()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Paused(At(1));
        for (int beat = 1; beat < 10; beat++)
        {
            Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40 * beat)));
        }

        schedule.Resumed(At(370));
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(400)));
        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(440)));
    }

    [Fact]
    public void A_pause_of_hours_proves_nothing_however_unevenly_the_timer_fires()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Paused(At(1));

        Assert.All(
            Enumerable.Range(1, 1000),
            beat => Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At((40 * beat) + (beat % 2 == 0 ? 0 : 0.5)))));
    }

    [Fact]
    public void The_rest_of_an_interval_after_a_late_beat_proves_nothing()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(39)));

        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(80)));
    }

    [Fact]
    public void A_machine_that_slept_beats_once_and_goes_on_from_there()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Acknowledged(At(1));

        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(1000)));
        Assert.Equal(At(1040), schedule.NextBeat);
    }

    [Fact]
    public void Five_latencies_are_kept()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        for (int i = 1; i <= 7; i++)
        {
            schedule.Sent(At(i));
            schedule.Acknowledged(At(i) + TimeSpan.FromMilliseconds(i));
        }

        HeartbeatStatus status = schedule.Snapshot(DateTimeOffset.UnixEpoch);
        Assert.Equal([3, 4, 5, 6, 7], status.RecentLatencies.Select(latency => latency.TotalMilliseconds));
        Assert.Equal(7, status.Latency!.Value.TotalMilliseconds);
        Assert.Equal(5, status.AverageLatency!.Value.TotalMilliseconds);
    }

    private static HeartbeatSchedule Beaten()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(0)));
        schedule.Sent(At(0));
        return schedule;
    }

    private static HeartbeatSchedule Make(double jitter) => new(TimeSpan.Zero, Interval, jitter);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
