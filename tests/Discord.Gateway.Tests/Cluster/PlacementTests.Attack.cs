using Discord.Gateway.Orleans;

namespace Discord.Gateway.Tests.Cluster;

/// <content>Reasons.</content>
public sealed partial class PlacementTests
{
    [Fact]
    public void Attack_a_shard_is_not_promised_to_start_elsewhere_where_there_is_no_silo()
    {
        Join(A, B);
        Settle();
        ShardId onB = _placement.Shards.First(shardId => B.Equals(_placement[shardId]));
        _placement.Drain(A);
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.Plan(_now);
        Assert.Empty(_placement.GetTargets(_now));
        Assert.DoesNotContain("started elsewhere in at most", _placement.Explain(onB, _now), StringComparison.Ordinal);
    }

    /// <summary>The call may have come to something there: as when the silo is cut off, and the cluster declares it dead.</summary>
    [Fact]
    public void Attack_a_shard_whose_start_failed_with_its_silo_is_not_started_elsewhere_within_the_lease()
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

        // It runs there, or is about to; then the silo is cut off, and the call ends with a SiloUnavailableException. The keeper calls OnNotStarted, since start.IsHeld is false.
        _placement.SetAlive(silo => !silo.Equals(B));
        _placement.OnNotStarted(start.ShardId, isHeld: false, _now);
        _now += Placement.Interval;
        _placement.Report(A, _placement.Shards.Where(shardId => A.Equals(_placement[shardId])).ToList(), isDraining: false, _now);
        Assert.DoesNotContain(_placement.Plan(_now), step => step.IsStart && step.MayTakeOver && step.ShardId == start.ShardId);
    }

    [Fact]
    public void Attack_a_shard_that_never_ran_under_this_keeper_has_no_silo_that_does_not_report()
    {
        Join(A);
        _now += Placement.Listening;
        ReportAll();
        PlacementStep step = _placement.Plan(_now)[0];
        _placement.OnNotStarted(step.ShardId, isHeld: true, _now);
        string? text = _placement.Explain(step.ShardId, _now);
        Assert.StartsWith("its silo does not report", text, StringComparison.Ordinal);
        // A is the only silo, so "elsewhere" is A: informational.
        _now += Placement.Patience;
        Assert.NotNull(_placement.Explain(step.ShardId, _now));
        Assert.DoesNotContain("-", _placement.Explain(step.ShardId, _now), StringComparison.Ordinal);
    }
}
