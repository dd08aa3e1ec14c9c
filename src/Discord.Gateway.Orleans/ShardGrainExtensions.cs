using Discord.Gateway.Commands;

namespace Discord.Gateway.Orleans;

/// <summary>Sends commands to shards in the cluster.</summary>
/// <example>
/// <code>
/// IShardGrain shard = await cluster.GetShardAsync(guildId);
/// await shard.SendAsync(new UpdateVoiceState(guildId, channelId));
/// </code>
/// </example>
public static class ShardGrainExtensions
{
    /// <summary>Sends a command through the shard, and completes when it is written to Discord. See <see cref="Shard.SendAsync"/>.</summary>
    /// <exception cref="ArgumentException">The command is invalid. Nothing was sent.</exception>
    /// <exception cref="PayloadTooLargeException">The command exceeds 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="ShardNotRunningException">No silo runs the shard at the moment.</exception>
    public static Task SendAsync(this IShardGrain shard, GatewayCommand command)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(command);

        // The intents are the shard's, and not known here: they are not checked.
        command.Validate(GatewayIntents.All);
        return shard.SendRawAsync(GatewayPayload.Encode(command, ShardId.Single));
    }
}
