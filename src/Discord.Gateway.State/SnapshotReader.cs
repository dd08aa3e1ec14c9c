using System.Buffers.Binary;
using System.Security.Cryptography;
using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote. Its hash is checked before anything else, so that what is read was written by this library; it is read with care all the same, and throws
/// nothing but <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct SnapshotReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    private SnapshotReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Reads the guilds of a snapshot into a shard.</summary>
    /// <param name="bytes">The whole snapshot.</param>
    /// <param name="session">The session that it must be of.</param>
    /// <param name="partsFingerprint">What is kept: a snapshot of a bot that kept something else is of no use.</param>
    /// <param name="shard">The shard's empty state.</param>
    /// <exception cref="InvalidDataException">It is no snapshot that can be used.</exception>
    internal static void Read(ReadOnlySpan<byte> bytes, ShardSession session, ulong partsFingerprint, StoredShard shard)
    {
        if (bytes.Length < SnapshotFormat.HashLength || !SHA256.HashData(bytes[..^SnapshotFormat.HashLength]).AsSpan().SequenceEqual(bytes[^SnapshotFormat.HashLength..]))
        {
            throw new InvalidDataException("It is damaged, or cut off.");
        }

        var reader = new SnapshotReader(bytes[..^SnapshotFormat.HashLength]);
        reader.ReadAll(session, partsFingerprint, shard);
    }

    private void ReadAll(ShardSession session, ulong partsFingerprint, StoredShard shard)
    {
        Require(ReadInt32() == SnapshotFormat.Magic, "It is not a snapshot of a state.");
        Require(ReadInt32() == SnapshotFormat.Version && (ulong)ReadInt64() == BinaryVersion.Value, "Another version of the library wrote it.");
        Require((ulong)ReadInt64() == partsFingerprint, "It was written with other options, or other intents.");
        Require(Take(SnapshotFormat.HashLength).SequenceEqual(SnapshotFormat.HashOf(session.Id)), "It belongs to another session.");
        Require(ReadInt32() == session.ShardId.Index && ReadInt32() == session.ShardId.Total, "It belongs to another shard.");
        long sequence = ReadInt64();
        Require(sequence >= 0, "Its sequence is negative.");
        if (ReadInt32() is var length and >= 0)
        {
            var self = new EntityReader(Take(length));
            shard.Self = User.ReadBinary(ref self);
        }

        for (int left = ReadInt32(); left > 0; left--)
        {
            StoredGuild guild = ReadGuild(shard);
            Require(shard.Guilds.TryAdd(guild), "It has a guild twice.");
        }

        Require(_position == _bytes.Length, "Bytes follow its end.");
        shard.SetPlace(session.Id, sequence, isSaved: true);
    }

    private StoredGuild ReadGuild(StoredShard shard)
    {
        Id<Guild> id = (ulong)ReadInt64();
        var availability = (GuildAvailability)ReadInt32();
        Require(Enum.IsDefined(availability), "The availability of a guild is not valid.");
        int memberCount = ReadInt32();
        long joinedAt = ReadInt64();
        Require(joinedAt >= 0 && joinedAt <= DateTime.MaxValue.Ticks, "A time is out of range.");
        IdList ids = ReadIds();
        var tables = new EntityTable?[EntityKind.Count];
        for (byte kind = Take(1)[0]; kind != SnapshotFormat.NoMoreTables; kind = Take(1)[0])
        {
            Require(kind < tables.Length && tables[kind] is null, "A guild has a table twice, or an unknown one.");
            tables[kind] = EntityTable.ReadFrom(_bytes[_position..], out int length);
            _position += length;
        }

        return new StoredGuild(shard, id, ids, tables[EntityKind.Guild] ?? new EntityTable(), tables[EntityKind.Member] ?? new EntityTable())
        {
            Availability = availability,
            MemberCount = memberCount,
            JoinedAt = joinedAt == 0 ? null : new DateTimeOffset(joinedAt, TimeSpan.Zero),
            Presences = tables[EntityKind.Presence],
            VoiceStates = tables[EntityKind.VoiceState],
            Messages = tables[EntityKind.Message],
        };
    }

    private IdList ReadIds()
    {
        int count = ReadInt32();
        Require(count >= 0 && count <= (_bytes.Length - _position) / sizeof(ulong), "It ends too early.");
        ulong[] ids = new ulong[count];
        foreach (ref ulong id in ids.AsSpan())
        {
            id = (ulong)ReadInt64();
        }

        return new IdList(ids);
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    private long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    private ReadOnlySpan<byte> Take(int length)
    {
        Require(length <= _bytes.Length - _position, "It ends too early.");
        _position += length;
        return _bytes.Slice(_position - length, length);
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
