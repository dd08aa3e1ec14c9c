using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>What the keeper and the silos tell a shard.</summary>
[Alias("discord-gateway.shard-control")]
[GrainInterfaceType("discord-gateway.shard-control")]
internal interface IShardControl : IShardGrain
{
    /// <summary>Runs the shard on a silo, if it does not run yet.</summary>
    /// <param name="wanted">The silo.</param>
    /// <param name="presence">The presence of all shards; the shard has it, or its own.</param>
    /// <param name="mayTakeOver">Whether it may be started though the run before was not ended in order.</param>
    Task<ShardStart> StartAsync(SiloAddress wanted, SharedPresence presence, bool mayTakeOver);

    /// <summary>Gives the shard the presence of all shards, in place of its own if it has one, unless it had a later one.</summary>
    [AlwaysInterleave]
    Task SharePresenceAsync(SharedPresence presence);

    /// <summary>Stops the shard and keeps its session. Completes when the session is stored, or cannot be; then it may start elsewhere.</summary>
    Task ReleaseAsync();

    /// <summary>Keeps the session of a run. False: another run has taken over the shard.</summary>
    [AlwaysInterleave]
    Task<bool> SaveAsync(ShardRun run, ShardSession session);

    /// <summary>The session that is kept for a shard that does not run as a grain at the moment.</summary>
    [AlwaysInterleave]
    Task<ShardSession?> LoadAsync();

    /// <summary>Keeps the session of a shard that does not run as a grain at the moment.</summary>
    [AlwaysInterleave]
    Task StoreAsync(ShardSession? session);
}

/// <summary>What came of an attempt to start a shard.</summary>
/// <param name="Silo">Where it runs; null if it does not.</param>
/// <param name="IsHeld">Whether it was not started since the run before may go on elsewhere. Else the grain had come to life on another silo: it goes, and this is to be tried again.</param>
[Alias("discord-gateway.shard-start")]
[GenerateSerializer]
internal readonly record struct ShardStart(SiloAddress? Silo, bool IsHeld);
