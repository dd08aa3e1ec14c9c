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

    [Fact]
    public void An_acknowledgement_after_that_of_the_last_beat_repeats_no_latency()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        schedule.Sent(At(1));
        Assert.Equal(At(2), schedule.Acknowledged(At(3)));

        Assert.Null(schedule.Acknowledged(At(4)));

        HeartbeatStatus status = schedule.Snapshot(DateTimeOffset.UnixEpoch);
        Assert.Equal([At(2)], status.RecentLatencies);
        Assert.Equal(DateTimeOffset.UnixEpoch + At(3), status.LastAcknowledged);
    }

    [Theory]
    [InlineData(0.8, nameof(HeartbeatOutcome.NotAcknowledged))]
    [InlineData(0.9, nameof(HeartbeatOutcome.Due))]
    public void A_moment_of_work_does_not_postpone_the_verdict(double pause, string expected)
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Paused(At(10));
        schedule.Resumed(At(10 + pause));

        Assert.Equal(expected, schedule.Check(At(40)).ToString());
    }

    [Fact]
    public void A_pause_over_a_beat_counts_in_both_intervals_for_its_part()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Paused(At(1));
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        schedule.Resumed(At(41));

        Assert.Equal(HeartbeatOutcome.NotAcknowledged, schedule.Check(At(80)));
    }

    [Fact]
    public void A_pause_begins_when_it_is_first_told()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Paused(At(1));
        schedule.Paused(At(39.9));

        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
    }

    [Fact]
    public void A_timer_that_is_late_by_a_whole_interval_beats_once()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Acknowledged(At(1));

        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(80)));
        Assert.Equal(At(120), schedule.NextBeat);
    }

    [Fact]
    public void A_beat_that_got_no_ack_does_not_take_that_of_the_next()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.BytesReceived();
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        schedule.Sent(At(40));

        Assert.Equal(At(0.5), schedule.Acknowledged(At(40.5)));
    }

    [Fact]
    public void A_beat_of_this_interval_still_gets_its_ack_after_the_next()
    {
        HeartbeatSchedule schedule = Beaten();
        schedule.Acknowledged(At(1));
        schedule.Sent(At(30));
        Assert.Equal(HeartbeatOutcome.Due, schedule.Check(At(40)));
        schedule.Sent(At(40));

        Assert.Equal(At(11), schedule.Acknowledged(At(41)));
        Assert.Equal(At(1), schedule.Acknowledged(At(41)));
        Assert.Null(schedule.Acknowledged(At(41)));
    }

    [Fact]
    public void The_status_tells_what_was_sent_and_answered_when()
    {
        HeartbeatSchedule schedule = Make(jitter: 0);
        schedule.Sent(At(7));
        schedule.Acknowledged(At(8));
        HeartbeatStatus answered = schedule.Snapshot(DateTimeOffset.UnixEpoch);
        schedule.Sent(At(9));
        HeartbeatStatus waiting = schedule.Snapshot(DateTimeOffset.UnixEpoch);

        Assert.Equal((true, At(1)), (answered.IsAcknowledged, answered.Latency));
        Assert.Equal(DateTimeOffset.UnixEpoch + At(7), answered.LastSent);
        Assert.Equal((false, (TimeSpan?)null), (waiting.IsAcknowledged, waiting.Latency));
        Assert.Equal((DateTimeOffset.UnixEpoch + At(9), DateTimeOffset.UnixEpoch + At(8)), (waiting.LastSent!.Value, waiting.LastAcknowledged!.Value));
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
