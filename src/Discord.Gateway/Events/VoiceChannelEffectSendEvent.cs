using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_EFFECT_SEND: a user sent an emoji reaction or a soundboard sound in the voice channel that the bot is in. Needs <see
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

    /// <summary>The emoji, for emoji reactions and for sounds that have one.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>The type of the emoji's animation.</summary>
    public VoiceEffectAnimationType? AnimationType { get; init; }

    /// <summary>The id of the emoji's animation.</summary>
    public long? AnimationId { get; init; }

    /// <summary>The soundboard sound.</summary>
    public Id<SoundboardSound>? SoundId { get; init; }

    /// <summary>The volume of the sound, from 0 to 1.</summary>
    public double? SoundVolume { get; init; }
}

/// <summary>The types of animation of an emoji sent in a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-channel-effect-send-animation-types">Gateway Events › Animation Types</see>.</summary>
public enum VoiceEffectAnimationType : long
{
    /// <summary>PREMIUM: a fun animation, sent by a Nitro subscriber.</summary>
    Premium = 0,

    /// <summary>BASIC: the standard animation.</summary>
    Basic = 1,
}
