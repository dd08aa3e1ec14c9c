using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Discord.Gateway.Orleans;

/// <summary>Publishes events to a stream of each shard, in the shard's order, if that was asked for.</summary>
internal sealed class StreamPublisher
{
    private readonly IClusterClient _cluster;
    private readonly BotGrains _grains;
    private readonly string? _provider;

    public StreamPublisher(IClusterClient cluster, BotGrains grains, DiscordClusterOptions options, IServiceProviderIsKeyedService services)
    {
        (_cluster, _grains, _provider) = (cluster, grains, options.StreamProvider);
        if (_provider is not null && !services.IsKeyedService(typeof(IStreamProvider), _provider))
        {
            throw new InvalidOperationException(
                $"The silo has no stream provider named {_provider}, which {nameof(DiscordClusterOptions)}.{nameof(DiscordClusterOptions.StreamProvider)} asks for. Add it: silo.AddMemoryStreams(\"{_provider}\"), or another of that name.");
        }
    }

    internal async Task PublishAsync(GatewayEvent gatewayEvent)
    {
        if (_provider is not null)
        {
            IAsyncStream<GatewayEvent> stream = _cluster.GetStreamProvider(_provider).GetStream<GatewayEvent>(StreamId.Create(DiscordCluster.StreamNamespace, _grains.KeyOf(gatewayEvent.ShardId)));
            await stream.OnNextAsync(gatewayEvent);
        }
    }
}
