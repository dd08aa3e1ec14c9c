using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_EFFECT_SEND: a user sent an emoji or a sound in the voice channel where the bot is. Needs <see
/// cref="GatewayIntents.GuildVoiceStates"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-channel-effect-send">Gateway Events › Voice Channel Effect Send</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_CHANNEL_EFFECT_SEND", GatewayIntents.GuildVoiceStates)]
public sealed partial record VoiceChannelEffectSendEvent : GatewayEvent
{
    /// <summary>The voice channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The user.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The emoji, of emojis and sounds that have one.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>How the emoji moves.</summary>
    public VoiceEffectAnimationType? AnimationType { get; init; }

    /// <summary>The number of the animation.</summary>
    public long? AnimationId { get; init; }

    /// <summary>The sound.</summary>
    public Id<SoundboardSound>? SoundId { get; init; }

    /// <summary>Its volume, from 0 to 1.</summary>
    public double? SoundVolume { get; init; }
}

/// <summary>How an emoji sent in a voice channel moves. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-channel-effect-send-animation-types">Gateway Events › Animation Types</see>.</summary>
public enum VoiceEffectAnimationType : long
{
    /// <summary>PREMIUM: as of Nitro users.</summary>
    Premium = 0,

    /// <summary>BASIC.</summary>
    Basic = 1,
}
