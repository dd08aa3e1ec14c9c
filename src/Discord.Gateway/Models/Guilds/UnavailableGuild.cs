namespace Discord.Gateway;

/// <summary>A guild of which only the id is known. Discord's documentation: <i>Guild › Unavailable Guild Object</i>.</summary>
public sealed record UnavailableGuild
{
    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; init; }

    /// <summary>True: an outage, or not loaded yet. Null (the field was absent) in GUILD_DELETE: the bot is no longer in the guild.</summary>
    public bool? Unavailable { get; init; }
}
