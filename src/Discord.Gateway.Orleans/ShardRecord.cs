using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>What is stored of a shard.</summary>
[GenerateSerializer]
internal sealed class ShardRecord
{
    /// <summary>The run that holds the session: an activation of the grain on a silo. What another run wants to store is refused, and that run ends.</summary>
    [Id(0)]
    public Guid Run { get; set; }

    /// <summary>The session up to the last event that was handled; null if there is none.</summary>
    [Id(1)]
    public string? Session { get; set; }

    /// <summary>The presence of this shard alone, as JSON; null if it has the one of all shards.</summary>
    [Id(2)]
    public string? OwnPresence { get; set; }

    /// <summary>The presence of all shards when <see cref="OwnPresence"/> was set: another one for all since then takes its place.</summary>
    [Id(3)]
    public string? SharedPresence { get; set; }
}
