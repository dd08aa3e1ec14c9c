using Discord.Gateway.Models;
using Orleans;
using Orleans.Concurrency;

namespace Discord.Gateway.Orleans;

/// <summary>
/// A shard in the cluster, returned by <see cref="DiscordCluster.GetShardAsync"/>. Its calls reach the silo that runs it, from any silo or client.
/// <see cref="ShardGrainExtensions.SendAsync"/> sends commands.
/// </summary>
/// <example>
/// <code>
/// IShardGrain shard = await cluster.GetShardAsync(guildId);
/// ClusterShard status = await shard.GetStatusAsync();
/// GuildMembersAnswer answer = await shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = guildId, Query = "ann", Limit = 10 });
/// Console.WriteLine($"{status.ShardId} on {status.Silo}: {answer.Members.Count} members");
/// </code>
/// </example>
[Alias("discord-gateway.shard")]
[GrainInterfaceType("discord-gateway.shard")]
public interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Gets the shard's state, and the silo that runs it.</summary>
    [AlwaysInterleave]
    Task<ClusterShard> GetStatusAsync();

    /// <summary>Sends a payload, <c>{"op":…,"d":…}</c> in UTF-8, by the rules of <see cref="Shard.SendRawAsync"/>: within Discord's limits, in order.</summary>
    /// <exception cref="ShardNotRunningException">No silo runs the shard at the moment.</exception>
    /// <exception cref="ArgumentException">As with <see cref="Shard.SendRawAsync"/>.</exception>
    [AlwaysInterleave]
    Task SendRawAsync(byte[] payload);

    /// <summary>Sets the presence of this shard only. It applies on any silo, until <see cref="DiscordCluster.SetPresenceAsync"/> sets the presence of all shards.</summary>
    /// <exception cref="ShardNotRunningException">No silo runs the shard at the moment.</exception>
    [AlwaysInterleave]
    Task SetPresenceAsync(BotPresence presence);

    /// <summary>Requests members of a guild of this shard, and collects the answer. See <see cref="Shard.GetGuildMembersAsync"/>.</summary>
    /// <exception cref="ShardNotRunningException">No silo runs the shard at the moment.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    Task<GuildMembersAnswer> GetGuildMembersAsync(RequestGuildMembers request, CancellationToken cancellationToken = default);
}
