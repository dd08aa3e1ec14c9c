using System.Text;

namespace Discord.Gateway.Events;

/// <summary>The names of undocumented events a shard has seen, so that each becomes a string once; a few, since a hostile peer could send any number.</summary>
internal sealed class EventNames
{
    private const int MaxNames = 64;

    private readonly Dictionary<string, string> _names = new(Utf8NameComparer.Instance);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    internal EventNames()
    {
        _byUtf8 = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (_byUtf8.TryGetValue(utf8, out string? known))
        {
            return known;
        }

        string name = Encoding.UTF8.GetString(utf8);
        if (_names.Count < MaxNames && Ascii.IsValid(utf8))
        {
            _names.Add(name, name);
        }

        return name;
    }
}
