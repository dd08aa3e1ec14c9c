using Discord.Gateway.Orleans;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.ClusterTests;

/// <summary>Puts the grain of a resharding where a test wants it.</summary>
internal static class Activations
{
    /// <summary>Tries to move it to a silo; false if it is not there after so many attempts.</summary>
    internal static async Task<bool> TryMoveAsync(IGrainFactory grains, IReshardGrain grain, SiloAddress silo, int attempts = 1_200)
    {
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await grain.GetStateAsync();
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            if (silo.Equals(await management.GetActivationAddress(grain, TestContext.Current.CancellationToken)))
            {
                return true;
            }

            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await grain.Cast<IGrainManagementExtension>().MigrateOnIdle(TestContext.Current.CancellationToken);
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        return false;
    }
}
