using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A live stage. Discord's documentation: <see href="https://discord.com/developers/docs/resources/stage-instance#stage-instance-object">Stage Instance › Stage Instance Object</see>.</summary>
[JsonModel]
public sealed partial record StageInstance
{
    /// <summary>The stage's id.</summary>
    public Id<StageInstance> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The stage channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>What it is about; 1–120 characters.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Who can see it.</summary>
    public StagePrivacyLevel PrivacyLevel { get; init; }

    /// <summary>Whether it is kept out of Stage Discovery; no longer used.</summary>
    public bool DiscoverableDisabled { get; init; }

    /// <summary>The scheduled event it is for; null for none.</summary>
    [NeverAbsent]
    public Id<GuildScheduledEvent>? GuildScheduledEventId { get; init; }
}

/// <summary>Who can see a stage. Discord's documentation: <see href="https://discord.com/developers/docs/resources/stage-instance#stage-instance-object-privacy-level">Stage Instance › Privacy Level</see>.</summary>
public enum StagePrivacyLevel : long
{
    /// <summary>PUBLIC: everyone, no longer used.</summary>
    Public = 1,

    /// <summary>GUILD_ONLY: members of the guild.</summary>
    GuildOnly = 2,
}
