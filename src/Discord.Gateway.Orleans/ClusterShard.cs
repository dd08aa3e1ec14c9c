using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>A snapshot of a shard's state, and the silo that runs it.</summary>
[Alias("discord-gateway.cluster-shard")]
[GenerateSerializer]
public sealed record ClusterShard
{
    /// <summary>The shard's id.</summary>
    [Id(0)]
    public required ShardId ShardId { get; init; }

    /// <summary>The silo that runs the shard, or the resharding that has it in hand; null while none does, such as between a silo's death and the start on another.</summary>
    [Id(1)]
    public SiloAddress? Silo { get; init; }

    /// <summary>The stage of the shard's connection.</summary>
    [Id(2)]
    public ConnectionStage Stage { get; init; }

    /// <summary>Round-trip time of the last acknowledged heartbeat; null if none was measured.</summary>
    [Id(3)]
    public TimeSpan? Latency { get; init; }

    /// <summary>The number of events passed to the handlers since the shard started on this silo.</summary>
    [Id(4)]
    public long Events { get; init; }

    /// <summary>The number of events that wait for the handlers.</summary>
    [Id(5)]
    public int BufferedEvents { get; init; }

    /// <summary>The number of reconnects since the shard started on this silo.</summary>
    [Id(6)]
    public int Reconnects { get; init; }

    /// <summary>The number of guilds that the shard serves; null if unknown.</summary>
    [Id(7)]
    public int? Guilds { get; init; }

    /// <summary>
    /// In one line, why no silo runs the shard, why its silo did not answer, or what its last failure was; null while it is connected, and while it connects without a failure
    /// (<see cref="Stage"/>).
    /// </summary>
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
