using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>Tells whether this silo reaches the store, without any grain.</summary>
internal sealed class StoreContact([FromKeyedServices(DiscordCluster.StorageName)] IGrainStorage storage)
{
    /// <summary>Reads a record that there never is.</summary>
    internal async Task<bool> IsStoreReachedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await storage.ReadStateAsync("contact", GrainId.Create("contact", "contact"), new GrainState<ShardRecord>()).WaitAsync(patience, cancellationToken);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
