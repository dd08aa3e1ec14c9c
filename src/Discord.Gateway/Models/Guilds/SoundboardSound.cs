using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A sound of the soundboard. Discord's documentation: <see href="https://discord.com/developers/docs/resources/soundboard#soundboard-sound-object">Soundboard › Soundboard Sound Object</see>.</summary>
[JsonModel]
public sealed partial record SoundboardSound
{
    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The sound's id.</summary>
    public Id<SoundboardSound> SoundId { get; init; }

    /// <summary>The volume, from 0 to 1.</summary>
    public double Volume { get; init; }

    /// <summary>The custom emoji beside it; null for none, or a Unicode one.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji beside it; null for none, or a custom one.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }

    /// <summary>The guild it belongs to; null for Discord's own.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Whether it can be used; false after boosts were lost.</summary>
    public bool Available { get; init; }

    /// <summary>Who uploaded it; where Discord tells the id alone.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>Who uploaded it.</summary>
    public User? User { get; init; }

    /// <summary>Where the sound is: MP3 or Ogg.</summary>
    public Uri GetUrl() => Cdn.GetFile($"soundboard-sounds/{SoundId}");
}
