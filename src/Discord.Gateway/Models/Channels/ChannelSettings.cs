namespace Discord.Gateway.Models;

/// <summary>The video quality of a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-video-quality-modes">Channel › Video Quality Modes</see>.</summary>
public enum VideoQualityMode : long
{
    /// <summary>AUTO: Discord chooses.</summary>
    Auto = 1,

    /// <summary>FULL: 720p.</summary>
    Full = 2,
}

/// <summary>How a forum's threads are ordered. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-sort-order-types">Channel › Sort Order Types</see>.</summary>
public enum SortOrderType : long
{
    /// <summary>LATEST_ACTIVITY.</summary>
    LatestActivity = 0,

    /// <summary>CREATION_DATE.</summary>
    CreationDate = 1,
}

/// <summary>How a forum looks. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-forum-layout-types">Channel › Forum Layout Types</see>.</summary>
public enum ForumLayoutType : long
{
    /// <summary>NOT_SET.</summary>
    NotSet = 0,

    /// <summary>LIST_VIEW.</summary>
    ListView = 1,

    /// <summary>GALLERY_VIEW.</summary>
    GalleryView = 2,
}

/// <summary>Marks of a channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-channel-flags">Channel › Channel Flags</see>.</summary>
[Flags]
public enum ChannelFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>GUILD_FEED_REMOVED: undocumented.</summary>
    GuildFeedRemoved = 1 << 0,

    /// <summary>PINNED: the thread is pinned to the top of its forum.</summary>
    Pinned = 1 << 1,

    /// <summary>ACTIVE_CHANNELS_REMOVED: undocumented.</summary>
    ActiveChannelsRemoved = 1 << 2,

    /// <summary>REQUIRE_TAG: new threads need a tag.</summary>
    RequireTag = 1 << 4,

    /// <summary>IS_SPAM: undocumented.</summary>
    IsSpam = 1 << 5,

    /// <summary>IS_GUILD_RESOURCE_CHANNEL: undocumented.</summary>
    IsGuildResourceChannel = 1 << 7,

    /// <summary>CLYDE_AI: undocumented.</summary>
    ClydeAi = 1 << 8,

    /// <summary>IS_SCHEDULED_FOR_DELETION: undocumented.</summary>
    IsScheduledForDeletion = 1 << 9,

    /// <summary>HIDE_MEDIA_DOWNLOAD_OPTIONS: of a media channel.</summary>
    HideMediaDownloadOptions = 1 << 15,

    /// <summary>CHANNEL_OBFUSCATED: the bot may not see the channel, and its name is hidden.</summary>
    ChannelObfuscated = 1 << 17,

    /// <summary>IS_SPOILER_CHANNEL: its media is hidden until clicked.</summary>
    IsSpoilerChannel = 1 << 21,
}
