using Orleans;
using Orleans.Concurrency;

namespace Discord.Gateway.Orleans;

/// <summary>Changes the number of shards: runs both sets of them while it does, since the hand-over compares what both are told, and that is possible only in one process.</summary>
[Alias("discord-gateway.reshard")]
[GrainInterfaceType("discord-gateway.reshard")]
internal interface IReshardGrain : IGrainWithStringKey
{
    /// <summary>Begins. Throws if that cannot be; false if it must be asked again, since the silo that it is on stops.</summary>
    /// <param name="total">The new number; null for what Discord recommends.</param>
    Task<bool> BeginAsync(int? total);

    /// <summary>How far the last resharding is; null if there was none.</summary>
    [AlwaysInterleave]
    Task<ReshardState?> GetStateAsync();

    /// <summary>The shards in hand, old and new, which run as no grains; none if no resharding runs.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ClusterShard>> GetStatusAsync();

    /// <summary>The sessions of the new shards of the parts in hand are stored, and the old ones are about to be closed: from here on there is no way back.</summary>
    [AlwaysInterleave]
    Task OnHandedOverAsync();
}

/// <summary>How far a resharding is.</summary>
[Alias("discord-gateway.reshard-state")]
[GenerateSerializer]
internal sealed record ReshardState
{
    /// <summary>Which one it is: each has a higher number.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>Which shards the bot has now.</summary>
    [Id(1)]
    public required ShardLayout Layout { get; init; }

    [Id(2)]
    public required bool IsRunning { get; init; }

    /// <summary>How many parts after those that are done are in hand: their shards run as no grains.</summary>
    [Id(5)]
    public required int InHand { get; init; }

    /// <summary>Whether the parts in hand cannot go back to the old shards any more.</summary>
    [Id(6)]
    public required bool IsHandedOver { get; init; }

    [Id(3)]
    public ReshardPhase? Phase { get; init; }

    /// <summary>Why it came to nothing; null if it did not.</summary>
    [Id(4)]
    public string? Problem { get; init; }
}

/// <summary>What is stored of the last resharding.</summary>
[Alias("discord-gateway.reshard-record")]
[GenerateSerializer]
internal sealed class ReshardRecord
{
    /// <summary>0 if there was none.</summary>
    [Id(0)]
    public long Number { get; set; }

    [Id(1)]
    public int Old { get; set; }

    [Id(2)]
    public int Next { get; set; }

    [Id(3)]
    public bool IsRunning { get; set; }

    /// <summary>Whether the sessions of the new shards of the parts in hand are stored, and the old ones may have been closed.</summary>
    [Id(4)]
    public bool IsHandedOver { get; set; }

    /// <summary>How many parts are done: their new shards run as grains.</summary>
    [Id(6)]
    public int Done { get; set; }

    /// <summary>How many parts are in hand.</summary>
    [Id(7)]
    public int InHand { get; set; }

    /// <summary>Which shards the bot has.</summary>
    internal ShardLayout Layout => Done == 0 && !IsRunning ? new(Old) : new ShardLayout(Old, Next, Done) is var mixed && Done < mixed.Parts ? mixed : new(Next);

    [Id(5)]
    public string? Problem { get; set; }
}
