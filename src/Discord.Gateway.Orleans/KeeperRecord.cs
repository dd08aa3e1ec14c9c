using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>What is stored of the cluster's bot.</summary>
[GenerateSerializer]
internal sealed class KeeperRecord
{
    /// <summary>How many shards the bot has; 0 before that is known.</summary>
    [Id(0)]
    public int Total { get; set; }

    /// <summary>What the options said when <see cref="Total"/> was taken from them: a number that was resharded since goes on until the options change.</summary>
    [Id(1)]
    public int? Configured { get; set; }

    /// <summary>The presence of all shards, as JSON; null if none was set.</summary>
    [Id(2)]
    public string? Presence { get; set; }

    /// <summary>The number of shards that a resharding leads to; null while there is none.</summary>
    [Id(3)]
    public int? ReshardTotal { get; set; }
}
