namespace Discord.Gateway.State;

/// <summary>The parts of each guild that a <see cref="BotState"/> keeps. It always keeps the guild itself, the bot's own member and the roles, which permissions need.</summary>
[Flags]
public enum StateParts
{
    /// <summary>Only the parts that are always kept.</summary>
    None = 0,

    /// <summary>Channels, without threads. Needed for permissions in channels.</summary>
    Channels = 1 << 0,

    /// <summary>Threads that are not archived.</summary>
    Threads = 1 << 1,

    /// <summary>Emojis. Kept only with <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    Emojis = 1 << 2,

    /// <summary>Stickers. Kept only with <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    Stickers = 1 << 3,

    /// <summary>
    /// Members, with their users. With <see cref="GatewayIntents.GuildMembers"/> (privileged), every member that Discord sends; without, the members in voice channels, if
    /// <see cref="VoiceStates"/> are kept.
    /// </summary>
    Members = 1 << 4,

    /// <summary>Voice states: the members in voice channels. Kept only with <see cref="GatewayIntents.GuildVoiceStates"/>.</summary>
    VoiceStates = 1 << 5,

    /// <summary>Scheduled events. Kept only with <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    ScheduledEvents = 1 << 6,

    /// <summary>Stage instances.</summary>
    StageInstances = 1 << 7,

    /// <summary>Soundboard sounds. Kept only with <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    SoundboardSounds = 1 << 8,

    /// <summary>Presences of members: their status and activities. Kept only with <see cref="GatewayIntents.GuildPresences"/> (privileged).</summary>
    Presences = 1 << 9,

    /// <summary>All parts but presences.</summary>
    Default = Channels | Threads | Emojis | Stickers | Members | VoiceStates | ScheduledEvents | StageInstances | SoundboardSounds,

    /// <summary>All parts.</summary>
    All = Default | Presences,
}
