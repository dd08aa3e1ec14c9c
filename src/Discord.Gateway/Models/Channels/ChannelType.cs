namespace Discord.Gateway.Models;

/// <summary>The kind of a channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-channel-types">Channel › Channel Types</see>.</summary>
public enum ChannelType : long
{
    /// <summary>GUILD_TEXT: a text channel.</summary>
    GuildText = 0,

    /// <summary>DM: direct messages between users.</summary>
    Dm = 1,

    /// <summary>GUILD_VOICE: a voice channel.</summary>
    GuildVoice = 2,

    /// <summary>GROUP_DM: direct messages in a group.</summary>
    GroupDm = 3,

    /// <summary>GUILD_CATEGORY: a category of channels.</summary>
    GuildCategory = 4,

    /// <summary>GUILD_ANNOUNCEMENT: a channel that others can follow.</summary>
    GuildAnnouncement = 5,

    /// <summary>ANNOUNCEMENT_THREAD: a thread of an announcement channel.</summary>
    AnnouncementThread = 10,

    /// <summary>PUBLIC_THREAD: a thread that all of the channel can see.</summary>
    PublicThread = 11,

    /// <summary>PRIVATE_THREAD: a thread that only those invited, and moderators, can see.</summary>
    PrivateThread = 12,

    /// <summary>GUILD_STAGE_VOICE: a stage.</summary>
    GuildStageVoice = 13,

    /// <summary>GUILD_DIRECTORY: the list of a student hub.</summary>
    GuildDirectory = 14,

    /// <summary>GUILD_FORUM: a channel of threads only.</summary>
    GuildForum = 15,

    /// <summary>GUILD_MEDIA: a channel of threads with media only.</summary>
    GuildMedia = 16,
}
