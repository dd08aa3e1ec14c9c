using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>The data needed to connect to a voice server, returned by <see cref="Shard.JoinVoiceAsync"/>. The token is a secret and is not printed.</summary>
/// <param name="GuildId">The guild.</param>
/// <param name="ChannelId">The voice channel.</param>
/// <param name="UserId">The bot's user id.</param>
/// <param name="SessionId">The id of the voice session.</param>
/// <param name="Token">The token for the voice server.</param>
/// <param name="Endpoint">Host and port of the voice server, without a scheme.</param>
public sealed record VoiceConnectionInfo(Id<Guild> GuildId, Id<Channel> ChannelId, Id<User> UserId, string SessionId, string Token, string Endpoint)
{
    /// <summary>Returns guild, channel and endpoint, without the secrets.</summary>
    public override string ToString() => $"VoiceConnectionInfo {{ GuildId = {GuildId}, ChannelId = {ChannelId}, Endpoint = {Endpoint} }}";
}
