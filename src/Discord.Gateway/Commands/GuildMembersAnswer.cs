using System.Threading.Channels;
using Queue = System.Threading.Channels.Channel;

namespace Discord.Gateway.Commands;

/// <summary>Collects the chunks that answer one request for guild members, told by its nonce.</summary>
internal sealed class GuildMembersAnswer(Id<Guild> guildId, string nonce) : IPendingRequest
{
    // Chunks are decoded by the caller, not on the pump.
    private readonly Channel<(GatewayEventType Type, byte[] Data)> _events =
        Queue.CreateUnbounded<(GatewayEventType, byte[])>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly HashSet<int> _chunks = [];

    public void Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? eventNonce)
    {
        bool isMine = type switch
        {
            GatewayEventType.GuildMembersChunk => eventNonce == nonce,
            GatewayEventType.RateLimited => IsMyRateLimit(data),
            _ => false,
        };
        if (isMine)
        {
            _events.Writer.TryWrite((type, data.ToArray()));
        }
    }

    public void Fail(Exception error) => _events.Writer.TryComplete(error);

    /// <summary>The next chunk that was not seen before, or the rate limit.</summary>
    /// <exception cref="TimeoutException">Nothing came for <paramref name="timeout"/>, which starts anew with each chunk.</exception>
    internal async Task<GatewayEvent> NextAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_events.Reader.TryRead(out (GatewayEventType Type, byte[] Data) item))
            {
                // Throws what Fail was given.
                await _events.Reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (item.Type == GatewayEventType.RateLimited)
            {
                return RateLimitedEvent.Decode(item.Data);
            }

            // The count of different chunks tells the end: the last index may come before others, or twice.
            if (PendingRequests.TryDecode<GuildMembersChunkEvent>(item.Data, GuildMembersChunkEvent.Decode) is { } chunk && _chunks.Add(chunk.ChunkIndex))
            {
                IsComplete = _chunks.Count >= chunk.ChunkCount;
                return chunk;
            }
        }
    }

    internal bool IsComplete { get; private set; }

    private bool IsMyRateLimit(ReadOnlySpan<byte> data) =>
        PendingRequests.TryDecode<RateLimitedEvent>(data, RateLimitedEvent.Decode) is { Opcode: GatewayOpcode.RequestGuildMembers, Meta: { } meta }
        && (meta.Nonce is null ? meta.GuildId == guildId : meta.Nonce == nonce);
}
