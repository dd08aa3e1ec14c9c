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

    /// <summary>Whether an entity is these bytes already.</summary>
    internal bool IsEqual<T>(StoredGuild guild, ulong id, T item, EntityCodec<T> codec)
        where T : class
    {
        if (guild.TableOf(codec.Kind) is not { } table || !table.TryFind(id, codec.Kind, out Entry entry))
        {
            return false;
        }

        Begin(guild);
        Write(id, item, codec);
        return entry.Payload.SequenceEqual(_writer.Written);
    }

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
