namespace Discord.Gateway;

/// <summary>What a session knows of a guild.</summary>
internal enum GuildState : byte
{
    /// <summary>The bot is not in it.</summary>
    None,

    /// <summary>READY listed it; its GUILD_CREATE has not come.</summary>
    NotLoaded,

    /// <summary>Its GUILD_CREATE came.</summary>
    Loaded,

    /// <summary>It is in an outage, and will come back.</summary>
    InOutage,
}
