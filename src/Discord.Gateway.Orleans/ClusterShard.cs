using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>A snapshot of one shard, and where in the cluster it runs.</summary>
[Alias("discord-gateway.cluster-shard")]
[GenerateSerializer]
public sealed record ClusterShard
{
    /// <summary>The shard.</summary>
    [Id(0)]
    public required ShardId ShardId { get; init; }

    /// <summary>The silo that runs it; null while it runs nowhere: between a silo's death and its start on another.</summary>
    [Id(1)]
    public SiloAddress? Silo { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public ConnectionStage Stage { get; init; }

    /// <summary>From the last acknowledged heartbeat to its acknowledgement; null if none was measured.</summary>
    [Id(3)]
    public TimeSpan? Latency { get; init; }

    /// <summary>How many events were handed to the handlers since it runs on this silo.</summary>
    [Id(4)]
    public long Events { get; init; }

    /// <summary>How many events wait for the handlers.</summary>
    [Id(5)]
    public int BufferedEvents { get; init; }

    /// <summary>How often it made a new connection since it runs on this silo.</summary>
    [Id(6)]
    public int Reconnects { get; init; }

    /// <summary>How many guilds it serves; null if that is not known.</summary>
    [Id(7)]
    public int? Guilds { get; init; }

    /// <summary>The reason why the shard has no connection, or why its silo did not answer; null while connected.</summary>
    [Id(8)]
    public string? Error { get; init; }

    internal static ClusterShard Of(ShardStatus status, SiloAddress silo) => new()
    {
        ShardId = status.ShardId,
        Silo = silo,
        Stage = status.Stage,
        Latency = status.Latency,
        Events = status.Events,
        BufferedEvents = status.BufferedEvents,
        Reconnects = status.Reconnects,
        Guilds = status.Guilds,
        Error = status.LastError,
    };
}
