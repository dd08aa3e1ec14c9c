using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// The guilds of a bot on one shard, as of the sequence of a <see cref="ShardSession"/>. Immutable; equal to another instance with the same guilds in the same states. In JSON
/// it is one string of about 11 characters per guild.
/// </summary>
[JsonConverter(typeof(SessionGuildsConverter))]
public sealed class SessionGuilds : IEquatable<SessionGuilds>
{
    private readonly ulong[] _loaded;
    private readonly ulong[] _notLoaded;
    private readonly ulong[] _inOutage;

    /// <summary>Makes one of three groups of ids; an id must be in one of them only.</summary>
    internal SessionGuilds(ulong[] loaded, ulong[] notLoaded, ulong[] inOutage)
    {
        (_loaded, _notLoaded, _inOutage) = (loaded, notLoaded, inOutage);
        Array.Sort(_loaded);
        Array.Sort(_notLoaded);
        Array.Sort(_inOutage);
        Loaded = new Ids(_loaded);
        NotLoaded = new Ids(_notLoaded);
        InOutage = new Ids(_inOutage);
    }

    /// <summary>The guilds whose GUILD_CREATE the session has received; a resume does not repeat it. Ordered by id.</summary>
    public IReadOnlyList<Id<Guild>> Loaded { get; }

    /// <summary>The guilds that READY listed and whose GUILD_CREATE has not arrived yet. Ordered by id.</summary>
    public IReadOnlyList<Id<Guild>> NotLoaded { get; }

    /// <summary>The guilds in an outage, whose GUILD_CREATE arrives when it ends. Ordered by id.</summary>
    public IReadOnlyList<Id<Guild>> InOutage { get; }

    /// <summary>The number of guilds in all three groups.</summary>
    public int Count => _loaded.Length + _notLoaded.Length + _inOutage.Length;

    /// <inheritdoc/>
    public bool Equals(SessionGuilds? other) => other is not null
        && _loaded.AsSpan().SequenceEqual(other._loaded) && _notLoaded.AsSpan().SequenceEqual(other._notLoaded) && _inOutage.AsSpan().SequenceEqual(other._inOutage);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SessionGuilds);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_loaded.Length, _notLoaded.Length, _inOutage.Length, _loaded.FirstOrDefault());

    /// <summary>Returns the number of guilds in each group.</summary>
    public override string ToString() => $"{Count} guilds, {_notLoaded.Length} not loaded, {_inOutage.Length} in an outage";

    /// <summary>For each group their number, and the distances from each id to the next, in groups of 7 bits.</summary>
    internal byte[] Encode()
    {
        var bytes = new List<byte>(Count * 9) { SessionGuildsReader.Version };
        foreach (ulong[] group in (ulong[][])[_loaded, _notLoaded, _inOutage])
        {
            Write((ulong)group.Length);
            ulong last = 0;
            foreach (ulong id in group)
            {
                Write(id - last);
                last = id;
            }
        }

        return [.. bytes];

        void Write(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
            {
                bytes.Add((byte)(value | 0x80));
            }

            bytes.Add((byte)value);
        }
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; false if it is anything else.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SessionGuilds? guilds)
    {
        guilds = null;
        var reader = new SessionGuildsReader(bytes);
        if (reader.TryReadVersion() && reader.TryReadGroup(out ulong[]? loaded) && reader.TryReadGroup(out ulong[]? notLoaded) && reader.TryReadGroup(out ulong[]? inOutage)
            && reader.IsAtEnd && new HashSet<ulong>([.. loaded, .. notLoaded, .. inOutage]).Count == loaded.Length + notLoaded.Length + inOutage.Length)
        {
            guilds = new SessionGuilds(loaded, notLoaded, inOutage);
        }

        return guilds is not null;
    }

    private sealed class Ids(ulong[] ids) : IReadOnlyList<Id<Guild>>
    {
        public int Count => ids.Length;

        public Id<Guild> this[int index] => ids[index];

        public IEnumerator<Id<Guild>> GetEnumerator() => ids.Select(id => new Id<Guild>(id)).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
