using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The Rich Presence invitation that a message is. Discord's documentation: <i>Message › Message Activity Structure</i>.</summary>
[JsonModel]
public sealed partial record MessageActivity
{
    /// <summary>To what.</summary>
    public MessageActivityType Type { get; init; }

    /// <summary>The party's id.</summary>
    public string? PartyId { get; init; }
}

/// <summary>What a message invites to. Discord's documentation: <i>Message › Message Activity Types</i>.</summary>
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
