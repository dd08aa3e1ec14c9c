using System.Text;

namespace Discord.Gateway.Events;

/// <summary>The headers of undocumented events that a shard has received, so that each is created once. Limited, since a hostile peer could send any number of names.</summary>
internal sealed class UnknownEventHeaders
{
    private const int MaxNames = 64;

    private static readonly EventHeader Nameless = new(GatewayOpcode.Dispatch, GatewayEventType.Unknown, "");

    private readonly Dictionary<string, EventHeader> _headers = new(Utf8NameComparer.Instance);
    private readonly Dictionary<string, EventHeader>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    internal UnknownEventHeaders()
    {
        _byUtf8 = _headers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    internal EventHeader Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return Nameless;
        }

        if (_byUtf8.TryGetValue(utf8, out EventHeader? known))
        {
            return known;
        }

        var header = new EventHeader(GatewayOpcode.Dispatch, GatewayEventType.Unknown, Encoding.UTF8.GetString(utf8));
        if (_headers.Count < MaxNames && Ascii.IsValid(utf8))
        {
            _headers.Add(header.Name, header);
        }

        return header;
    }
}
