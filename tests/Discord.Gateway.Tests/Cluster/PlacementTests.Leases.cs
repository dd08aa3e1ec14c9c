using Discord.Gateway.Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Tests.Cluster;

/// <content>Leases, answers that come late, and what a new keeper knows.</content>
public sealed partial class PlacementTests
{
    [Fact]
    public void A_silo_whose_lease_is_over_gets_nothing()
    {
        Join(A, B);
        Settle();
        _running.Remove(B);

        _now += Placement.Lease;
        ReportAll();

        Assert.Equal([A], _placement.GetTargets(_now));
    }

    [Fact]
    public void A_shard_whose_silo_is_heard_again_within_the_lease_stays_there()
    {
        Join(A, B);
        Settle();
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.Plan(_now);
        Assert.Null(_placement[_placement.Shards[1]]);

        _placement.SetAlive(_ => true);
        _now += Placement.Interval;
        ReportAll();

        Assert.Equal(B, _placement[_placement.Shards[1]]);
    }

    [Fact]
    public void A_report_that_was_sent_before_the_start_does_not_take_the_shard_away()
    {
        _now = Placement.Patience;
        _placement = new Placement(new ShardLayout(1).Shards, TimeSpan.Zero);
        _placement.Report(A, [], isDraining: false, _now);
        Assert.Single(_placement.Plan(_now));
        _placement.OnStarted(new ShardId(0, 1), A, _now);

        _placement.Report(A, [], isDraining: false, _now + Placement.Interval);

        Assert.Equal(A, _placement[_placement.Shards[0]]);
    }

    [Fact]
    public void An_answer_that_comes_when_it_is_not_waited_for_changes_nothing()
    {
        Join(A, B);
        Settle();

        _placement.OnNotStarted(new ShardId(0, 4), isHeld: false, _now);
        _placement.OnNotStarted(new ShardId(0, 4), isHeld: true, _now);
        _placement.OnReleased(new ShardId(0, 4), A, _now);
        _placement.OnStarted(new ShardId(0, 4), B, _now);

        Assert.Equal(A, _placement[_placement.Shards[0]]);
        _placement.OnNotReleased(new ShardId(5, 6), _now);
        _placement.OnReleased(new ShardId(5, 6), A, _now);
        Assert.Empty(Settle());
    }

    [Fact]
    public void A_start_that_hangs_on_a_silo_that_falls_silent_has_a_lease_from_when_it_began()
    {
        _placement = new Placement(new ShardLayout(1).Shards, TimeSpan.Zero);
        _placement.Report(B, [], isDraining: false, Placement.Interval);
        TimeSpan started = Placement.Interval * 4;
        Assert.True(Assert.Single(_placement.Plan(started)) is { IsStart: true });

        for (_now = started; _now < started + Placement.Patience; _now += Placement.Interval)
        {
            _placement.Report(A, [], isDraining: false, _now);
            Assert.Empty(_placement.Plan(_now));
        }

        _placement.Report(A, [], isDraining: false, _now);
        Assert.Equal(A, Assert.Single(_placement.Plan(_now)).Silo);
    }

    [Fact]
    public void A_new_keeper_takes_nothing_over_before_the_patience_is_over()
    {
        Join(A);
        _now = Placement.Patience - TimeSpan.FromMilliseconds(1);
        ReportAll();

        Assert.All(_placement.Plan(_now), step => Assert.False(step.MayTakeOver));
    }

    [Fact]
    public void What_is_away_counts_for_where_there_will_be_fewest()
    {
        // C is silent, and has 3; A has 3 and B has 1: what comes back goes to B, and nothing has to move.
        _placement = new Placement(new ShardLayout(7).Shards, TimeSpan.Zero);
        Join(A, B, C);
        Run(A, 0, 1, 2);
        Run(B, 3);
        Run(C, 4, 5, 6);
        ReportAll();
        _placement.SetAlive(silo => !silo.Equals(C));
        _running.Remove(C);

        _now = Placement.Listening + Placement.Interval;
        ReportAll();

        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void Shards_that_start_count_as_moving()
    {
        _placement = new Placement(new ShardLayout(40).Shards, TimeSpan.Zero);
        Join(A);
        Run(A, [.. Enumerable.Range(0, 32)]);
        _now = Placement.Listening;
        ReportAll();
        Assert.Equal(8, _placement.Plan(_now).Count(step => step.IsStart));
        Join(B);
        ReportAll();

        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void A_drained_silo_waits_for_shards_that_start()
    {
        _placement = new Placement(new ShardLayout(72).Shards, TimeSpan.Zero);
        Join(A, B);
        Run(A, [.. Enumerable.Range(0, 20)]);
        Run(B, [.. Enumerable.Range(20, 20)]);
        _now = Placement.Listening;
        ReportAll();
        Assert.Equal(Placement.DrainsAtOnce, _placement.Plan(_now).Count(step => step.IsStart));
        _placement.Drain(A);

        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void What_is_being_released_does_not_count_for_where_it_leaves()
    {
        Join(A);
        Settle();
        Join(B);
        ReportAll();

        Assert.Equal(2, _placement.Plan(_now).Count);
        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void A_shard_that_does_not_run_has_a_reason_and_one_that_does_has_none()
    {
        var first = new ShardId(0, 4);
        Assert.Equal("no silo can run it: all are stopping, or have not reported", _placement.Explain(first, _now));

        Join(A, B);
        ReportAll();
        Assert.Equal("it waits to be started", _placement.Explain(first, _now));

        _now += Placement.Listening;
        ReportAll();
        IReadOnlyList<PlacementStep> begun = _placement.Plan(_now);
        Assert.StartsWith("it is being started on S127.0.0.1:", _placement.Explain(first, _now), StringComparison.Ordinal);
        foreach (PlacementStep step in begun)
        {
            _placement.OnNotStarted(step.ShardId, isHeld: false, _now);
        }

        Settle();
        Assert.Null(_placement.Explain(first, _now));
        _placement.Pause([first]);
        Settle();
        Assert.Equal("the bot is being resharded", _placement.Explain(first, _now));

        _placement.Resume(new ShardLayout(4).Shards);
        Settle();
        _placement.SetAlive(silo => !silo.Equals(A));
        _placement.Plan(_now);
        Assert.StartsWith("its silo does not report; it is started elsewhere in at most ", _placement.Explain(first, _now), StringComparison.Ordinal);
        Assert.Null(_placement.Explain(new ShardId(9, 10), _now));
    }

    [Fact]
    public void A_shard_that_no_silo_can_take_is_promised_to_none()
    {
        Join(A, B);
        Settle();
        ShardId onB = _placement.Shards.First(shardId => B.Equals(_placement[shardId]));
        _placement.Drain(A);
        _placement.SetAlive(static silo => !silo.Equals(B));

        _placement.Plan(_now);

        Assert.Equal("its silo does not report, and no other can run it: all are stopping, or have not reported", _placement.Explain(onB, _now));
    }

    [Fact]
    public void A_start_of_which_nothing_is_known_is_tried_elsewhere_after_the_lease_and_not_before()
    {
        Join(A);
        Settle();
        _now += Placement.Patience * 2;
        ReportAll();
        Join(B);
        ReportAll();
        PlacementStep release = _placement.Plan(_now).First(static step => !step.IsStart);
        _running[A].Remove(release.ShardId);
        _placement.OnReleased(release.ShardId, release.Silo, _now);
        PlacementStep start = _placement.Plan(_now).First(step => step.IsStart && step.ShardId == release.ShardId);
        Assert.Equal(B, start.Silo);

        _placement.SetAlive(static silo => !silo.Equals(B));
        _placement.OnStartUnknown(start.ShardId, start.Silo, _now);
        TimeSpan lost = _now;

        while (true)
        {
            _now += Placement.Interval;
            _placement.Report(A, [.. _placement.Shards.Where(shardId => A.Equals(_placement[shardId]))], isDraining: false, _now);
            if (_placement.Plan(_now).Any(step => step.IsStart && step.ShardId == start.ShardId))
            {
                break;
            }
        }

        Assert.Equal(Placement.Patience, _now - lost);
    }

    [Fact]
    public void A_number_is_wanted_once_the_last_silo_with_another_has_gone()
    {
        Report(A, isDraining: false, wanted: 4);
        Report(B, isDraining: false, wanted: 6);
        Assert.False(_placement.TryGetWanted(_now, out _));
        Assert.Equal([(4, A), (6, B)], _placement.GetWanted(_now));

        Report(A, isDraining: true, wanted: 4);
        Assert.False(_placement.TryGetWanted(_now, out _));

        _now += Placement.Lease;
        Report(B, isDraining: false, wanted: 6);
        Assert.True(_placement.TryGetWanted(_now, out int? wanted));
        Assert.Equal(6, wanted);

        void Report(SiloAddress silo, bool isDraining, int? wanted) => _placement.Report(silo, [], isDraining, _now, wanted);
    }

    [Fact]
    public void A_shard_that_could_not_be_released_is_not_asked_again_at_once()
    {
        Join(A, B);
        Settle();
        _placement.Drain(A);
        PlacementStep[] asked = [.. _placement.Plan(_now)];
        foreach (PlacementStep step in asked)
        {
            _placement.OnNotReleased(step.ShardId, _now);
        }

        Assert.NotEmpty(asked);
        Assert.Empty(_placement.Plan(_now));
        _now += Placement.Interval / 2;
        ReportAll();
        Assert.Equal(asked.Select(step => step.ShardId), _placement.Plan(_now).Select(step => step.ShardId));
    }

    [Fact]
    public void Resumed_with_the_same_number_it_knows_what_was_not_released()
    {
        Join(A);
        Settle();
        _placement.Pause(_placement.Shards);
        _placement.Plan(_now);
        _placement.OnNotReleased(new ShardId(0, 4), _now);
        _placement.Resume(new ShardLayout(4).Shards);

        Assert.Equal(A, _placement[_placement.Shards[0]]);
        Assert.DoesNotContain(_placement.Plan(_now), step => step.IsStart);
    }

    [Fact]
    public void A_shard_that_is_held_though_the_lease_is_over_waits_for_an_interval()
    {
        Join(A);
        _now = Placement.Patience;
        ReportAll();
        foreach (PlacementStep step in _placement.Plan(_now))
        {
            _placement.OnNotStarted(step.ShardId, isHeld: true, _now);
        }

        Assert.Empty(_placement.Plan(_now));
        _now += Placement.Interval;
        ReportAll();
        Assert.Equal(4, _placement.Plan(_now).Count);
    }

    [Fact]
    public void A_shard_that_ran_already_on_a_silo_that_does_not_report_has_a_lease()
    {
        _placement = new Placement(new ShardLayout(1).Shards, TimeSpan.Zero);
        Join(A);
        _now = Placement.Patience;
        ReportAll();
        Assert.Single(_placement.Plan(_now));
        _placement.OnStarted(new ShardId(0, 1), B, _now);

        for (TimeSpan over = _now + Placement.Patience; _now < over; _now += Placement.Interval)
        {
            ReportAll();
            Assert.Empty(_placement.Plan(_now));
        }

        ReportAll();
        Assert.Single(_placement.Plan(_now));
    }

    [Fact]
    public void A_report_long_after_the_release_is_believed()
    {
        Join(A, B);
        Settle();
        _placement.Pause(_placement.Shards);
        _placement.Plan(_now);
        _placement.OnReleased(new ShardId(0, 4), A, _now);

        _placement.Report(A, [new ShardId(0, 4)], isDraining: false, _now + (Placement.Interval * 2));

        Assert.Equal(A, _placement[_placement.Shards[0]]);
    }

    [Fact]
    public void What_a_silent_silo_ran_is_nowhere_after_its_lease_though_it_is_paused()
    {
        Join(A, B);
        Settle();
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.Pause(_placement.Shards);
        foreach (PlacementStep step in _placement.Plan(_now))
        {
            _placement.OnReleased(step.ShardId, step.Silo, _now);
        }

        Assert.True(_placement.IsPausedAnywhere(_now));
        _placement.Plan(_now + Placement.Patience - TimeSpan.FromMilliseconds(1));
        Assert.True(_placement.IsPausedAnywhere(_now));
        _placement.Plan(_now + Placement.Patience);
        Assert.False(_placement.IsPausedAnywhere(_now));
    }

    [Fact]
    public void A_keeper_that_does_not_know_yet_what_runs_does_not_say_that_nothing_does()
    {
        _placement.Pause(_placement.Shards);
        _placement.Plan(_now);

        Assert.True(_placement.IsPausedAnywhere(_now), "No silo has reported yet, and a resharding would run all shards a second time.");
    }

    [Fact]
    public void A_silo_is_drained_that_has_not_reported_to_this_keeper_yet()
    {
        _placement.Drain(A);
        Join(A, B);
        ReportAll();

        Assert.True(_placement.IsDraining(A));
        Assert.Equal([B], _placement.GetTargets(_now));
    }

    [Fact]
    public void A_drained_silo_that_was_silent_for_long_is_still_drained()
    {
        Join(A, B);
        Settle();
        _running.Remove(B);
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.Plan(_now);
        _placement.Drain(B);
        Settle();
        Join(B);
        ReportAll();

        Assert.True(_placement.IsDraining(B));
    }

    [Fact]
    public void A_late_answer_of_an_earlier_release_is_not_taken_for_that_of_a_later_one()
    {
        _placement = new Placement(new ShardLayout(1).Shards, TimeSpan.Zero);
        var shardId = new ShardId(0, 1);
        Join(A, B);
        Run(A, 0);
        Settle();
        _placement.Drain(A);
        Assert.False(Assert.Single(_placement.Plan(_now)).IsStart); // Not answered for long: A is frozen.
        _running.Remove(A);
        Settle();
        Assert.Equal(B, _placement[_placement.Shards[0]]);
        Join(C);
        ReportAll();
        _placement.Drain(B);
        Assert.Equal(new PlacementStep(shardId, B, IsStart: false, MayTakeOver: false), Assert.Single(_placement.Plan(_now)));

        _placement.OnReleased(shardId, A, _now); // Of the call to A, which runs again. B is still asked.

        Assert.DoesNotContain(_placement.Plan(_now), step => step.IsStart);
    }

    [Fact]
    public void A_shard_of_another_number_is_not_released_any_more_when_that_has_become_the_number()
    {
        Join(A, B);
        Settle();
        _placement.Pause(_placement.Shards);
        Settle();
        _placement.Report(A, [new ShardId(5, 6)], isDraining: false, _now); // From before: cut off until now.
        _placement.Resume(new ShardLayout(6).Shards);

        Assert.All(_placement.Plan(_now), step => Assert.True(step.IsStart, $"{step.ShardId} is released, and started"));
    }
}
