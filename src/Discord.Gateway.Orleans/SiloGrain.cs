using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <inheritdoc cref="ISiloGrain"/>
[GrainType("discord-gateway.silo")]
[BotPlacement]
[RandomPlacement]
internal sealed class SiloGrain(SiloShards shards, ILocalSiloDetails silo) : Grain, ISiloGrain
{
    public Task<IReadOnlyList<ClusterShard>> GetStatusAsync() =>
        Task.FromResult<IReadOnlyList<ClusterShard>>(shards.GetStatus().Select(status => ClusterShard.Of(status, silo.SiloAddress)).ToList());
}
