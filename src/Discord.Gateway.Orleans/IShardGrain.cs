using Discord.Gateway.Models;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// A shard somewhere in the cluster. From <see cref="DiscordCluster.GetShardAsync"/>; its calls go to the silo where it runs, wherever the caller is.
/// <see cref="ShardGrainExtensions.SendAsync"/> sends commands.
/// </summary>
public interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Its state, and where it runs.</summary>
    [AlwaysInterleave]
    Task<ClusterShard> GetStatusAsync();

    /// <summary>Sends a payload, <c>{"op":…,"d":…}</c> as UTF-8, under the rules of <see cref="Shard.SendRawAsync"/>: within Discord's limits, in order.</summary>
    /// <exception cref="ShardNotRunningException">It runs nowhere at the moment.</exception>
    /// <exception cref="ArgumentException">As with <see cref="Shard.SendRawAsync"/>.</exception>
    [AlwaysInterleave]
    Task SendRawAsync(byte[] payload);

    /// <summary>Sets the presence of this shard alone. It stays, wherever the shard moves, until <see cref="DiscordCluster.SetPresenceAsync"/> sets another for all.</summary>
    /// <exception cref="ShardNotRunningException">It runs nowhere at the moment.</exception>
    [AlwaysInterleave]
    Task SetPresenceAsync(BotPresence presence);

    /// <summary>Asks for members of a guild of this shard, and collects the answer. See <see cref="Shard.GetGuildMembersAsync"/>.</summary>
    /// <exception cref="ShardNotRunningException">It runs nowhere at the moment.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    Task<GuildMembersAnswer> GetGuildMembersAsync(RequestGuildMembers request, CancellationToken cancellationToken = default);
}

/// <summary>What the keeper and the silos tell a shard.</summary>
internal interface IShardControl : IShardGrain
{
    /// <summary>
    /// Runs the shard on a silo, if it does not run yet, with the presence of all shards or its own. Returns where it runs; null if the grain had come to life elsewhere: it goes,
    /// and this is to be tried again.
    /// </summary>
    Task<SiloAddress?> StartAsync(SiloAddress wanted, BotPresence? presence);

    /// <summary>Gives the shard the presence of all shards, in place of its own if it has one.</summary>
    [AlwaysInterleave]
    Task SharePresenceAsync(BotPresence presence);

    /// <summary>Stops the shard and keeps its session. Completes when the session is stored; then it may start elsewhere.</summary>
    Task ReleaseAsync();

    /// <summary>Keeps the session of a run. False: another run has taken over the shard.</summary>
    [AlwaysInterleave]
    Task<bool> SaveAsync(Guid run, ShardSession session);

    /// <summary>The session that is kept for a shard that does not run as a grain at the moment.</summary>
    [AlwaysInterleave]
    Task<ShardSession?> LoadAsync();

    /// <summary>Keeps the session of a shard that does not run as a grain at the moment.</summary>
    [AlwaysInterleave]
    Task StoreAsync(ShardSession? session);
}
