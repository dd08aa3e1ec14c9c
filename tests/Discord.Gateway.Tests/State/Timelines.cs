using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>
/// All values that each entity had, in order, to judge what a reader found: the value must be one that the entity had at some moment of the read. A change has
/// begun before the first step and is complete after the last.
/// </summary>
internal sealed class Timelines(EntityTable table)
{
    private const long Absent = -1;

    private readonly Dictionary<(ulong Id, byte Kind), (List<long> Values, int Complete)> _lines = [];

    internal EntityTable Table => table;

    internal long Serial { get; private set; }

    internal void Set(ulong id, byte kind, int size)
    {
        byte[] payload = Payloads.Make(id, kind, ++Serial, size);
        Begin(id, kind, Serial);
        table.Set(id, kind, payload, out _);
        Complete(id, kind);
    }

    internal void Remove(ulong id, byte kind)
    {
        Begin(id, kind, Absent);
        table.Remove(id, kind, out _);
        Complete(id, kind);
    }

    /// <summary>The moment at which a read of the entity begins.</summary>
    internal int Now(ulong id, byte kind) => Line(id, kind).Complete;

    /// <summary>Fails if what was read since <paramref name="start"/> is no value that the entity had since. Returns its moment.</summary>
    internal int CheckFound(ulong id, byte kind, int start, bool isFound, Entry entry)
    {
        long value = isFound ? Payloads.Check(entry, id, kind) : Absent;
        List<long> values = Line(id, kind).Values;
        int moment = values.IndexOf(value, start);
        Assert.True(moment >= 0, $"{id} of kind {kind}: change {value} was found; since the read began, it was {string.Join(", ", values.Skip(start))}");
        return moment;
    }

    private (List<long> Values, int Complete) Line(ulong id, byte kind) =>
        _lines.TryGetValue((id, kind), out (List<long>, int) line) ? line : _lines[(id, kind)] = ([Absent], 0);

    private void Begin(ulong id, byte kind, long value) => Line(id, kind).Values.Add(value);

    private void Complete(ulong id, byte kind)
    {
        List<long> values = Line(id, kind).Values;
        _lines[(id, kind)] = (values, values.Count - 1);
    }
}
