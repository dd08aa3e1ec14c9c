using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>A table beside a dictionary. Each change is made to both, and its result is compared.</summary>
internal sealed class TableModel
{
    private readonly Dictionary<(ulong Id, byte Kind), byte[]> _entities = [];

    /// <summary>Values before a change, which must stay readable for ever.</summary>
    private readonly List<(Entry Entry, byte[] Payload)> _old = [];

    internal TableModel()
        : this(new EntityTable())
    {
    }

    internal TableModel(EntityTable table) => Table = table;

    internal EntityTable Table { get; private set; }

    internal IReadOnlyDictionary<(ulong Id, byte Kind), byte[]> Entities => _entities;

    internal void Set(ulong id, byte kind, byte[] payload)
    {
        byte[]? expected = _entities.GetValueOrDefault((id, kind));
        bool isChange = expected is null || !expected.AsSpan().SequenceEqual(payload);
        Require(Table.Set(id, kind, payload, out Entry before) == isChange, "whether it was a change");
        CheckBefore(before, id, kind, expected);
        _entities[(id, kind)] = payload;
        CheckTotals();
    }

    internal void Remove(ulong id, byte kind)
    {
        bool isThere = _entities.Remove((id, kind), out byte[]? expected);
        Require(Table.Remove(id, kind, out Entry before) == isThere, "whether it was there");
        CheckBefore(before, id, kind, expected);
        CheckTotals();
    }

    /// <summary>Compares everything.</summary>
    internal void Check()
    {
        CheckTotals();
        Check(Table);
        foreach ((Entry entry, byte[] payload) in _old)
        {
            Require(entry.Payload.SequenceEqual(payload), "an old value");
        }
    }

    /// <summary>Writes the table out, reads it back, compares it, and goes on with it.</summary>
    internal void Reload()
    {
        byte[] bytes = Write(Table.Freeze());
        byte[] more = [.. bytes, 1, 2, 3];
        Table = EntityTable.ReadFrom(more, out int length);
        Assert.Equal(bytes.Length, length);
        Check();
    }

    internal static byte[] Write(FrozenTable table)
    {
        var stream = new MemoryStream();
        int position = 0;
        for (int piece = 0; table.WritePiece(stream, ref position, stream.Length + (piece % 3 * 100)); piece++)
        {
            // Also where there is no room for any entity.
        }

        Assert.Equal(sizeof(int) + table.LiveBytes, stream.Length);
        return stream.ToArray();
    }

    private void Check(EntityTable table)
    {
        var left = new HashSet<(ulong, byte)>(_entities.Keys);
        foreach (byte kind in _entities.Keys.Select(key => key.Kind).Append((byte)99).Distinct())
        {
            int count = 0;
            foreach (Entry entry in table.All(kind))
            {
                count++;
                Require(entry.Kind == kind, "the kind");
                Require(left.Remove((entry.Id, kind)), "returned once");
                Require(entry.Payload.SequenceEqual(_entities[(entry.Id, kind)]), "a value");
            }

            Require(table.CountOf(kind) == count, "the count of a kind");
        }

        Assert.Empty(left);
        foreach (((ulong id, byte kind), byte[] payload) in _entities)
        {
            Require(table.TryFind(id, kind, out Entry entry) && entry.Is(id, kind) && entry.Payload.SequenceEqual(payload), "what is found");
            Require(table.TryFind(id, 98, out _) == _entities.ContainsKey((id, 98)), "what is not there");
        }
    }

    private void CheckBefore(Entry before, ulong id, byte kind, byte[]? expected)
    {
        Require(before.Exists == expected is not null, "whether there was a value before");
        if (expected is not null)
        {
            Require(before.Is(id, kind) && before.Payload.SequenceEqual(expected), "the value before");
            if (_old.Count < 1000)
            {
                _old.Add((before, expected));
            }
        }
    }

    private void CheckTotals()
    {
        Require(Table.Count == _entities.Count, "the count");

        // A quarter of all bytes is a third of the live ones. The rest is for keys of removed entities that were forgotten all at once.
        Require(Table.GarbageBytes >= 0 && Table.GarbageBytes <= 1024 + Table.LiveBytes, "the garbage");
    }

    /// <summary>As an assertion of the framework, but a million of those take seconds.</summary>
    private static void Require(bool isTrue, string what)
    {
        if (!isTrue)
        {
            Assert.Fail($"The table and the dictionary differ in {what}.");
        }
    }
}
