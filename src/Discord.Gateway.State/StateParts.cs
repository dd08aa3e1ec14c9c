namespace Discord.Gateway.State;

/// <summary>What a <see cref="BotState"/> keeps of each guild. The guild itself, the bot's own member and the roles are always kept: permissions need them.</summary>
[Flags]
public enum StateParts
{
    /// <summary>Nothing but what is always kept.</summary>
    None = 0,

    /// <summary>Channels, without threads. Needed for permissions in channels.</summary>
    Channels = 1 << 0,

    /// <summary>Threads that are not archived.</summary>
    Threads = 1 << 1,

    /// <summary>Emojis. Kept up to date with <see cref="GatewayIntents.GuildExpressions"/>, and not kept without.</summary>
    Emojis = 1 << 2,

    /// <summary>Stickers. Kept up to date with <see cref="GatewayIntents.GuildExpressions"/>, and not kept without.</summary>
    Stickers = 1 << 3,

    /// <summary>
    /// Members, with their users. With <see cref="GatewayIntents.GuildMembers"/> (privileged), all that Discord names; without, those in voice channels, if
    /// <see cref="VoiceStates"/> are kept.
    /// </summary>
    Members = 1 << 4,

    /// <summary>Who is in which voice channel. Kept up to date with <see cref="GatewayIntents.GuildVoiceStates"/>, and not kept without.</summary>
    VoiceStates = 1 << 5,

    /// <summary>Scheduled events. Kept up to date with <see cref="GatewayIntents.GuildScheduledEvents"/>, and not kept without.</summary>
    ScheduledEvents = 1 << 6,

    /// <summary>Stage instances.</summary>
    StageInstances = 1 << 7,

    /// <summary>Sounds of the soundboard. Kept up to date with <see cref="GatewayIntents.GuildExpressions"/>, and not kept without.</summary>
    SoundboardSounds = 1 << 8,

    /// <summary>Who is online, and how. Needs <see cref="GatewayIntents.GuildPresences"/> (privileged), and is not kept without.</summary>
    Presences = 1 << 9,

    /// <summary>All but presences.</summary>
    Default = Channels | Threads | Emojis | Stickers | Members | VoiceStates | ScheduledEvents | StageInstances | SoundboardSounds,

    /// <summary>Everything.</summary>
    All = Default | Presences,
}
