namespace Discord.Gateway;

/// <summary>
/// The close codes that Discord's gateway sends. Discord's documentation: <see href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes">Opcodes and Status Codes › Gateway Close Event Codes</see>.
/// Each summary states how the shard reacts.
/// </summary>
public enum GatewayCloseCode
{
    /// <summary>Something went wrong at Discord. The shard resumes.</summary>
    UnknownError = 4000,

    /// <summary>An opcode, or a payload for an opcode, that Discord does not know was sent. The shard resumes.</summary>
    UnknownOpcode = 4001,

    /// <summary>A payload that Discord cannot read was sent, or one over 4,096 bytes. The shard resumes.</summary>
    DecodeError = 4002,

    /// <summary>A payload was sent before identifying, or the session was invalidated. The shard starts a new session.</summary>
    NotAuthenticated = 4003,

    /// <summary>The token is wrong. The shard ends with <see cref="AuthenticationFailedException"/>.</summary>
    AuthenticationFailed = 4004,

    /// <summary>Identify was sent twice. The shard resumes.</summary>
    AlreadyAuthenticated = 4005,

    /// <summary>Not documented any more: the session is no longer valid. The shard starts a new session.</summary>
    SessionNoLongerValid = 4006,

    /// <summary>The sequence of a resume was invalid. The shard starts a new session.</summary>
    InvalidSequence = 4007,

    /// <summary>More than 120 payloads were sent within 60 s. The shard resumes, after a pause.</summary>
    RateLimited = 4008,

    /// <summary>The session timed out. The shard starts a new session.</summary>
    SessionTimedOut = 4009,

    /// <summary>The shard id or total is invalid. The shard ends with <see cref="InvalidShardException"/>.</summary>
    InvalidShard = 4010,

    /// <summary>The bot is in too many guilds for one shard. The shard ends with <see cref="ShardingRequiredException"/>.</summary>
    ShardingRequired = 4011,

    /// <summary>The gateway version is invalid. The shard ends with <see cref="InvalidApiVersionException"/>.</summary>
    InvalidApiVersion = 4012,

    /// <summary>The intents contain an unknown bit. The shard ends with <see cref="InvalidIntentsException"/>.</summary>
    InvalidIntents = 4013,

    /// <summary>A privileged intent is not enabled for the bot. The shard ends with <see cref="DisallowedIntentsException"/>.</summary>
    DisallowedIntents = 4014,
}
