using Discord.Gateway.Models;
using Orleans;
using Orleans.Concurrency;

namespace Discord.Gateway.Orleans;

/// <summary>
/// A shard somewhere in the cluster. From <see cref="DiscordCluster.GetShardAsync"/>; its calls go to the silo where it runs, wherever the caller is.
/// <see cref="ShardGrainExtensions.SendAsync"/> sends commands.
/// </summary>
[Alias("discord-gateway.shard")]
[GrainInterfaceType("discord-gateway.shard")]
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
