using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An event scheduled in a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object">Guild Scheduled Event › Guild Scheduled Event Object</see>.</summary>
[JsonModel]
public sealed partial record GuildScheduledEvent
{
    /// <summary>The scheduled event's id.</summary>
    public Id<GuildScheduledEvent> Id { get; init; }

    /// <summary>The guild that the event belongs to.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The stage or voice channel of the event; null for <see cref="ScheduledEventEntityType.External"/>.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The user who created the event; null for events created before 2021-10-25.</summary>
    public Id<User>? CreatorId { get; init; }

    /// <summary>The name; 1–100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The description; 1–1,000 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>When the event is scheduled to start.</summary>
    public DateTimeOffset ScheduledStartTime { get; init; }

    /// <summary>When the event is scheduled to end; null if not set, which an external event cannot be.</summary>
    public DateTimeOffset? ScheduledEndTime { get; init; }

    /// <summary>Who can access the event.</summary>
    public ScheduledEventPrivacyLevel PrivacyLevel { get; init; }

    /// <summary>The status; completed and cancelled events do not change any more.</summary>
    public ScheduledEventStatus Status { get; init; }

    /// <summary>Where the event takes place: on a stage, in a voice channel, or outside Discord.</summary>
    public ScheduledEventEntityType EntityType { get; init; }

    /// <summary>The id of the hosting object, such as a stage instance; null if none.</summary>
    public Id<EntityTag>? EntityId { get; init; }

    /// <summary>The location of an external event; null for other events.</summary>
    public ScheduledEventEntityMetadata? EntityMetadata { get; init; }

    /// <summary>The user who created the event; null if Discord did not send it.</summary>
    public User? Creator { get; init; }

    /// <summary>The number of users subscribed to the event; null if Discord did not send it.</summary>
    public int? UserCount { get; init; }

    /// <summary>The hash of the cover image; null if none. <see cref="GetImageUrl"/> returns its address.</summary>
    public ImageHash? Image { get; init; }

    /// <summary>The recurrence of the event; null if it takes place once.</summary>
    public RecurrenceRule? RecurrenceRule { get; init; }

    /// <summary>The address of the cover image; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"guild-events/{Id}", Image, size, format);
}

/// <summary>Who can access a scheduled event. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-privacy-level">Guild Scheduled Event › Privacy Level</see>.</summary>
public enum ScheduledEventPrivacyLevel : long
{
    /// <summary>GUILD_ONLY: only members of the guild.</summary>
    GuildOnly = 2,
}

/// <summary>The status of a scheduled event. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-status">Guild Scheduled Event › Event Status</see>.</summary>
public enum ScheduledEventStatus : long
{
    /// <summary>SCHEDULED: has not started.</summary>
    Scheduled = 1,

    /// <summary>ACTIVE: is taking place.</summary>
    Active = 2,

    /// <summary>COMPLETED: has ended.</summary>
    Completed = 3,

    /// <summary>CANCELED: was cancelled before it started.</summary>
    Canceled = 4,
}

/// <summary>Where a scheduled event takes place. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-types">Guild Scheduled Event › Entity Types</see>.</summary>
public enum ScheduledEventEntityType : long
{
    /// <summary>STAGE_INSTANCE: in a stage channel.</summary>
    StageInstance = 1,

    /// <summary>VOICE: in a voice channel.</summary>
    Voice = 2,

    /// <summary>EXTERNAL: outside Discord, at <see cref="ScheduledEventEntityMetadata.Location"/>.</summary>
    External = 3,
}

/// <summary>The location of a scheduled event outside Discord. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-metadata">Guild Scheduled Event › Entity Metadata</see>.</summary>
[JsonModel]
public sealed partial record ScheduledEventEntityMetadata
{
    /// <summary>The location; 1–100 characters. Null only for events in a channel.</summary>
    public string? Location { get; init; }
}
