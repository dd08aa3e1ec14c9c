using System.Net;
using Discord.Gateway.Orleans;
using Discord.Gateway.StressTests.Weeks;
using Orleans.Runtime;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>Which shard is started where, and when.</summary>
public sealed partial class PlacementTests
{
    private static readonly SiloAddress A = SiloOf(1);
    private static readonly SiloAddress B = SiloOf(2);
    private static readonly SiloAddress C = SiloOf(3);

    private readonly Dictionary<SiloAddress, HashSet<ShardId>> _running = [];
    private Placement _placement = new(new ShardLayout(4).Shards, TimeSpan.Zero);
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
        _placement = new Placement(new ShardLayout(40).Shards, TimeSpan.Zero);
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
        _placement = new Placement(new ShardLayout(200).Shards, TimeSpan.Zero);
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
        _placement = new Placement(new ShardLayout(4).Shards, _now);
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
        _placement.Pause(_placement.Shards);

        Assert.All(Settle(), step => Assert.False(step.IsStart));
        Assert.False(_placement.IsPausedAnywhere(_now));
        _placement.Resume(new ShardLayout(6).Shards);
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

    private static SiloAddress SiloOf(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, number), number);

    private void Join(params SiloAddress[] silos)
    {
        foreach (SiloAddress silo in silos)
        {
            _running[silo] = [];
        }
    }

    private void Run(SiloAddress silo, params int[] indexes) => _running[silo].UnionWith(indexes.Select(index => new ShardId(index, _placement.Shards.Count)));

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
