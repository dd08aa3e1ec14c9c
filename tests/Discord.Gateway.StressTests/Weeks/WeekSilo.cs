using Orleans.Runtime;

namespace Discord.Gateway.StressTests.Weeks;

/// <summary>A silo of a <see cref="Week"/>: a process that may be frozen, cut off or killed.</summary>
internal sealed class WeekSilo(SiloAddress address)
{
    internal SiloAddress Address => address;

    /// <summary>What it runs, each with the epoch of its start.</summary>
    internal Dictionary<ShardId, int> Running { get; } = [];

    /// <summary>When it sent the last report that was answered.</summary>
    internal TimeSpan HeardAt { get; set; }

    internal bool IsFrozen { get; set; }

    internal bool IsCutOff { get; set; }

    internal bool IsDraining { get; set; }

    /// <summary>Whether it will not tell the truth in its next report.</summary>
    internal bool Lies { get; set; }

    internal bool IsReachable => !IsFrozen && !IsCutOff;

    /// <summary>Whether it may run what it runs: what is frozen may wake up at any moment, and ends its shards first if its lease is over.</summary>
    internal bool HasLease(TimeSpan now, TimeSpan lease) => now - HeardAt <= lease;
}
