using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>What is stored of a shard.</summary>
[Alias("discord-gateway.shard-record")]
[GenerateSerializer]
internal sealed class ShardRecord
{
    /// <summary>The <see cref="ShardRun.Id"/> of the run that holds the session, or held it last. What an earlier run wants to store is refused, and that run ends.</summary>
    [Id(0)]
    public Guid RunId { get; set; }

    /// <summary>The session up to the last event that was handled; null if there is none.</summary>
    [Id(1)]
    public string? Session { get; set; }

    /// <summary>The presence of this shard alone, as JSON; null if it has the one of all shards.</summary>
    [Id(2)]
    public string? OwnPresence { get; set; }

    // 3 was the presence of all shards, before presences had numbers.

    /// <summary>The <see cref="ShardRun.Epoch"/> of the run.</summary>
    [Id(4)]
    public long Epoch { get; set; }

    /// <summary>Whether the run was not ended in order: it may go on where nobody sees it.</summary>
    [Id(5)]
    public bool IsHeld { get; set; }

    /// <summary>The number of the presence of all shards when <see cref="OwnPresence"/> was set: a later one takes its place.</summary>
    [Id(6)]
    public long SharedVersion { get; set; }

    internal ShardRun Run
    {
        get => new(Epoch, RunId);
        set => (Epoch, RunId) = (value.Epoch, value.Id);
    }
}
