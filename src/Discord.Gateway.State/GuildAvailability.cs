namespace Discord.Gateway.State;

/// <summary>How well a guild is known now.</summary>
public enum GuildAvailability
{
    /// <summary>A session has begun, and the guild has not been told yet in it; what is known is of before. A guild that was not known before cannot be found.</summary>
    Loading,

    /// <summary>All is well.</summary>
    Available,

    /// <summary>The guild is in an outage of Discord's; what is known is of before. Voice states and presences are not kept.</summary>
    Unavailable,
}
