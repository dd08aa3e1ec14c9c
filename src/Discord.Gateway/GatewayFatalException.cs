using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// The base of exceptions for close codes after which reconnecting is pointless. The shard has ended; every later call throws the exception again.
/// See <see href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes">Opcodes and Status Codes › Gateway Close Event Codes</see>, the codes whose <i>Reconnect</i> is false.
/// </summary>
[JsonConverter(typeof(FatalExceptionConverter))]
public abstract class GatewayFatalException : GatewayException
{
    private protected GatewayFatalException(ShardId shardId, GatewayCloseCode closeCode, string advice)
        : base(shardId, $"Discord closed the gateway with {(int)closeCode} {closeCode}. {advice}")
    {
        CloseCode = closeCode;
    }

    /// <summary>The close code that ended the shard.</summary>
    public GatewayCloseCode CloseCode { get; }
}

/// <summary>4004: Discord rejects the token.</summary>
public sealed class AuthenticationFailedException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.AuthenticationFailed,
    "The bot token is wrong or was reset: copy the current one from the developer portal (Bot › Token). Pass it without the \"Bot \" prefix.");

/// <summary>4010: the shard index or the total is invalid for this bot.</summary>
public sealed class InvalidShardException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.InvalidShard,
    "Discord rejects this shard id and total: use the number of shards that GET /gateway/bot returns (for very large bots, a multiple of it).");

/// <summary>4011: the bot is in more guilds than this number of shards may serve (2,500 per shard).</summary>
public sealed class ShardingRequiredException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.ShardingRequired,
    "The bot is in too many guilds for this many shards: use the number of shards that GET /gateway/bot returns.");

/// <summary>4012: Discord no longer supports the gateway version of this library.</summary>
public sealed class InvalidApiVersionException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.InvalidApiVersion,
    "Discord no longer supports this version of its gateway: update the Discord.Gateway package.");

/// <summary>4013: the intents contain a bit that Discord does not know.</summary>
public sealed class InvalidIntentsException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.InvalidIntents,
    "ShardOptions.Intents contains a bit that Discord does not know: combine only members of GatewayIntents.");

/// <summary>4014: the intents contain a privileged intent that is not enabled for the bot.</summary>
public sealed class DisallowedIntentsException(ShardId shardId) : GatewayFatalException(shardId, GatewayCloseCode.DisallowedIntents,
    "ShardOptions.Intents contains a privileged intent (GuildMembers, GuildPresences or MessageContent) that is not enabled for this bot: "
    + "enable it in the developer portal (Bot › Privileged Gateway Intents), or remove it.");
