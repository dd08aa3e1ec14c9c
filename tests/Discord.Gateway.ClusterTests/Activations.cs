using Discord.Gateway.Orleans;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.ClusterTests;

/// <summary>Puts a grain where a test wants it.</summary>
internal static class Activations
{
    internal static Task<bool> TryMoveAsync(IGrainFactory grains, IReshardGrain grain, SiloAddress silo, int attempts = 1_200) =>
        TryMoveAsync(grains, grain, grain.GetStateAsync, silo, attempts);

    internal static Task<bool> TryMoveAsync(IGrainFactory grains, IKeeperGrain grain, SiloAddress silo, int attempts = 1_200) =>
        TryMoveAsync(grains, grain, grain.GetLayoutAsync, silo, attempts);

    /// <summary>Tries to move it to a silo; false if it is not there after so many attempts.</summary>
    private static async Task<bool> TryMoveAsync(IGrainFactory grains, IGrainWithStringKey grain, Func<Task> wake, SiloAddress silo, int attempts)
    {
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await wake();

            // Not what a directory remembers, but what each silo has.
            if ((await management.GetDetailedGrainStatistics()).Any(one => one.GrainId == grain.GetGrainId() && silo.Equals(one.SiloAddress)))
            {
                RequestContext.Remove(IPlacementDirector.PlacementHintKey);
                return true;
            }

            await grain.Cast<IGrainManagementExtension>().MigrateOnIdle(TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        return false;
    }
}
