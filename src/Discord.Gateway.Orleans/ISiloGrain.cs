using Orleans;
using Orleans.Concurrency;

namespace Discord.Gateway.Orleans;

/// <summary>Tells of a silo from afar.</summary>
internal interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The shards that run there.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ClusterShard>> GetStatusAsync();
}
