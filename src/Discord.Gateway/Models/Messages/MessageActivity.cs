using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The Rich Presence invitation in a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object-message-activity-structure">Message › Message Activity Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageActivity
{
    /// <summary>The action that the message invites to.</summary>
    public MessageActivityType Type { get; init; }

    /// <summary>The id of the Rich Presence party; null if none.</summary>
    public string? PartyId { get; init; }
}

/// <summary>The action that a Rich Presence invitation offers. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object-message-activity-types">Message › Message Activity Types</see>.</summary>
public enum MessageActivityType : long
{
    /// <summary>JOIN.</summary>
    Join = 1,

    /// <summary>SPECTATE.</summary>
    Spectate = 2,

    /// <summary>LISTEN.</summary>
    Listen = 3,

    /// <summary>JOIN_REQUEST.</summary>
    JoinRequest = 5,

    /// <summary>STREAM_REQUEST: undocumented.</summary>
    StreamRequest = 6,
}
