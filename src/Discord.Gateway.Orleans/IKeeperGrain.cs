using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>Sees to it that every shard of the bot runs, once, and that the silos share them evenly. One in the cluster.</summary>
[Alias("discord-gateway.keeper")]
[GrainInterfaceType("discord-gateway.keeper")]
internal interface IKeeperGrain : IGrainWithStringKey
{
    /// <summary>A silo lives, runs these shards, and may be given more unless it is being drained.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="running">What it runs.</param>
    /// <param name="isDraining">Whether it is to run nothing any more.</param>
    /// <param name="wanted">How many shards the bot has by its options; null if they do not say.</param>
    [AlwaysInterleave]
    Task<ReportAnswer> ReportAsync(SiloAddress silo, IReadOnlyList<ShardId> running, bool isDraining, int? wanted);

    /// <summary>Where each shard runs, in the order of <see cref="ShardLayout.Shards"/>; null for nowhere.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<SiloAddress?>> GetPlacesAsync(ShardLayout layout);

    /// <summary>Which shards the bot has.</summary>
    [AlwaysInterleave]
    Task<ShardLayout> GetLayoutAsync();

    /// <summary>
    /// Moves all shards away from a silo, which gets none any more. True if they run elsewhere, or there is nowhere to move them. It waits for a moment only: a keeper whose own silo stops must not
    /// be kept by it. Ask again.
    /// </summary>
    [AlwaysInterleave]
    Task<bool> DrainAsync(SiloAddress silo);

    /// <summary>The number of the last resharding that the layout follows; 0 for none.</summary>
    [AlwaysInterleave]
    Task<long> GetReshardNumberAsync();

    /// <summary>Sets the presence of all shards, those that start later among them.</summary>
    [AlwaysInterleave]
    Task SetPresenceAsync(BotPresence presence);

    /// <summary>The presence of all shards.</summary>
    [AlwaysInterleave]
    Task<SharedPresence> GetPresenceAsync();

    /// <summary>Releases the old shards of some parts, since a resharding needs them, and does not start them until those parts are done. To be called until it has done so.</summary>
    /// <param name="layout">Which shards the bot has, and how many parts are done: the next ones are released.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="number">Which resharding it is.</param>
    /// <returns>Whether none of those shards runs any more.</returns>
    [AlwaysInterleave]
    Task<bool> PauseAsync(ShardLayout layout, int parts, long number);

    /// <summary>Why shards run nowhere, by shard; those that run are not among them.</summary>
    [AlwaysInterleave]
    Task<Dictionary<ShardId, string>> GetReasonsAsync();

    /// <summary>Ends a shard and starts it anew. Completes when it has ended.</summary>
    [AlwaysInterleave]
    Task RestartShardAsync(ShardId shardId);
}

/// <summary>What the keeper says to a silo's report.</summary>
/// <param name="IsDraining">Whether the silo is being drained. It tells so from then on, since the next keeper does not know.</param>
/// <param name="HearsOthers">Whether other silos report, too. If not, the keeper may be cut off together with the silo on which it is, and another may have taken its place.</param>
[Alias("discord-gateway.report-answer")]
[GenerateSerializer]
internal readonly record struct ReportAnswer(bool IsDraining, bool HearsOthers);
