namespace Discord.Gateway.Models;

/// <summary>The kind of an activity. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-types">Gateway Events › Activity Types</see>.</summary>
public enum ActivityType : long
{
    /// <summary>PLAYING: playing {name}.</summary>
    Playing = 0,

    /// <summary>STREAMING: streaming {details}.</summary>
    Streaming = 1,

    /// <summary>LISTENING: listening to {name}.</summary>
    Listening = 2,

    /// <summary>WATCHING: watching {name}.</summary>
    Watching = 3,

    /// <summary>CUSTOM: {emoji} {state}, a custom status.</summary>
    Custom = 4,

    /// <summary>COMPETING: competing in {name}.</summary>
    Competing = 5,
}

/// <summary>What of an activity is shown in the list of members. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-status-display-types">Gateway Events › Status Display Types</see>.</summary>
public enum StatusDisplayType : long
{
    /// <summary>NAME: the activity's name.</summary>
    Name = 0,

    /// <summary>STATE: the state.</summary>
    State = 1,

    /// <summary>DETAILS: the details.</summary>
    Details = 2,
}

/// <summary>What an activity allows. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-flags">Gateway Events › Activity Flags</see>.</summary>
[Flags]
public enum ActivityFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>INSTANCE.</summary>
    Instance = 1 << 0,

    /// <summary>JOIN.</summary>
    Join = 1 << 1,

    /// <summary>SPECTATE.</summary>
    Spectate = 1 << 2,

    /// <summary>JOIN_REQUEST.</summary>
    JoinRequest = 1 << 3,

    /// <summary>SYNC.</summary>
    Sync = 1 << 4,

    /// <summary>PLAY.</summary>
    Play = 1 << 5,

    /// <summary>PARTY_PRIVACY_FRIENDS.</summary>
    PartyPrivacyFriends = 1 << 6,

    /// <summary>PARTY_PRIVACY_VOICE_CHANNEL.</summary>
    PartyPrivacyVoiceChannel = 1 << 7,

    /// <summary>EMBEDDED.</summary>
    Embedded = 1 << 8,
}
