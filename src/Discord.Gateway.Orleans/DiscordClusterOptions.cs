namespace Discord.Gateway.Orleans;

/// <summary>What a cluster of shards can be told beside <see cref="Hosting.DiscordGatewayOptions"/>.</summary>
public sealed class DiscordClusterOptions
{
    /// <summary>
    /// The Orleans stream provider to publish events to, after the silo's own handlers; null for none. Each shard has a stream, with its events in order:
    /// <see cref="DiscordCluster.StreamOf"/>. The next event of the shard waits until the provider has taken it.
    /// </summary>
    public string? StreamProvider { get; set; }
}
