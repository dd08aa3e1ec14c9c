namespace Discord.Gateway.Commands;

/// <summary>Collects the two events, in whatever order, that answer joining a voice channel.</summary>
internal sealed class VoiceJoinAnswer(Id<Guild> guildId, Id<Channel> channelId, Id<User> userId) : IPendingRequest
{
    private readonly TaskCompletionSource<VoiceConnectionInfo> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _sessionId;
    private VoiceServerUpdateEvent? _server;

    internal Task<VoiceConnectionInfo> Completion => _completion.Task;

    public void Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce)
    {
        if (type == GatewayEventType.VoiceStateUpdate
            && PendingRequests.TryDecode<VoiceStateUpdateEvent>(data, VoiceStateUpdateEvent.Decode) is { VoiceState: var state }
            && state.GuildId == guildId && state.UserId == userId && state.ChannelId == channelId)
        {
            _sessionId = state.SessionId;
        }
        else if (type == GatewayEventType.VoiceServerUpdate
            && PendingRequests.TryDecode<VoiceServerUpdateEvent>(data, VoiceServerUpdateEvent.Decode) is { Endpoint: not null } server
            && server.GuildId == guildId)
        {
            _server = server;
        }

        if (_sessionId is not null && _server is not null)
        {
            _completion.TrySetResult(new VoiceConnectionInfo(guildId, channelId, userId, _sessionId, _server.Token, _server.Endpoint!));
        }
    }

    public void Fail(Exception error)
    {
        _completion.TrySetException(error);

        // A caller whose send failed first does not look here.
        _ = _completion.Task.Exception;
    }
}
