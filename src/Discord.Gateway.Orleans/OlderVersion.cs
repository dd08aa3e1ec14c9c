using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The version before, whose grains had no bot in their keys: a rolling upgrade from it must not run a shard twice. Its silos move shards among themselves until they stop; what they have stored is gone
/// on with when the last of them has.
/// </summary>
internal sealed class OlderVersion(IClusterManifestProvider manifest, IServiceProvider services, DiscordClusterOptions options)
{
    private static readonly GrainType Keeper = GrainType.Create("keeper");

    private static readonly GrainType Shard = GrainType.Create("shard");

    /// <summary>Whether a silo of the cluster is of that version. It has grains of the same classes, by other names.</summary>
    internal bool IsInCluster => manifest.Current.Silos.Values.Any(static silo =>
        silo.Grains.TryGetValue(Keeper, out GrainProperties? keeper) && keeper.Properties.GetValueOrDefault(WellKnownGrainTypeProperties.FullTypeName) == typeof(KeeperGrain).FullName);

    /// <summary>What its keeper has stored; null for nothing.</summary>
    internal Task<KeeperRecord?> FindKeeperAsync() => FindAsync<KeeperRecord>("keeper", GrainId.Create(Keeper, "0"));

    /// <summary>What it has stored of a shard; null for nothing.</summary>
    internal Task<ShardRecord?> FindShardAsync(ShardId shardId) => FindAsync<ShardRecord>("session", GrainId.Create(Shard, $"{shardId.Index}-of-{shardId.Total}"));

    /// <summary>It knew one bot, and one deployment.</summary>
    private async Task<T?> FindAsync<T>(string stateName, GrainId grainId)
        where T : class, new()
    {
        if (options.Deployment is not null)
        {
            return null;
        }

        var found = new GrainState<T>(new T());
        await services.GetRequiredKeyedService<IGrainStorage>(DiscordCluster.StorageName).ReadStateAsync(stateName, grainId, found);
        return found.RecordExists ? found.State : null;
    }
}
