using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Metadata;

namespace Discord.Gateway.Orleans;

/// <summary>Finds the grains of the bot that a caller means: its own, or, where there is no token, the one that the silos of the cluster run.</summary>
internal sealed class BotFinder(IGrainFactory grains, IClusterManifestProvider manifest, DiscordClusterOptions options, IServiceProvider services)
{
    private readonly BotGrains? _own = services.GetService<BotGrains>();

    /// <exception cref="InvalidOperationException">No silo runs it, or they run several.</exception>
    internal BotGrains Find()
    {
        if (_own is not null)
        {
            return _own;
        }

        string? bot = options.BotId is { } botId ? BotName.Of(botId, null).Bot : null;
        BotName[] names =
        [
            .. manifest.Current.Silos.Values.Select(BotPlacement.Find).OfType<BotName>().Distinct()
                .Where(name => (bot is null || name.Bot == bot) && (options.Deployment is null || name.Deployment == options.Deployment)),
        ];
        return names switch
        {
            [var name] => new BotGrains(grains, name),

            // Who names no deployment means the one without a name: a green one that starts beside it changes nothing for them.
            [var first, ..] when names.All(name => name.Bot == first.Bot) && names.FirstOrDefault(static name => name.Deployment is null) is { } unnamed => new BotGrains(grains, unnamed),
            [] => throw new NoBotException(
                $"No silo of the cluster currently runs shards{Describe()}. At least one silo must call AddDiscordGateway; a new silo is known after a few seconds."),
            _ => throw new InvalidOperationException(
                $"The silos of the cluster run {names.Length} bots or deployments{Describe()}. Choose one: set {nameof(DiscordClusterOptions.BotId)} or {nameof(DiscordClusterOptions.Deployment)} in UseDiscordCluster."),
        };
    }

    private string Describe() =>
        (options.BotId is { } botId ? $" of the bot {botId}" : "") + (options.Deployment is { } deployment ? $" of the deployment {deployment}" : "");
}

/// <summary>No silo runs the bot at the moment.</summary>
internal sealed class NoBotException(string message) : InvalidOperationException(message);
