using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The version before, whose grains had no bot in their keys: a rolling upgrade from it must not run a shard twice. Its silos move shards among themselves until they stop; what they have stored is gone
/// on with when the last of them has.
/// </summary>
internal sealed class OlderVersion(IClusterManifestProvider manifest, IServiceProvider services, BotGrains grains, DiscordClusterOptions options)
{
    private const string KeeperName = "keeper";

    private static readonly GrainType Keeper = GrainType.Create("keeper");

    private static readonly GrainType Shard = GrainType.Create("shard");

    /// <summary>Whether a silo of the cluster is of that version. It has grains of the same classes, by other names.</summary>
    internal bool IsInCluster => manifest.Current.Silos.Values.Any(static silo =>
        silo.Grains.TryGetValue(Keeper, out GrainProperties? keeper) && keeper.Properties.GetValueOrDefault(WellKnownGrainTypeProperties.FullTypeName) == typeof(KeeperGrain).FullName);

    private static GrainId KeeperId => GrainId.Create(Keeper, "0");

    /// <summary>What its keeper has stored; null for nothing, or if another bot has gone on from it.</summary>
    internal async Task<KeeperRecord?> FindKeeperAsync() =>
        await ReadAsync<KeeperRecord>(KeeperName, KeeperId) is { RecordExists: true, State: { } found } && (found.TakenBy is null || found.TakenBy == grains.Name.ToString()) ? found : null;

    /// <summary>What it has stored of a shard; null for nothing.</summary>
    internal async Task<ShardRecord?> FindShardAsync(ShardId shardId) =>
        await ReadAsync<ShardRecord>("session", GrainId.Create(Shard, $"{shardId.Index}-of-{shardId.Total}")) is { RecordExists: true, State: { } found } && await FindKeeperAsync() is not null ? found : null;

    /// <summary>Notes that this bot has gone on from what that version has stored: another bot that is added to the store must not.</summary>
    internal async Task TakeAsync()
    {
        if (await ReadAsync<KeeperRecord>(KeeperName, KeeperId) is { RecordExists: true, State.TakenBy: null } found)
        {
            found.State.TakenBy = grains.Name.ToString();
            await Storage.WriteStateAsync(KeeperName, KeeperId, found);
        }
    }

    private IGrainStorage Storage => services.GetRequiredKeyedService<IGrainStorage>(DiscordCluster.StorageName);

    /// <summary>It knew one bot, and one deployment.</summary>
    private async Task<GrainState<T>?> ReadAsync<T>(string stateName, GrainId grainId)
        where T : class, new()
    {
        if (options.Deployment is not null)
        {
            return null;
        }

        var found = new GrainState<T>(new T());
        await Storage.ReadStateAsync(stateName, grainId, found);
        return found;
    }
}
