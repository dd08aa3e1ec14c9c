using Discord.Gateway.Commands;

namespace Discord.Gateway.Orleans;

/// <summary>Commands to a shard somewhere in the cluster.</summary>
public static class ShardGrainExtensions
{
    /// <summary>Sends a command through the shard. Completes when it was written to Discord. See <see cref="Shard.SendAsync"/>.</summary>
    /// <exception cref="ArgumentException">The command is invalid. Nothing was sent.</exception>
    /// <exception cref="PayloadTooLargeException">The command has more than 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="ShardNotRunningException">The shard runs nowhere at the moment.</exception>
    public static Task SendAsync(this IShardGrain shard, GatewayCommand command)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(command);

        // The intents are the shard's, and not known here: they are not checked.
        command.Validate(GatewayIntents.All);
        return shard.SendRawAsync(GatewayPayload.Encode(command, ShardId.Single));
    }
}
