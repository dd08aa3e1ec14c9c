using Discord.Gateway.Orleans;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>What a step may cost.</summary>
internal static class Bounds
{
    /// <summary>Sessions are saved so often; a save that hangs is given up after as long.</summary>
    private static readonly TimeSpan SaveInterval = new ShardManagerOptions().SessionSaveInterval;

    /// <summary>How long silos take to agree that one of them is dead: three probes of 1 s that fail, votes, and the reading of the table every 5 s.</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(10);

    /// <summary>How long a start may take that waits for nothing: the listening of a new keeper, calls that failed, a resume, the replay, and all of it for the first time in a process that shares a core.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a message may wait for a handler. A silo's end is noticed, its lease runs out, and others start its shards: where the keeper dies with it, one after the other. In all that is
    /// in order, a shard is away for a resume.
    /// </summary>
    internal static TimeSpan LongestAway(IReadOnlyList<Fault> faults, bool hasSiloEnded) =>
        faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + (fault.MayEndSilo || hasSiloEnded ? Detection + Placement.Patience + Start : Start));

    /// <summary>
    /// How long of a guild's messages may be told twice: those since the last save, those that a silo handles that is alone until its lease is over, those until a silo that others believe dead is
    /// refused when it saves, those that a frozen one finds when it wakes up, and those that were handled while the store could not be reached. Nothing where no silo ends out of order.
    /// </summary>
    internal static TimeSpan LongestRepeated(IReadOnlyList<Fault> before, IReadOnlyList<Fault> faults, bool hasSiloEnded) => !hasSiloEnded && !faults.Any(fault => fault.MayEndSilo) ? TimeSpan.Zero
        : (SaveInterval * 2) + Detection + Placement.Patience + before.Concat(faults).Where(fault => fault.KeepsFromStore || fault.Kind == FaultKind.Freeze).Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.Length);
}
