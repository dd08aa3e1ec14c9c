using BenchmarkDotNet.Attributes;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>Tables of the entities of 1,000 guilds, 60 in each; the time is for one entity, except for freezing.</summary>
public class EntityTableBenchmarks
{
    private const int Guilds = 1_000;
    private const int Entities = 60;
    private const byte Kind = 1;

    private readonly EntityTable[] _tables = new EntityTable[Guilds];
    private readonly ulong[] _ids = new ulong[Guilds * Entities];
    private readonly byte[] _payload = new byte[64];
    private int _next;

    /// <summary>Fills the tables as a guild does when it arrives, with 64 bytes for each entity.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(5);
        for (int guild = 0; guild < Guilds; guild++)
        {
            var table = new EntityTable();
            table.Reserve(Entities, Entities * Entry.SizeOf(_payload.Length));
            for (int entity = 0; entity < Entities; entity++)
            {
                ulong id = (ulong)random.NextInt64(1L << 57, 1L << 60);
                _ids[(guild * Entities) + entity] = id;
                table.Set(id, Kind, _payload, out _);
            }

            _tables[guild] = table;
        }
    }

    /// <summary>An entity that is there.</summary>
    [Benchmark(Baseline = true)]
    public int Find()
    {
        (EntityTable table, ulong id) = Next();
        return table.TryFind(id, Kind, out Entry entry) ? entry.Payload.Length : 0;
    }

    /// <summary>An entity that is not there.</summary>
    [Benchmark]
    public bool FindNothing()
    {
        (EntityTable table, ulong id) = Next();
        return table.TryFind(id, Kind + 1, out _);
    }

    /// <summary>Other bytes than before. Includes the emptying of pages.</summary>
    [Benchmark]
    public bool SetChanged()
    {
        (EntityTable table, ulong id) = Next();
        _payload[0]++;
        return table.Set(id, Kind, _payload, out _);
    }

    /// <summary>The bytes that are there.</summary>
    [Benchmark]
    public bool SetEqual()
    {
        (EntityTable table, ulong id) = Next();
        table.TryFind(id, Kind, out Entry entry);
        return table.Set(id, Kind, entry.Payload, out _);
    }

    /// <summary>All entities of a guild.</summary>
    [Benchmark(OperationsPerInvoke = Entities)]
    public int Enumerate()
    {
        int bytes = 0;
        foreach (Entry entry in Next().Table.All(Kind))
        {
            bytes += entry.Payload.Length;
        }

        return bytes;
    }

    /// <summary>A thousand tables, for a snapshot.</summary>
    [Benchmark]
    public int FreezeThousand()
    {
        int count = 0;
        foreach (EntityTable table in _tables)
        {
            count += table.Freeze().Count;
        }

        return count;
    }

    /// <summary>Steps that have no factor with the number of entities, so that the caches do not know the next one.</summary>
    private (EntityTable Table, ulong Id) Next()
    {
        _next = (_next + 7_919) % _ids.Length;
        return (_tables[_next / Entities], _ids[_next]);
    }
}
