using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// The permissions of a role, member or bot; in JSON a decimal string. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#bitwise-permission-flags">Permissions › Bitwise Permission Flags</see>.
/// </summary>
/// <example><code>
/// Permissions needed = Permissions.ViewChannel | Permissions.SendMessages | Permissions.EmbedLinks;
/// if (!guild.GetPermissions(member, channel, DateTimeOffset.UtcNow).Has(needed))
/// {
///     Console.WriteLine($"Needs {needed} in {channel.Name}");
/// }
/// </code></example>
[Flags]
[AsString]
[JsonConverter(typeof(PermissionsConverter))]
public enum Permissions : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CREATE_INSTANT_INVITE: create invites.</summary>
    CreateInstantInvite = 1UL << 0,

    /// <summary>KICK_MEMBERS.</summary>
    KickMembers = 1UL << 1,

    /// <summary>BAN_MEMBERS.</summary>
    BanMembers = 1UL << 2,

    /// <summary>ADMINISTRATOR: all permissions, regardless of overwrites.</summary>
    Administrator = 1UL << 3,

    /// <summary>MANAGE_CHANNELS.</summary>
    ManageChannels = 1UL << 4,

    /// <summary>MANAGE_GUILD.</summary>
    ManageGuild = 1UL << 5,

    /// <summary>ADD_REACTIONS.</summary>
    AddReactions = 1UL << 6,

    /// <summary>VIEW_AUDIT_LOG.</summary>
    ViewAuditLog = 1UL << 7,

    /// <summary>PRIORITY_SPEAKER: be louder than other speakers.</summary>
    PrioritySpeaker = 1UL << 8,

    /// <summary>STREAM: go live.</summary>
    Stream = 1UL << 9,

    /// <summary>VIEW_CHANNEL: see a channel and its messages.</summary>
    ViewChannel = 1UL << 10,

    /// <summary>SEND_MESSAGES: send messages, and create threads in forums.</summary>
    SendMessages = 1UL << 11,

    /// <summary>SEND_TTS_MESSAGES: send messages that are read aloud.</summary>
    SendTtsMessages = 1UL << 12,

    /// <summary>MANAGE_MESSAGES: delete messages of others.</summary>
    ManageMessages = 1UL << 13,

    /// <summary>EMBED_LINKS.</summary>
    EmbedLinks = 1UL << 14,

    /// <summary>ATTACH_FILES.</summary>
    AttachFiles = 1UL << 15,

    /// <summary>READ_MESSAGE_HISTORY.</summary>
    ReadMessageHistory = 1UL << 16,

    /// <summary>MENTION_EVERYONE.</summary>
    MentionEveryone = 1UL << 17,

    /// <summary>USE_EXTERNAL_EMOJIS: use emojis of other guilds.</summary>
    UseExternalEmojis = 1UL << 18,

    /// <summary>VIEW_GUILD_INSIGHTS.</summary>
    ViewGuildInsights = 1UL << 19,

    /// <summary>CONNECT: join voice channels.</summary>
    Connect = 1UL << 20,

    /// <summary>SPEAK.</summary>
    Speak = 1UL << 21,

    /// <summary>MUTE_MEMBERS.</summary>
    MuteMembers = 1UL << 22,

    /// <summary>DEAFEN_MEMBERS.</summary>
    DeafenMembers = 1UL << 23,

    /// <summary>MOVE_MEMBERS: move members between voice channels.</summary>
    MoveMembers = 1UL << 24,

    /// <summary>USE_VAD: speak without pressing a key.</summary>
    UseVad = 1UL << 25,

    /// <summary>CHANGE_NICKNAME: change one's own nickname.</summary>
    ChangeNickname = 1UL << 26,

    /// <summary>MANAGE_NICKNAMES: change nicknames of others.</summary>
    ManageNicknames = 1UL << 27,

    /// <summary>MANAGE_ROLES.</summary>
    ManageRoles = 1UL << 28,

    /// <summary>MANAGE_WEBHOOKS.</summary>
    ManageWebhooks = 1UL << 29,

    /// <summary>MANAGE_GUILD_EXPRESSIONS: manage all emojis, stickers and sounds.</summary>
    ManageGuildExpressions = 1UL << 30,

    /// <summary>USE_APPLICATION_COMMANDS.</summary>
    UseApplicationCommands = 1UL << 31,

    /// <summary>REQUEST_TO_SPEAK: ask to speak in stage channels.</summary>
    RequestToSpeak = 1UL << 32,

    /// <summary>MANAGE_EVENTS: manage all scheduled events.</summary>
    ManageEvents = 1UL << 33,

    /// <summary>MANAGE_THREADS.</summary>
    ManageThreads = 1UL << 34,

    /// <summary>CREATE_PUBLIC_THREADS.</summary>
    CreatePublicThreads = 1UL << 35,

    /// <summary>CREATE_PRIVATE_THREADS.</summary>
    CreatePrivateThreads = 1UL << 36,

    /// <summary>USE_EXTERNAL_STICKERS: use stickers of other guilds.</summary>
    UseExternalStickers = 1UL << 37,

    /// <summary>SEND_MESSAGES_IN_THREADS.</summary>
    SendMessagesInThreads = 1UL << 38,

    /// <summary>USE_EMBEDDED_ACTIVITIES.</summary>
    UseEmbeddedActivities = 1UL << 39,

    /// <summary>MODERATE_MEMBERS: time out members.</summary>
    ModerateMembers = 1UL << 40,

    /// <summary>VIEW_CREATOR_MONETIZATION_ANALYTICS.</summary>
    ViewCreatorMonetizationAnalytics = 1UL << 41,

    /// <summary>USE_SOUNDBOARD.</summary>
    UseSoundboard = 1UL << 42,

    /// <summary>CREATE_GUILD_EXPRESSIONS: create emojis, stickers and sounds, and manage one's own.</summary>
    CreateGuildExpressions = 1UL << 43,

    /// <summary>CREATE_EVENTS: create scheduled events, and manage one's own.</summary>
    CreateEvents = 1UL << 44,

    /// <summary>USE_EXTERNAL_SOUNDS: use sounds of other guilds.</summary>
    UseExternalSounds = 1UL << 45,

    /// <summary>SEND_VOICE_MESSAGES.</summary>
    SendVoiceMessages = 1UL << 46,

    /// <summary>SET_VOICE_CHANNEL_STATUS.</summary>
    SetVoiceChannelStatus = 1UL << 48,

    /// <summary>SEND_POLLS.</summary>
    SendPolls = 1UL << 49,

    /// <summary>USE_EXTERNAL_APPS.</summary>
    UseExternalApps = 1UL << 50,

    /// <summary>PIN_MESSAGES.</summary>
    PinMessages = 1UL << 51,

    /// <summary>BYPASS_SLOWMODE.</summary>
    BypassSlowmode = 1UL << 52,

    /// <summary>All documented permissions, which the owner and administrators have.</summary>
    All = (1UL << 53) - 1 - (1UL << 47),
}
