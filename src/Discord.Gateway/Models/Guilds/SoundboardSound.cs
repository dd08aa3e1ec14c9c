using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A sound of the soundboard: a guild's, or one of Discord's default sounds. Discord's documentation: <see href="https://discord.com/developers/docs/resources/soundboard#soundboard-sound-object">Soundboard › Soundboard Sound Object</see>.</summary>
[JsonModel]
public sealed partial record SoundboardSound
{
    /// <summary>The name; 2–32 characters for the sounds of guilds.</summary>
    public string Name { get; init; } = "";

    /// <summary>The sound's id.</summary>
    public Id<SoundboardSound> SoundId { get; init; }

    /// <summary>The volume, from 0 (silent) to 1.</summary>
    public double Volume { get; init; }

    /// <summary>The custom emoji of the sound; null if none, or if it is a Unicode emoji.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji of the sound; null if none, or if it is a custom emoji.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }

    /// <summary>The guild that owns the sound; null for default sounds.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Whether the sound can be used; may be false after a loss of Server Boosts.</summary>
    public bool Available { get; init; }

    /// <summary>The user who created the sound, where Discord sends only the id; null otherwise.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>The user who created the sound; null if Discord did not send it.</summary>
    public User? User { get; init; }

    /// <summary>The address of the sound, an MP3 or Ogg file.</summary>
    public Uri GetUrl() => Cdn.GetFile($"soundboard-sounds/{SoundId}");
}
