using System.Net;
using Discord.Gateway.Orleans;
using Discord.Gateway.StressTests.Weeks;
using Orleans.Runtime;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>Which shard is started where, and when.</summary>
public sealed class PlacementTests
{
    private static readonly SiloAddress A = SiloOf(1);
    private static readonly SiloAddress B = SiloOf(2);
    private static readonly SiloAddress C = SiloOf(3);

    private readonly Dictionary<SiloAddress, HashSet<ShardId>> _running = [];
    private Placement _placement = new(total: 4, TimeSpan.Zero);
    private TimeSpan _now;

    [Fact]
    public void In_random_weeks_each_shard_runs_once_evenly_and_none_is_started_where_another_may_run_it()
    {
        for (int seed = 1; seed <= 300; seed++)
        {
            Assert.True(Week.Play(seed).Moves > 0);
        }
    }

    [Fact]
    public void Nothing_is_started_before_the_silos_have_had_time_to_report()
    {
        Join(A);
        _now = Placement.Listening - TimeSpan.FromMilliseconds(1);
        ReportAll();

        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void Shards_are_spread_over_the_silos()
    {
        Join(A, B);

        Settle();

        Assert.Equal("A: 0 2, B: 1 3", Print());
    }

    [Fact]
    public void A_new_keeper_leaves_shards_where_silos_report_them()
    {
        Join(A, B);
        Run(A, 0, 1);
        Run(B, 2, 3);

        Assert.Empty(Settle());
        Assert.Equal("A: 0 1, B: 2 3", Print());
    }

    [Fact]
    public void A_silo_that_joins_gets_its_share_and_no_more()
    {
        Join(A);
        Settle();
        Join(B);

        Assert.Equal(2, Settle().Count(step => !step.IsStart));
        Assert.Equal([2, 2], _running.Values.Select(shards => shards.Count));
    }

    [Fact]
    public void A_silo_that_falls_silent_keeps_its_shards_until_its_lease_is_over()
    {
        Join(A, B);
        Settle();
        TimeSpan heard = _now;
        _running.Remove(B);

        var started = new List<TimeSpan>();
        while (started.Count == 0)
        {
            started.AddRange(Pass().Where(step => step.IsStart).Select(_ => _now));
        }

        Assert.InRange(started[0] - heard, Placement.Patience, Placement.Patience + Placement.Interval);
        Assert.Equal([2], started.GroupBy(at => at).Select(at => at.Count()));
    }

    [Fact]
    public void A_silo_that_the_cluster_believes_dead_gets_nothing_but_keeps_its_lease()
    {
        Join(A, B);
        Settle();
        _running.Remove(B);
        _placement.SetAlive(silo => !silo.Equals(B));

        Assert.Equal([A], _placement.GetTargets(_now));
        Assert.DoesNotContain(Pass(), step => step.IsStart);
    }

    [Fact]
    public void A_shard_that_its_record_says_is_held_waits_for_a_lease_from_when_the_keeper_began()
    {
        Join(A);
        _now = Placement.Listening;
        ReportAll();
        PlacementStep step = _placement.Plan(_now)[0];
        Assert.False(step.MayTakeOver);

        _placement.OnNotStarted(step.ShardId, isHeld: true, _now);
        PlacementStep? again = null;
        while (again is null)
        {
            _now += Placement.Interval;
            ReportAll();
            again = _placement.Plan(_now).Where(next => next.ShardId == step.ShardId).Cast<PlacementStep?>().FirstOrDefault();
        }

        Assert.True(again.Value.MayTakeOver);
        Assert.InRange(_now, Placement.Patience, Placement.Patience + Placement.Interval);
    }

    [Fact]
    public void A_start_that_failed_is_tried_again_in_a_while()
    {
        Join(A);
        _now = Placement.Listening;
        ReportAll();
        ShardId shardId = _placement.Plan(_now)[0].ShardId;

        _placement.OnNotStarted(shardId, isHeld: false, _now);

        Assert.Empty(_placement.Plan(_now));
        _now += Placement.Interval;
        ReportAll();
        Assert.Equal(shardId, Assert.Single(_placement.Plan(_now)).ShardId);
    }

    [Fact]
    public void At_most_eight_shards_move_at_once()
    {
        _placement = new Placement(total: 40, TimeSpan.Zero);
        Join(A);
        Settle();
        Join(B);
        ReportAll();

        Assert.Equal(8, _placement.Plan(_now).Count);
        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void At_most_128_shards_start_at_once()
    {
        _placement = new Placement(total: 200, TimeSpan.Zero);
        Join(A);
        _now = Placement.Listening;
        ReportAll();

        Assert.Equal(128, _placement.Plan(_now).Count);
        Assert.Empty(_placement.Plan(_now));
    }

    [Fact]
    public void A_drained_silo_is_emptied_and_the_next_keeper_hears_of_it_from_the_silo()
    {
        Join(A, B);
        Settle();
        _placement.Drain(A);
        Settle();
        Assert.Equal("A: , B: 0 1 2 3", Print());

        bool isDraining = _placement.IsDraining(A);
        _placement = new Placement(total: 4, _now);
        _placement.Report(A, [], isDraining, _now);

        Assert.True(_placement.IsDraining(A));
        Assert.DoesNotContain(A, _placement.GetTargets(_now));
    }

    [Fact]
    public void Shards_stay_on_a_drained_silo_if_there_is_no_other()
    {
        Join(A);
        Settle();
        _placement.Drain(A);

        Assert.Empty(Settle());
        Assert.Equal(4, _placement.CountOn(A));
    }

    [Fact]
    public void A_report_that_was_sent_before_the_release_does_not_bring_the_shard_back()
    {
        Join(A, B);
        Settle();
        _placement.Drain(A);
        PlacementStep release = _placement.Plan(_now)[0];
        _placement.OnReleased(release.ShardId, release.Silo, _now);

        _placement.Report(A, [release.ShardId], isDraining: true, _now);

        Assert.Contains(_placement.Plan(_now), step => step.IsStart && step.ShardId == release.ShardId && step.Silo.Equals(B));
    }

    [Fact]
    public void Paused_it_releases_all_and_starts_none()
    {
        Join(A, B);
        Settle();
        _placement.Pause();

        Assert.All(Settle(), step => Assert.False(step.IsStart));
        Assert.False(_placement.IsAnywhere(_now));
        _placement.Resume(total: 6);
        Settle();
        Assert.Equal("A: 0 2 4, B: 1 3 5", Print());
    }

    [Fact]
    public void A_shard_of_another_number_is_released()
    {
        Join(A);
        Settle();
        _running[A].Add(new ShardId(5, 6));

        Assert.Equal(new PlacementStep(new ShardId(5, 6), A, IsStart: false, MayTakeOver: false), Assert.Single(Pass()));
    }

    [Fact]
    public void A_shard_that_its_silo_does_not_report_any_more_is_started_again()
    {
        Join(A, B, C);
        Settle();
        _running[A].Clear();

        Assert.Contains(Settle(), step => step.IsStart);
        Assert.Equal(4, _running.Values.Sum(shards => shards.Count));
    }

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
        Assert.Null(_placement[1]);

        _placement.SetAlive(_ => true);
        _now += Placement.Interval;
        ReportAll();

        Assert.Equal(B, _placement[1]);
    }

    [Fact]
    public void A_report_that_was_sent_before_the_start_does_not_take_the_shard_away()
    {
        _now = Placement.Patience;
        _placement = new Placement(total: 1, TimeSpan.Zero);
        _placement.Report(A, [], isDraining: false, _now);
        Assert.Single(_placement.Plan(_now));
        _placement.OnStarted(new ShardId(0, 1), A, _now);

        _placement.Report(A, [], isDraining: false, _now + Placement.Interval);

        Assert.Equal(A, _placement[0]);
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

        Assert.Equal(A, _placement[0]);
        _placement.OnNotReleased(new ShardId(5, 6), _now);
        _placement.OnReleased(new ShardId(5, 6), A, _now);
        Assert.Empty(Settle());
    }

    [Fact]
    public void A_start_that_hangs_on_a_silo_that_falls_silent_has_a_lease_from_when_it_began()
    {
        _placement = new Placement(total: 1, TimeSpan.Zero);
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
        _placement = new Placement(total: 7, TimeSpan.Zero);
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
        _placement = new Placement(total: 40, TimeSpan.Zero);
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
        _placement = new Placement(total: 40, TimeSpan.Zero);
        Join(A, B);
        Run(A, [.. Enumerable.Range(0, 16)]);
        Run(B, [.. Enumerable.Range(16, 16)]);
        _now = Placement.Listening;
        ReportAll();
        Assert.Equal(8, _placement.Plan(_now).Count(step => step.IsStart));
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
    public void Resumed_with_the_same_number_it_knows_what_was_not_released()
    {
        Join(A);
        Settle();
        _placement.Pause();
        _placement.Plan(_now);
        _placement.OnNotReleased(new ShardId(0, 4), _now);
        _placement.Resume(total: 4);

        Assert.Equal(A, _placement[0]);
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
        _placement = new Placement(total: 1, TimeSpan.Zero);
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
        _placement.Pause();
        _placement.Plan(_now);
        _placement.OnReleased(new ShardId(0, 4), A, _now);

        _placement.Report(A, [new ShardId(0, 4)], isDraining: false, _now + (Placement.Interval * 2));

        Assert.Equal(A, _placement[0]);
    }

    [Fact]
    public void What_a_silent_silo_ran_is_nowhere_after_its_lease_though_it_is_paused()
    {
        Join(A, B);
        Settle();
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.Pause();
        foreach (PlacementStep step in _placement.Plan(_now))
        {
            _placement.OnReleased(step.ShardId, step.Silo, _now);
        }

        Assert.True(_placement.IsAnywhere(_now));
        _placement.Plan(_now + Placement.Patience - TimeSpan.FromMilliseconds(1));
        Assert.True(_placement.IsAnywhere(_now));
        _placement.Plan(_now + Placement.Patience);
        Assert.False(_placement.IsAnywhere(_now));
    }

    [Fact]
    public void A_keeper_that_does_not_know_yet_what_runs_does_not_say_that_nothing_does()
    {
        _placement.Pause();
        _placement.Plan(_now);

        Assert.True(_placement.IsAnywhere(_now), "No silo has reported yet, and a resharding would run all shards a second time.");
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
        _placement = new Placement(total: 1, TimeSpan.Zero);
        var shardId = new ShardId(0, 1);
        Join(A, B);
        Run(A, 0);
        Settle();
        _placement.Drain(A);
        Assert.False(Assert.Single(_placement.Plan(_now)).IsStart); // Not answered for long: A is frozen.
        _running.Remove(A);
        Settle();
        Assert.Equal(B, _placement[0]);
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
        _placement.Pause();
        Settle();
        _placement.Report(A, [new ShardId(5, 6)], isDraining: false, _now); // From before: cut off until now.
        _placement.Resume(total: 6);

        Assert.All(_placement.Plan(_now), step => Assert.True(step.IsStart, $"{step.ShardId} is released, and started"));
    }

    private static SiloAddress SiloOf(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, number), number);

    private void Join(params SiloAddress[] silos)
    {
        foreach (SiloAddress silo in silos)
        {
            _running[silo] = [];
        }
    }

    private void Run(SiloAddress silo, params int[] indexes) => _running[silo].UnionWith(indexes.Select(index => new ShardId(index, _placement.Total)));

    private void ReportAll()
    {
        foreach ((SiloAddress silo, HashSet<ShardId> shards) in _running)
        {
            _placement.Report(silo, shards, isDraining: false, _now);
        }
    }

    /// <summary>One interval, in which what is asked for is done at once.</summary>
    private IReadOnlyList<PlacementStep> Pass()
    {
        _now += Placement.Interval;
        ReportAll();
        IReadOnlyList<PlacementStep> steps = _placement.Plan(_now);
        foreach ((ShardId shardId, SiloAddress silo, bool isStart, _) in steps)
        {
            if (isStart)
            {
                _running[silo].Add(shardId);
                _placement.OnStarted(shardId, silo, _now);
            }
            else
            {
                _running[silo].Remove(shardId);
                _placement.OnReleased(shardId, silo, _now);
            }
        }

        return steps;
    }

    private List<PlacementStep> Settle() => [.. Enumerable.Range(0, 20).SelectMany(_ => Pass())];

    private string Print() => string.Join(", ", _running.Select(silo => $"{(char)('A' + silo.Key.Endpoint.Port - 1)}: {string.Join(' ', silo.Value.Select(shard => shard.Index).Order())}"));
}
