using System.Threading.Channels;
using Discord.Gateway.Events;
using Discord.Gateway.Models;
using Queue = System.Threading.Channels.Channel;

namespace Discord.Gateway.Commands;

/// <summary>Collects the events that answer a request, one for each guild. They have no nonce; the guild identifies the request they answer.</summary>
/// <param name="request">The request.</param>
/// <param name="guildIds">The guilds, each once.</param>
/// <param name="keepsUnknown">Whether fields without a property are kept.</param>
internal sealed class PendingGuildAnswers(GuildRequest request, IReadOnlyList<Id<Guild>> guildIds, bool keepsUnknown = false) : IPendingRequest
{
    // Answers are decoded by the caller, not on the pump. A rate limit belongs to guild 0, which is none.
    private readonly Channel<(Id<Guild> GuildId, byte[] Data)> _events =
        Queue.CreateUnbounded<(Id<Guild>, byte[])>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>Guilds whose answer has not arrived. Under the shard's lock.</summary>
    private readonly HashSet<Id<Guild>> _awaited = [.. guildIds];

    /// <summary>Guilds whose answer the caller has not read. The caller's.</summary>
    private readonly HashSet<Id<Guild>> _unanswered = [.. guildIds];

    public int UnreadBytes { get; private set; }

    public bool IsStarving => UnreadBytes == 0 && _awaited.Count > 0;

    internal bool IsComplete => _unanswered.Count == 0;

    /// <summary>The guilds whose answer the caller has not read, in the order of the request.</summary>
    internal IReadOnlyList<Id<Guild>> Unanswered => [.. guildIds.Where(_unanswered.Contains)];

    public bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce)
    {
        Id<Guild> guildId = default;
        if (type == request.AnswerType)
        {
            guildId = PendingRequests.ReadGuildId(data);
            if (!_awaited.Contains(guildId))
            {
                return false;
            }
        }
        else if (type != GatewayEventType.RateLimited || !IsMyRateLimit(data))
        {
            return false;
        }

        if (!_events.Writer.TryWrite((guildId, data.ToArray())))
        {
            return false;
        }

        _awaited.Remove(guildId);
        UnreadBytes += data.Length;
        return true;
    }

    public void Fail(Exception error) => _events.Writer.TryComplete(error);

    /// <summary>What is asked differently is answered differently: an answer to another request of the same kind, which was sent before, answers this one only if both ask the same.</summary>
    public bool SharesAnswersWith(IPendingRequest other) =>
        other is not PendingGuildAnswers answers || answers.Request.AnswerType != request.AnswerType || answers.Request.Variant == request.Variant;

    private GuildRequest Request => request;

    /// <summary>
    /// Bytes that <see cref="NextAsync"/> has read are gone; an answer that could not be decoded is awaited again. Called under the shard's lock.
    /// </summary>
    internal void OnRead(int bytes, Id<Guild>? undecodable)
    {
        UnreadBytes -= bytes;
        if (undecodable is { } guildId)
        {
            _awaited.Add(guildId);
        }
    }

    /// <summary>The next answer, or the rate limit.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="getNow">Tells the shard's time.</param>
    /// <param name="onRead">Reports how many bytes were read, and the guild of an answer that could not be decoded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Nothing arrived for <paramref name="timeout"/>.</exception>
    internal async Task<GatewayEvent> NextAsync(
        TimeSpan timeout, TimeProvider time, Func<TimeSpan> getNow, Action<int, Id<Guild>?> onRead, CancellationToken cancellationToken)
    {
        TimeSpan end = getNow() + timeout;
        while (true)
        {
            if (!_events.Reader.TryRead(out (Id<Guild> GuildId, byte[] Data) item))
            {
                // Answers that cannot be decoded do not make the wait any longer. Throws the error given to Fail.
                TimeSpan left = end - getNow();
                await _events.Reader.WaitToReadAsync(cancellationToken).AsTask()
                    .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (item.GuildId == default)
            {
                onRead(item.Data.Length, null);
                return PendingRequests.TryDecode<RateLimitedEvent>(item.Data, RateLimitedEvent.Decode) ?? new RateLimitedEvent();
            }

            GatewayEvent? answer = PendingRequests.TryDecode<GatewayEvent>(item.Data, request.Decode, keepsUnknown);
            onRead(item.Data.Length, answer is null ? item.GuildId : null);
            if (answer is not null)
            {
                _unanswered.Remove(item.GuildId);
                return answer;
            }
        }
    }

    /// <summary>Discord documents what a rate limit says of member requests alone. One that names no guild is for all requests of its opcode.</summary>
    private bool IsMyRateLimit(ReadOnlySpan<byte> data) =>
        _awaited.Count > 0
        && PendingRequests.TryDecode<RateLimitedEvent>(data, RateLimitedEvent.Decode) is { } limited && limited.Opcode == request.Opcode
        && (limited.Meta?.GuildId is not { } guildId || _awaited.Contains(guildId));
}
