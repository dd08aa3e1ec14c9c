using Discord.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.Orleans;

/// <summary>A grain of a bot lives on the silos that have the bot's token: in a cluster with several bots, and for several deployments of one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BotPlacementAttribute() : PlacementFilterAttribute(new BotPlacement());

/// <summary>Each silo tells the others which bot it runs, in what it tells them of its grains' classes.</summary>
internal sealed class BotPlacement() : PlacementFilterStrategy(order: 0)
{
    private const string Bot = "discord-bot";

    private static readonly string Property = $"{WellKnownGrainTypeProperties.PlacementFilter}.{nameof(BotPlacement)}.{Bot}";

    /// <summary>The bot that a silo runs; null if it runs none.</summary>
    internal static BotName? Find(GrainManifest silo) =>
        silo.Grains.Values.Select(static grain => grain.Properties.GetValueOrDefault(Property)).FirstOrDefault(static name => name is not null) is { } name ? BotName.Parse(name) : null;

    /// <summary>Whether other silos than this one run a bot.</summary>
    internal static bool RunsElsewhere(ClusterManifest cluster, BotName bot, SiloAddress here) => cluster.Silos.Any(silo => !silo.Key.Equals(here) && Find(silo.Value) == bot);

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) =>
        services.GetService<DiscordClusterOptions>() is null ? [] : [new(Bot, BotName.Of(services).ToString())];

    /// <summary>Leaves the silos that run the bot, and the deployment, that the grain's key begins with; of a silo's own grain (<see cref="ISiloGrain"/>), that silo.</summary>
    internal sealed class Director(IClusterManifestProvider manifest) : IPlacementFilterDirector
    {
        /// <summary>What Discord counts for the bot: any of its deployments may keep it. See <see cref="BotGrains"/>.</summary>
        private static readonly GrainType[] OfAllDeployments = [GrainType.Create(SessionStartsGrain.Type), GrainType.Create(IdentifyKeyGrain.Type)];

        public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
        {
            string[] key = target.GrainIdentity.Key.ToString()!.Split(BotGrains.Separator);
            BotName wanted = BotName.Parse(key[0]);
            SiloAddress? itself = key is [_, var place] && place.Contains('@', StringComparison.Ordinal) ? SiloAddress.FromParsableString(place) : null;
            bool isOfAllDeployments = OfAllDeployments.Contains(target.GrainIdentity.Type);
            ClusterManifest known = manifest.Current;
            return silos.Where(silo => itself?.Equals(silo) != false && known.Silos.TryGetValue(silo, out GrainManifest? grains)
                && Find(grains) is { } has && (isOfAllDeployments ? has.Bot == wanted.Bot : has == wanted));
        }
    }
}
