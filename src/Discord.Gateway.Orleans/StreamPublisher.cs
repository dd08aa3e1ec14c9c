using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Discord.Gateway.Orleans;

/// <summary>Publishes events to a stream of each shard, in the shard's order, if that was asked for.</summary>
internal sealed class StreamPublisher(IClusterClient cluster, BotGrains grains, DiscordClusterOptions options)
{
    internal async Task PublishAsync(GatewayEvent gatewayEvent)
    {
        if (options.StreamProvider is { } provider)
        {
            IAsyncStream<GatewayEvent> stream = cluster.GetStreamProvider(provider).GetStream<GatewayEvent>(StreamId.Create(DiscordCluster.StreamNamespace, grains.KeyOf(gatewayEvent.ShardId)));
            await stream.OnNextAsync(gatewayEvent);
        }
    }
}
