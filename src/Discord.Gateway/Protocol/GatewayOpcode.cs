namespace Discord.Gateway;

/// <summary>The kinds of payload on the gateway. Discord's documentation: <see href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes">Opcodes and Status Codes › Gateway Opcodes</see>.</summary>
/// <remarks>Opcodes that Discord adds later are kept as their number.</remarks>
public enum GatewayOpcode
{
    /// <summary>An event with a name and a sequence (received).</summary>
    Dispatch = 0,

    /// <summary>A heartbeat (sent), or a request to send one now (received).</summary>
    Heartbeat = 1,

    /// <summary>Starts a new session (sent).</summary>
    Identify = 2,

    /// <summary>Sets the bot's presence (sent).</summary>
    PresenceUpdate = 3,

    /// <summary>Joins, leaves or moves between voice channels (sent).</summary>
    VoiceStateUpdate = 4,

    /// <summary>Continues a session on a new connection (sent).</summary>
    Resume = 6,

    /// <summary>The client should reconnect and resume now (received).</summary>
    Reconnect = 7,

    /// <summary>Requests members of a guild (sent).</summary>
    RequestGuildMembers = 8,

    /// <summary>The session is invalid; the data says whether it may be resumed (received).</summary>
    InvalidSession = 9,

    /// <summary>The first payload of a connection; carries the heartbeat interval (received).</summary>
    Hello = 10,

    /// <summary>Acknowledges a heartbeat (received).</summary>
    HeartbeatAck = 11,

    /// <summary>Requests the soundboard sounds of guilds (sent).</summary>
    RequestSoundboardSounds = 31,

    /// <summary>Requests the ephemeral data of a guild's channels (sent).</summary>
    RequestChannelInfo = 43,
}
