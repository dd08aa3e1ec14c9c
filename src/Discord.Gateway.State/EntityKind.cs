namespace Discord.Gateway.State;

/// <summary>The kinds of entity in a guild's tables. The numbers are in snapshots.</summary>
internal static class EntityKind
{
    internal const byte Guild = 1;
    internal const byte Channel = 2;
    internal const byte Thread = 3;
    internal const byte Role = 4;
    internal const byte Emoji = 5;
    internal const byte Sticker = 6;
    internal const byte Member = 7;
    internal const byte Presence = 8;
    internal const byte VoiceState = 9;
    internal const byte ScheduledEvent = 10;
    internal const byte StageInstance = 11;
    internal const byte SoundboardSound = 12;
    internal const byte Message = 13;

    /// <summary>One more than the greatest.</summary>
    internal const int Count = 14;
}
