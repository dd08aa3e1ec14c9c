using System.Collections.Concurrent;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>What a resharding reported of itself.</summary>
internal sealed class ReshardReports : IProgress<ReshardProgress>
{
    internal ConcurrentQueue<ReshardProgress> Reports { get; } = new();

    public void Report(ReshardProgress value) => Reports.Enqueue(value);
}
