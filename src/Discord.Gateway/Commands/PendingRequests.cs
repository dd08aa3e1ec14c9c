using System.Text.Json;
using Discord.Gateway.Events;

namespace Discord.Gateway.Commands;

/// <summary>A caller that waits for events which answer what it sent.</summary>
internal interface IPendingRequest
{
    /// <summary>Shows it an event. Called on the pump, under the shard's lock: it looks, copies what it wants, and returns.</summary>
    void Offer(GatewayEventType type, ReadOnlySpan<byte> data, string? nonce);

    /// <summary>The answer will not come.</summary>
    void Fail(Exception error);
}

/// <summary>
/// The callers that wait for answers. They are served on the pump's side, so a bot may await an answer in the very loop that receives its events.
/// Used under the shard's lock.
/// </summary>
internal sealed class PendingRequests
{
    private readonly List<IPendingRequest> _requests = [];

    internal void Add(IPendingRequest request) => _requests.Add(request);

    internal void Remove(IPendingRequest request) => _requests.Remove(request);

    internal void Offer(GatewayEventType type, ReadOnlySpan<byte> data)
    {
        if (_requests.Count == 0 || type is not (GatewayEventType.GuildMembersChunk or GatewayEventType.RateLimited
            or GatewayEventType.VoiceStateUpdate or GatewayEventType.VoiceServerUpdate))
        {
            return;
        }

        string? nonce = type == GatewayEventType.GuildMembersChunk ? ReadNonce(data) : null;
        foreach (IPendingRequest request in _requests)
        {
            request.Offer(type, data, nonce);
        }
    }

    internal void FailAll(Exception error)
    {
        foreach (IPendingRequest request in _requests)
        {
            request.Fail(error);
        }

        _requests.Clear();
    }

    /// <summary>An answer that does not decode is nobody's; the consumer gets it as <see cref="UndecodableEvent"/>.</summary>
    internal static T? TryDecode<T>(ReadOnlySpan<byte> data, EventDecoder decode) where T : GatewayEvent
    {
        try
        {
            return (T)decode(data);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The nonce of a chunk, without decoding its members.</summary>
    private static string? ReadNonce(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isNonce = reader.ValueTextEquals("nonce"u8);
                reader.Read();
                if (isNonce)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Broken data belongs to no request; the consumer gets it as an UndecodableEvent.
        }

        return null;
    }
}
