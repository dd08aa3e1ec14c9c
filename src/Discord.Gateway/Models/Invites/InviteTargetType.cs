namespace Discord.Gateway.Models;

/// <summary>What an invite to a voice channel is for. Discord's documentation: <see href="https://discord.com/developers/docs/resources/invite#invite-object-invite-target-types">Invite › Invite Target Types</see>.</summary>
public enum InviteTargetType : long
{
    /// <summary>STREAM: a user's stream.</summary>
    Stream = 1,

    /// <summary>EMBEDDED_APPLICATION: an activity.</summary>
    EmbeddedApplication = 2,
}
