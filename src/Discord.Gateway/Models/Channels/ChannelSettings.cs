namespace Discord.Gateway.Models;

/// <summary>The camera quality in a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-video-quality-modes">Channel › Video Quality Modes</see>.</summary>
public enum VideoQualityMode : long
{
    /// <summary>AUTO: Discord chooses the quality.</summary>
    Auto = 1,

    /// <summary>FULL: 720p.</summary>
    Full = 2,
}

/// <summary>The order of threads in a forum or media channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-sort-order-types">Channel › Sort Order Types</see>.</summary>
public enum SortOrderType : long
{
    /// <summary>LATEST_ACTIVITY: by latest activity.</summary>
    LatestActivity = 0,

    /// <summary>CREATION_DATE: by creation time, most recent first.</summary>
    CreationDate = 1,
}

/// <summary>The layout of the threads in a forum. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-forum-layout-types">Channel › Forum Layout Types</see>.</summary>
public enum ForumLayoutType : long
{
    /// <summary>NOT_SET: no default has been chosen.</summary>
    NotSet = 0,

    /// <summary>LIST_VIEW: a list.</summary>
    ListView = 1,

    /// <summary>GALLERY_VIEW: a collection of tiles.</summary>
    GalleryView = 2,
}

/// <summary>Flags of a channel or thread. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-channel-flags">Channel › Channel Flags</see>.</summary>
[Flags]
public enum ChannelFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>GUILD_FEED_REMOVED: undocumented.</summary>
    GuildFeedRemoved = 1 << 0,

    /// <summary>PINNED: the thread is pinned to the top of its forum or media channel.</summary>
    Pinned = 1 << 1,

    /// <summary>ACTIVE_CHANNELS_REMOVED: undocumented.</summary>
    ActiveChannelsRemoved = 1 << 2,

    /// <summary>REQUIRE_TAG: new threads of the forum or media channel need a tag.</summary>
    RequireTag = 1 << 4,

    /// <summary>IS_SPAM: undocumented.</summary>
    IsSpam = 1 << 5,

    /// <summary>IS_GUILD_RESOURCE_CHANNEL: undocumented.</summary>
    IsGuildResourceChannel = 1 << 7,

    /// <summary>CLYDE_AI: undocumented.</summary>
    ClydeAi = 1 << 8,

    /// <summary>IS_SCHEDULED_FOR_DELETION: undocumented.</summary>
    IsScheduledForDeletion = 1 << 9,

    /// <summary>HIDE_MEDIA_DOWNLOAD_OPTIONS: the media channel hides the options to download media.</summary>
    HideMediaDownloadOptions = 1 << 15,

    /// <summary>CHANNEL_OBFUSCATED: the bot cannot view the channel, whose name is hidden.</summary>
    ChannelObfuscated = 1 << 17,

    /// <summary>IS_SPOILER_CHANNEL: users must opt in to view the content.</summary>
    IsSpoilerChannel = 1 << 21,
}
