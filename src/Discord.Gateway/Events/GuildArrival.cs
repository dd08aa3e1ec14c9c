namespace Discord.Gateway;

/// <summary>Why a GUILD_CREATE came: see <see cref="GuildCreateEvent.Arrival"/>.</summary>
public enum GuildArrival
{
    /// <summary>READY listed the guild, and this is the first that the session is told of it. The bot was in the guild before.</summary>
    Loaded,

    /// <summary>The bot joined the guild now: neither READY nor an event before this one named it.</summary>
    Joined,

    /// <summary>
    /// The guild is back from an outage, or Discord sent a guild again that is there already: the event replaces what is known of it. Also a guild that READY listed, and
    /// that was in an outage before it could be loaded.
    /// </summary>
    Returned,
}
