namespace Discord.Gateway.Models;

/// <summary>The kind of an activity, which decides how Discord's client shows it. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-types">Gateway Events › Activity Types</see>.</summary>
public enum ActivityType : long
{
    /// <summary>PLAYING: shown as "Playing {name}".</summary>
    Playing = 0,

    /// <summary>STREAMING: shown as "Streaming {details}".</summary>
    Streaming = 1,

    /// <summary>LISTENING: shown as "Listening to {name}".</summary>
    Listening = 2,

    /// <summary>WATCHING: shown as "Watching {name}".</summary>
    Watching = 3,

    /// <summary>CUSTOM: a custom status, shown as "{emoji} {state}".</summary>
    Custom = 4,

    /// <summary>COMPETING: shown as "Competing in {name}".</summary>
    Competing = 5,
}

/// <summary>The property of an activity that is shown in the member list. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-status-display-types">Gateway Events › Status Display Types</see>.</summary>
public enum StatusDisplayType : long
{
    /// <summary>NAME: <see cref="Activity.Name"/>, as in "Listening to Spotify".</summary>
    Name = 0,

    /// <summary>STATE: <see cref="Activity.State"/>, as in "Listening to Rick Astley".</summary>
    State = 1,

    /// <summary>DETAILS: <see cref="Activity.Details"/>, as in "Listening to Never Gonna Give You Up".</summary>
    Details = 2,
}

/// <summary>Flags of an activity, which describe its properties. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-flags">Gateway Events › Activity Flags</see>.</summary>
[Flags]
public enum ActivityFlags : ulong
{
    /// <summary>No flags.</summary>
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
