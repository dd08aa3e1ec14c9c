using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>What is stored of the cluster's bot.</summary>
[Alias("discord-gateway.keeper-record")]
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

    // 3 was the number of shards that a resharding leads to, which the grain of the resharding stores.

    /// <summary>Grows with each presence.</summary>
    [Id(4)]
    public long PresenceVersion { get; set; }

    /// <summary>The last resharding whose outcome <see cref="Total"/> is.</summary>
    [Id(5)]
    public long ReshardNumber { get; set; }

    /// <summary>The recommendation that <see cref="Total"/> was compared with last; null if the options have always said a number.</summary>
    [Id(6)]
    public int? Recommended { get; set; }

    /// <summary>How many shards it will have; null if it is not being resharded.</summary>
    [Id(7)]
    public int? Next { get; set; }

    /// <summary>How many parts of the resharding are done.</summary>
    [Id(8)]
    public int Done { get; set; }

    /// <summary>In the record of the version before, which knew one bot: the name of the bot that went on from it; null for none.</summary>
    [Id(9)]
    public string? TakenBy { get; set; }

    internal ShardLayout Layout
    {
        get => new(Total, Next, Done);
        set => (Total, Next, Done) = (value.Total, value.Next, value.Done);
    }

    internal SharedPresence SharedPresence => new(PresenceVersion, Presence);
}
