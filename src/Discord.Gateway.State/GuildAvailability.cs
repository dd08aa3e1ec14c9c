namespace Discord.Gateway.State;

/// <summary>Whether a guild in the state is up to date.</summary>
public enum GuildAvailability
{
    /// <summary>A new session has started and Discord has not sent the guild in it yet; the state has older data. A guild that was not in the state before cannot be found.</summary>
    Loading,

    /// <summary>The guild is up to date.</summary>
    Available,

    /// <summary>The guild is in an outage of Discord's; the state has older data, without voice states and presences.</summary>
    Unavailable,
}
