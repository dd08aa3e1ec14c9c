using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A live stage: a stage channel with a topic. Discord's documentation: <see href="https://discord.com/developers/docs/resources/stage-instance#stage-instance-object">Stage Instance › Stage Instance Object</see>.</summary>
[JsonModel]
public sealed partial record StageInstance
{
    /// <summary>The stage instance's id.</summary>
    public Id<StageInstance> Id { get; init; }

    /// <summary>The guild of the stage channel.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The stage channel that is live.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The topic; 1–120 characters.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Who can access the stage.</summary>
    public StagePrivacyLevel PrivacyLevel { get; init; }

    /// <summary>Whether Stage Discovery is disabled. Deprecated by Discord.</summary>
    public bool DiscoverableDisabled { get; init; }

    /// <summary>The scheduled event of the stage; null if none.</summary>
    [NeverAbsent]
    public Id<GuildScheduledEvent>? GuildScheduledEventId { get; init; }
}

/// <summary>Who can access a stage. Discord's documentation: <see href="https://discord.com/developers/docs/resources/stage-instance#stage-instance-object-privacy-level">Stage Instance › Privacy Level</see>.</summary>
public enum StagePrivacyLevel : long
{
    /// <summary>PUBLIC: everyone. Deprecated by Discord.</summary>
    Public = 1,

    /// <summary>GUILD_ONLY: only members of the guild.</summary>
    GuildOnly = 2,
}
