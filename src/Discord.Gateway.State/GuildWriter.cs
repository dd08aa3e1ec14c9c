using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Changes the entities of guilds, for the one thread that does.</summary>
internal sealed class GuildWriter
{
    private readonly EntityWriter _writer = new() { KeepsKeys = false };
    private readonly List<(ulong Id, byte Kind, int Start)> _batch = [];
    private StoredGuild? _filled;

    /// <summary>Adds or changes an entity. Whether it has changed; what is equal, as bytes, is not written.</summary>
    internal bool Set<T>(StoredGuild guild, ulong id, T item, EntityCodec<T> codec, out Entry before)
        where T : class
    {
        Begin(guild);
        Write(id, item, codec);
        return guild.NeedTableOf(codec.Kind).Set(id, codec.Kind, _writer.Written, out before);
    }

    /// <summary>Whether a partial member, with its user, changes nothing. Finds out without creating a record, and is false where that takes one.</summary>
    internal bool IsUnchanged(StoredGuild guild, in Entry known, User user, GuildMember told)
    {
        (ulong bits, ulong userBits) = ReadBits(known, guild);
        Begin(guild);
        _writer.EntityId = user.Id.Value;
        return told.TryWriteWith(user, _writer, bits, userBits) && known.Payload.SequenceEqual(_writer.Written);
    }

    /// <summary>Encodes what a member is after an update, without creating it. False if that takes the member before it.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="known">The member before; <c>default</c> if it was not known.</param>
    /// <param name="update">The update.</param>
    /// <param name="isChanged">Whether the member differs from what it was.</param>
    internal bool TryEncode(StoredGuild guild, in Entry known, GuildMemberUpdateEvent update, out bool isChanged)
    {
        (ulong bits, ulong userBits) = known.Exists ? ReadBits(known, guild) : default;
        Begin(guild);
        _writer.EntityId = update.User.Id.Value;
        bool isEncoded = update.TryWriteMember(_writer, bits, userBits);
        isChanged = isEncoded && !(known.Exists && known.Payload.SequenceEqual(_writer.Written));
        return isEncoded;
    }

    /// <summary>Adds or changes the member that <see cref="TryEncode"/> has encoded.</summary>
    internal void SetEncoded(StoredGuild guild, ulong id) => guild.Members.Set(id, EntityKind.Member, _writer.Written, out _);

    /// <summary>Begins to fill a table that is empty: until <see cref="EndFill"/>, what is added is only encoded, so that the table takes exactly the memory it needs.</summary>
    internal void BeginFill(StoredGuild guild)
    {
        Begin(guild);
        _filled = guild;
        _batch.Clear();
    }

    internal void Fill<T>(ulong id, T item, EntityCodec<T> codec)
        where T : class
    {
        _batch.Add((id, codec.Kind, _writer.Written.Length));
        Write(id, item, codec);
    }

    /// <summary>Adds what was encoded to the table of a kind. What came twice is there once, as it came last.</summary>
    internal void EndFill(byte kind)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        EntityTable table = _filled!.NeedTableOf(kind);
        ReadOnlySpan<byte> written = _writer.Written;
        long bytes = 0;
        for (int i = 0; i < _batch.Count; i++)
        {
            bytes += Entry.SizeOf(EndOf(i) - _batch[i].Start);
        }

        table.Reserve(_batch.Count, bytes);
        for (int i = 0; i < _batch.Count; i++)
        {
            table.Set(_batch[i].Id, _batch[i].Kind, written[_batch[i].Start..EndOf(i)], out _);
        }

        _batch.Clear();
        _writer.Clear();
    }

    /// <summary>The bitmaps of a member and of the user in it.</summary>
    private static (ulong Member, ulong User) ReadBits(in Entry entry, StoredGuild guild)
    {
        var reader = new EntityReader(entry.Payload, guild.Ids, entry.Id);
        ulong bits = reader.BeginRecord(GuildMember.Bits.BitmapLength);
        for (int roles = (bits & GuildMember.Bits.Roles) != 0 ? reader.ReadCount() : 0; roles > 0; roles--)
        {
            reader.ReadRecurringId();
        }

        if ((bits & GuildMember.Bits.CommunicationDisabledUntil) != 0)
        {
            reader.ReadTimestamp();
        }

        return (bits, (bits & GuildMember.Bits.User) != 0 ? reader.BeginRecord(User.Bits.BitmapLength) : 0);
    }

    private int EndOf(int index) => index + 1 < _batch.Count ? _batch[index + 1].Start : _writer.Written.Length;

    private void Begin(StoredGuild guild)
    {
        _writer.Clear();
        _writer.Ids = guild.Ids;
    }

    private void Write<T>(ulong id, T item, EntityCodec<T> codec)
        where T : class
    {
        _writer.EntityId = id;
        codec.Write(item, _writer);
    }
}
