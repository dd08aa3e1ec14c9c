using System.Text;
using System.Text.Json;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Commands;

/// <summary>A caller that waits for events which answer its request.</summary>
internal interface IPendingRequest
{
    /// <summary>Bytes that were copied for the caller and not read yet. They count as waiting events.</summary>
    int UnreadBytes { get; }

    /// <summary>Whether the caller can only wait: it has read everything that arrived.</summary>
    bool IsStarving { get; }

    /// <summary>Shows it an event. Called on the pump, under the shard's lock: it looks and copies. True if the event is an answer to it alone.</summary>
    bool Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce);

    /// <summary>The answer will not arrive.</summary>
    void Fail(Exception error);

    /// <summary>Whether an answer that another request took, which waits for longer, may be an answer to this one too.</summary>
    bool SharesAnswersWith(IPendingRequest other) => true;
}

/// <summary>
/// The callers that wait for answers. They are served on the pump's side, so a bot may await an answer in the loop that receives its events.
/// Used under the shard's lock.
/// </summary>
internal sealed class PendingRequests(ShardId shardId)
{
    private readonly List<IPendingRequest> _requests = [];

    internal int Count => _requests.Count;

    internal long UnreadBytes
    {
        get
        {
            long bytes = 0;
            foreach (IPendingRequest request in _requests)
            {
                bytes += request.UnreadBytes;
            }

            return bytes;
        }
    }

    internal bool AreAnyStarving
    {
        get
        {
            foreach (IPendingRequest request in _requests)
            {
                if (request.IsStarving)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal void Add(IPendingRequest request) => _requests.Add(request);

    internal void Remove(IPendingRequest request) => _requests.Remove(request);

    /// <summary>Shows an event to all requests. True if it is the answer to one of them alone.</summary>
    internal bool Offer(GatewayEventType type, ReadOnlySpan<byte> data)
    {
        if (_requests.Count == 0 || type is not (GatewayEventType.GuildMembersChunk or GatewayEventType.RateLimited
            or GatewayEventType.VoiceStateUpdate or GatewayEventType.VoiceServerUpdate
            or GatewayEventType.SoundboardSounds or GatewayEventType.ChannelInfo))
        {
            return false;
        }

        string? nonce = type == GatewayEventType.GuildMembersChunk ? ReadNonce(data) : null;
        IPendingRequest? first = null;
        foreach (IPendingRequest request in _requests)
        {
            try
            {
                if ((first is null || type == GatewayEventType.RateLimited || request.SharesAnswersWith(first)) && request.Offer(type, data, nonce))
                {
                    first ??= request;
                }
            }
            catch (Exception error)
            {
                // Neither the event nor the connection suffers for what one request makes of it.
                request.Fail(new GatewayRequestException(shardId, $"an answer to a request could not be read ({error.GetType().Name}). Repeat the request."));
            }
        }

        return first is not null;
    }

    internal void FailAll(Func<Exception> error)
    {
        foreach (IPendingRequest request in _requests)
        {
            request.Fail(error());
        }

        _requests.Clear();
    }

    /// <summary>An event that does not decode answers nothing; the consumer receives it as <see cref="UndecodableEvent"/>.</summary>
    internal static T? TryDecode<T>(ReadOnlySpan<byte> data, EventDecoder decode, bool keepsUnknown = false) where T : GatewayEvent
    {
        ReadProblems.Begin();
        UnknownProperties.Begin();
        try
        {
            var decoded = (T)decode(data, keepsUnknown);
            decoded.TakeProblems(data);
            return decoded;
        }
        catch (JsonException) when (Envelope.TryCutKeysAfterData(ref data))
        {
            return TryDecode<T>(data, decode, keepsUnknown);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The guild of an answer, without decoding the rest; 0 if it cannot be read.</summary>
    internal static Id<Guild> ReadGuildId(ReadOnlySpan<byte> data) => Id<Guild>.TryParse(ReadValue(data, "guild_id"u8), out Id<Guild> guildId) ? guildId : default;

    /// <summary>The nonce of a chunk, without decoding its members.</summary>
    private static string? ReadNonce(ReadOnlySpan<byte> data) => ReadValue(data, "nonce"u8);

    /// <summary>The value of a key: a string, or a number as it is written; null if it is something else.</summary>
    private static string? ReadValue(ReadOnlySpan<byte> data, ReadOnlySpan<byte> key)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKey = reader.ValueTextEquals(key);
                reader.Read();
                if (isKey)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString()
                        : reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
                }

                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Broken data belongs to no request; the consumer receives it as an UndecodableEvent.
        }

        return null;
    }
}
