using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>Tells whether this silo reaches the store, without any grain.</summary>
internal sealed class StoreContact(IServiceProvider services)
{
    private readonly IGrainStorage _storage = services.GetKeyedService<IGrainStorage>(DiscordCluster.StorageName) ?? throw new InvalidOperationException(
        $"The silo has no grain storage named {DiscordCluster.StorageName}, in which the sessions of the shards are stored. Add one: silo.AddMemoryGrainStorage(DiscordCluster.StorageName), or one that uses Redis or a database.");

    /// <summary>Reads a record that there never is.</summary>
    internal async Task<bool> IsStoreReachedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _storage.ReadStateAsync("contact", GrainId.Create("contact", "contact"), new GrainState<ShardRecord>()).WaitAsync(patience, cancellationToken);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
