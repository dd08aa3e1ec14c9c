namespace Discord.Gateway;

/// <summary>The reason why a GUILD_CREATE arrived: see <see cref="GuildCreateEvent.Arrival"/>.</summary>
public enum GuildArrival
{
    /// <summary>READY listed the guild, and this is its first GUILD_CREATE in the session. The bot was in the guild before.</summary>
    Loaded,

    /// <summary>The bot has just joined the guild: neither READY nor an earlier event named it.</summary>
    Joined,

    /// <summary>
    /// The guild returned from an outage, or Discord sent an available guild again: the event replaces its data. Also a guild that READY listed, and
    /// that was in an outage before it could be loaded.
    /// </summary>
    Returned,
}
