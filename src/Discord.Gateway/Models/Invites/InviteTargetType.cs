namespace Discord.Gateway.Models;

/// <summary>What an invite to a voice channel is for. Discord's documentation: <i>Invite › Invite Target Types</i>.</summary>
public enum InviteTargetType : long
{
    /// <summary>STREAM: a user's stream.</summary>
    Stream = 1,

    /// <summary>EMBEDDED_APPLICATION: an activity.</summary>
    EmbeddedApplication = 2,
}
