namespace Discord.Gateway.Models;

/// <summary>The kind of a channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#channel-object-channel-types">Channel › Channel Types</see>.</summary>
public enum ChannelType : long
{
    /// <summary>GUILD_TEXT: a text channel of a guild.</summary>
    GuildText = 0,

    /// <summary>DM: direct messages with one user.</summary>
    Dm = 1,

    /// <summary>GUILD_VOICE: a voice channel of a guild.</summary>
    GuildVoice = 2,

    /// <summary>GROUP_DM: direct messages of several users.</summary>
    GroupDm = 3,

    /// <summary>GUILD_CATEGORY: a category, with up to 50 channels.</summary>
    GuildCategory = 4,

    /// <summary>GUILD_ANNOUNCEMENT: a channel whose messages other guilds can follow.</summary>
    GuildAnnouncement = 5,

    /// <summary>ANNOUNCEMENT_THREAD: a thread of an announcement channel.</summary>
    AnnouncementThread = 10,

    /// <summary>PUBLIC_THREAD: a thread of a text or forum channel, visible to everyone who can view the channel.</summary>
    PublicThread = 11,

    /// <summary>PRIVATE_THREAD: a thread of a text channel, visible to invited members and with <see cref="Permissions.ManageThreads"/>.</summary>
    PrivateThread = 12,

    /// <summary>GUILD_STAGE_VOICE: a stage channel, for events with an audience.</summary>
    GuildStageVoice = 13,

    /// <summary>GUILD_DIRECTORY: the list of guilds in a student hub.</summary>
    GuildDirectory = 14,

    /// <summary>GUILD_FORUM: a forum, which contains only threads.</summary>
    GuildForum = 15,

    /// <summary>GUILD_MEDIA: a media channel, which contains only threads, similar to a forum.</summary>
    GuildMedia = 16,
}
