using Discord.Gateway.Models;

namespace Discord.Gateway.Commands;

/// <summary>
/// Collects the two events, in whatever order, that answer joining a voice channel. Only the latest of each counts: the bot may be moved or removed, and the
/// voice server withdrawn, before the other arrives.
/// </summary>
internal sealed class PendingVoiceJoin(Id<Guild> guildId, Id<Channel> channelId, Id<User> userId) : IPendingRequest
{
    private readonly TaskCompletionSource<VoiceConnectionInfo> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _sessionId;
    private VoiceServerUpdateEvent? _server;

    public int UnreadBytes => 0;

    public bool IsStarving => !_completion.Task.IsCompleted;

    internal Task<VoiceConnectionInfo> Completion => _completion.Task;

    public bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce)
    {
        if (type == GatewayEventType.VoiceStateUpdate
            && PendingRequests.TryDecode<VoiceStateUpdateEvent>(data, VoiceStateUpdateEvent.Decode) is { VoiceState: var state }
            && state.GuildId == guildId && state.UserId == userId)
        {
            // A state whose session could not be read tells nothing.
            _sessionId = state.ChannelId == channelId && state.SessionId.Length > 0 ? state.SessionId : null;
        }
        else if (type == GatewayEventType.VoiceServerUpdate
            && PendingRequests.TryDecode<VoiceServerUpdateEvent>(data, VoiceServerUpdateEvent.Decode) is { } server
            && server.GuildId == guildId)
        {
            // Without an endpoint, the server is gone and another is being allocated.
            _server = server.Endpoint is null ? null : server;
        }

        if (_sessionId is not null && _server is not null)
        {
            _completion.TrySetResult(new VoiceConnectionInfo(guildId, channelId, userId, _sessionId, _server.Token, _server.Endpoint!));
        }

        // Others may want the event too.
        return false;
    }

    public void Fail(Exception error)
    {
        _completion.TrySetException(error);

        // A caller whose send failed first does not look here.
        _ = _completion.Task.Exception;
    }
}
