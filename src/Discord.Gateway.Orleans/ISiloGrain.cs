using Orleans;
using Orleans.Concurrency;

namespace Discord.Gateway.Orleans;

/// <summary>Tells of a silo from afar.</summary>
[Alias("discord-gateway.silo")]
[GrainInterfaceType("discord-gateway.silo")]
internal interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The shards that run there.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ClusterShard>> GetStatusAsync();
}
