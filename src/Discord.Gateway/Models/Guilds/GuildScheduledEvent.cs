using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An event that a guild planned. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object">Guild Scheduled Event › Guild Scheduled Event Object</see>.</summary>
[JsonModel]
public sealed partial record GuildScheduledEvent
{
    /// <summary>The scheduled event's id.</summary>
    public Id<GuildScheduledEvent> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>Where it takes place; null if outside of Discord.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>Who made it; null for those made before 2021-10-25.</summary>
    public Id<User>? CreatorId { get; init; }

    /// <summary>The name; 1–100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The description; 1–1,000 characters. Null for none.</summary>
    public string? Description { get; init; }

    /// <summary>When it is to begin.</summary>
    public DateTimeOffset ScheduledStartTime { get; init; }

    /// <summary>When it is to end; always there for those outside of Discord.</summary>
    public DateTimeOffset? ScheduledEndTime { get; init; }

    /// <summary>Who can see it.</summary>
    public ScheduledEventPrivacyLevel PrivacyLevel { get; init; }

    /// <summary>How far it is.</summary>
    public ScheduledEventStatus Status { get; init; }

    /// <summary>Where it takes place.</summary>
    public ScheduledEventEntityType EntityType { get; init; }

    /// <summary>What hosts it, such as a stage; null for nothing.</summary>
    public Id<Entity>? EntityId { get; init; }

    /// <summary>More about the place; null except for those outside of Discord.</summary>
    public ScheduledEventEntityMetadata? EntityMetadata { get; init; }

    /// <summary>Who made it.</summary>
    public User? Creator { get; init; }

    /// <summary>How many users subscribed to it.</summary>
    public int? UserCount { get; init; }

    /// <summary>The cover's hash; null for none.</summary>
    public ImageHash? Image { get; init; }

    /// <summary>How it repeats; null if it does not.</summary>
    public RecurrenceRule? RecurrenceRule { get; init; }

    /// <summary>Where the cover is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"guild-events/{Id}", Image, size, format);
}

/// <summary>Who can see a scheduled event. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-privacy-level">Guild Scheduled Event › Privacy Level</see>.</summary>
public enum ScheduledEventPrivacyLevel : long
{
    /// <summary>GUILD_ONLY: members of the guild.</summary>
    GuildOnly = 2,
}

/// <summary>How far a scheduled event is. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event">Guild Scheduled Event › Event Status</see>.</summary>
public enum ScheduledEventStatus : long
{
    /// <summary>SCHEDULED.</summary>
    Scheduled = 1,

    /// <summary>ACTIVE.</summary>
    Active = 2,

    /// <summary>COMPLETED.</summary>
    Completed = 3,

    /// <summary>CANCELED.</summary>
    Canceled = 4,
}

/// <summary>Where a scheduled event takes place. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-types">Guild Scheduled Event › Entity Types</see>.</summary>
public enum ScheduledEventEntityType : long
{
    /// <summary>STAGE_INSTANCE: on a stage.</summary>
    StageInstance = 1,

    /// <summary>VOICE: in a voice channel.</summary>
    Voice = 2,

    /// <summary>EXTERNAL: outside of Discord.</summary>
    External = 3,
}

/// <summary>More about the place of a scheduled event. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-metadata">Guild Scheduled Event › Entity Metadata</see>.</summary>
[JsonModel]
public sealed partial record ScheduledEventEntityMetadata
{
    /// <summary>Where it takes place, outside of Discord; 1–100 characters.</summary>
    public string? Location { get; init; }
}
