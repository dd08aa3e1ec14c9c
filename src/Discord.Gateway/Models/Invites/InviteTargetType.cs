namespace Discord.Gateway.Models;

/// <summary>The target of an invite to a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/invite#invite-object-invite-target-types">Invite › Invite Target Types</see>.</summary>
public enum InviteTargetType : long
{
    /// <summary>STREAM: the stream of a user.</summary>
    Stream = 1,

    /// <summary>EMBEDDED_APPLICATION: an activity in the voice channel.</summary>
    EmbeddedApplication = 2,
}
