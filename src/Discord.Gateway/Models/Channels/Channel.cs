namespace Discord.Gateway;

/// <summary>A channel or thread. Discord's documentation: <i>Channel › Channel Object</i>.</summary>
public sealed record Channel
{
    /// <summary>The channel's id.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The kind of channel, by Discord's number.</summary>
    public int Type { get; init; }

    /// <summary>The guild; absent in direct messages and inside GUILD_CREATE.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The name; null for direct messages.</summary>
    public string? Name { get; init; }

    /// <summary>The topic; null for none.</summary>
    public string? Topic { get; init; }

    /// <summary>The place among the guild's channels; absent for threads.</summary>
    public int? Position { get; init; }

    /// <summary>The category, or for a thread its channel; null if none.</summary>
    public Id<Channel>? ParentId { get; init; }
}
