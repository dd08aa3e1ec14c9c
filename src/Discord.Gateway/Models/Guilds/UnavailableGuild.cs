using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A guild that is in an outage, that Discord has not sent yet, or that the bot has left. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#unavailable-guild-object">Guild › Unavailable Guild Object</see>.</summary>
[JsonModel]
public sealed partial record UnavailableGuild
{
    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; init; }

    /// <summary>Whether the guild is in an outage or not yet sent; null in GUILD_DELETE if the bot is no longer in the guild.</summary>
    public bool? Unavailable { get; init; }
}
