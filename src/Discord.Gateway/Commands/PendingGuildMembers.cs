using System.Threading.Channels;
using Discord.Gateway.Models;
using Queue = System.Threading.Channels.Channel;

namespace Discord.Gateway.Commands;

/// <summary>Collects the chunks that answer one request for guild members, recognized by its nonce.</summary>
internal sealed class PendingGuildMembers(Id<Guild> guildId, string nonce, bool keepsUnknown = false) : IPendingRequest
{
    // Chunks are decoded by the caller, not on the pump.
    private readonly Channel<(GatewayEventType Type, byte[] Data)> _events =
        Queue.CreateUnbounded<(GatewayEventType, byte[])>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly HashSet<int> _chunks = [];

    private static long _nonces;

    public int UnreadBytes { get; private set; }

    public bool IsStarving => UnreadBytes == 0;

    internal bool IsComplete { get; private set; }

    /// <summary>A nonce that no other request of this process has.</summary>
    internal static string MakeNonce() => $"members-{Interlocked.Increment(ref _nonces)}";

    public bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? eventNonce)
    {
        bool isMine = type switch
        {
            GatewayEventType.GuildMembersChunk => eventNonce == nonce,
            GatewayEventType.RateLimited => IsMyRateLimit(data),
            _ => false,
        };
        if (!isMine || !_events.Writer.TryWrite((type, data.ToArray())))
        {
            return false;
        }

        UnreadBytes += data.Length;
        return true;
    }

    public void Fail(Exception error) => _events.Writer.TryComplete(error);

    /// <summary>Bytes that <see cref="NextAsync"/> has read are gone. Called under the shard's lock.</summary>
    internal void OnRead(int bytes) => UnreadBytes -= bytes;

    /// <summary>The next chunk that was not seen before, or the rate limit.</summary>
    /// <param name="timeout">The maximum time to wait, for each chunk.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onRead">Reports how many bytes were read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Nothing arrived for <paramref name="timeout"/>.</exception>
    internal async Task<GatewayEvent> NextAsync(TimeSpan timeout, TimeProvider time, Action<int> onRead, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_events.Reader.TryRead(out (GatewayEventType Type, byte[] Data) item))
            {
                // Throws the error given to Fail.
                await _events.Reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            onRead(item.Data.Length);
            if (item.Type == GatewayEventType.RateLimited)
            {
                return PendingRequests.TryDecode<RateLimitedEvent>(item.Data, RateLimitedEvent.Decode) ?? new RateLimitedEvent();
            }

            // The number of different chunks tells the end: the last index may arrive before others, or twice.
            if (PendingRequests.TryDecode<GuildMembersChunkEvent>(item.Data, GuildMembersChunkEvent.Decode, keepsUnknown) is { } chunk && _chunks.Add(chunk.ChunkIndex))
            {
                IsComplete = _chunks.Count >= chunk.ChunkCount;
                return chunk;
            }
        }
    }

    private bool IsMyRateLimit(ReadOnlySpan<byte> data) =>
        PendingRequests.TryDecode<RateLimitedEvent>(data, RateLimitedEvent.Decode) is { Opcode: GatewayOpcode.RequestGuildMembers, Meta: { } meta }
        && (meta.Nonce is null ? meta.GuildId == guildId : meta.Nonce == nonce);
}
