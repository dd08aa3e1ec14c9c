using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>The memory of worlds of several shapes, as a state and as records, each in a process of its own.</summary>
internal static class StateMemoryBenchmark
{
    private const double Million = 1_000_000;
    private const double Kilobyte = 1_024;

    internal static async Task RunAsync(StateBars bars)
    {
        Console.WriteLine($"\n{"memory, bytes",-42} {"records a guild",16} {"state a guild",14} {"a member, all told",19} {"less",6}   {"load us, records / state",24}");
        Pair large = await MeasureAsync("200 x 1,000", 200, 1_000, WorldPresences.None);
        Pair online = await MeasureAsync("200 x 1,000, 20 % online", 200, 1_000, WorldPresences.WithoutActivities);
        Pair active = await MeasureAsync("200 x 1,000, 20 % online, activities", 200, 1_000, WorldPresences.WithActivities);
        Pair small = await MeasureAsync("20,000 x 20", 20_000, 20, WorldPresences.None);
        Pair alone = await MeasureAsync("20,000 x 1", 20_000, 1, WorldPresences.None);
        Pair usual = await MeasureAsync("20,000 x 30", 20_000, 30, WorldPresences.None);
        Pair million = await MeasureAsync("1,000 x 1,000", 1_000, 1_000, WorldPresences.None);

        double member = large.State.HeapBytes / 200_000;
        double guild = alone.State.HeapBytes / 20_000;
        Console.WriteLine(
            $"  a member more (20,000 x 20 beside x 1): {(small.State.HeapBytes - alone.State.HeapBytes) / 380_000:F1} B, records {(small.Records.HeapBytes - alone.Records.HeapBytes) / 380_000:F1} B");
        bars.Require("a member with its user, its share of the guild included", member, 90, "B");
        bars.Require("a guild with 20 channels, 11 roles, 5 emojis, one member and one voice state", guild / Kilobyte, 3, "KB");
        bars.Require("a presence without activities", (online.State.HeapBytes - large.State.HeapBytes) / online.State.Presences, 20, "B");
        bars.Require("a presence with activities", (active.State.HeapBytes - large.State.HeapBytes) / active.State.Presences, 80, "B");
        ReportParts(guild);
        Extrapolate(usual);
        ReportPauses(million, bars);
        ReportSnapshots(("20,000 x 20", 20_000, small.State), ("200 x 1,000", 200, large.State), ("1,000 x 1,000", 1_000, million.State));
    }

    private static async Task<Pair> MeasureAsync(string name, int guilds, int members, WorldPresences presences)
    {
        MemoryFigures records = await StateMemory.MeasureAsync(StateMemory.RecordsName, guilds, members, presences);
        MemoryFigures state = await StateMemory.MeasureAsync(StateMemory.StateName, guilds, members, presences);
        Console.WriteLine(
            $"  {name,-40} {records.HeapBytes / guilds,16:N0} {state.HeapBytes / guilds,14:N0} {state.HeapBytes / guilds / members,19:N1} {records.HeapBytes / state.HeapBytes,5:F1}x   {records.LoadMicroseconds,11:N0} / {state.LoadMicroseconds,-10:N0}");
        return new Pair(records, state);
    }

    /// <summary>Where the bytes of a guild with one member are.</summary>
    private static void ReportParts(double guildBytes)
    {
        const int Guilds = 2_000;
        var store = new ShardStore(WorldPresences.None);
        foreach (WorldGuild created in new StateWorld(Guilds, 1, WorldPresences.None).MakeGuilds())
        {
            store.Apply(StateWorld.Decode("GUILD_CREATE", created.Json));
        }

        StoredGuild[] guilds = [.. store.Shard.Guilds];
        double structure = guilds.Average(guild => guild.Structure.Footprint);
        double members = guilds.Average(guild => guild.Members.Footprint);
        double voice = guilds.Average(guild => guild.VoiceStates?.Footprint ?? 0);
        double ids = guilds.Average(guild => guild.Ids.Ids.Length * sizeof(ulong));
        Console.WriteLine(
            $"  of a guild's {guildBytes:N0} B: channels, roles, emojis and the guild {structure:N0} ({guilds.Average(guild => guild.Structure.LiveBytes):N0} of entities), its member {members:N0} ({guilds.Average(guild => guild.Members.LiveBytes):N0}), its voice state {voice:N0} ({guilds.Average(guild => guild.VoiceStates?.LiveBytes ?? 0):N0}), ids {ids:N0}, the rest {guildBytes - structure - members - voice - ids:N0}");
        store = new ShardStore(WorldPresences.WithoutActivities);
        foreach (WorldGuild created in new StateWorld(20, 1_000, WorldPresences.WithoutActivities).MakeGuilds())
        {
            store.Apply(StateWorld.Decode("GUILD_CREATE", created.Json));
        }

        EntityTable[] presences = [.. store.Shard.Guilds.Select(guild => guild.Presences!)];
        double online = presences.Sum(table => table.Count);
        Console.WriteLine($"  of a presence's {presences.Sum(table => table.Footprint) / online:F2} B without activities: {presences.Sum(table => table.LiveBytes) / online:F2} of entities, the rest is slots and the table");
    }

    private static void Extrapolate(Pair usual)
    {
        const double Factor = Million / 20_000;
        Console.WriteLine("\nA million guilds of 30 members, from 20,000 real ones");
        foreach ((string name, MemoryFigures figures) in new[] { ("records", usual.Records), ("state", usual.State) })
        {
            Console.WriteLine($"  {name,-8} {figures.HeapBytes * Factor / 1e9,6:F2} GB of heap, {figures.ResidentBytes * Factor / 1e9,6:F2} GB resident (measured: {figures.HeapBytes / 1e6:F0} and {figures.ResidentBytes / 1e6:F0} MB)");
        }
    }

    private static void ReportPauses(Pair million, StateBars bars)
    {
        Console.WriteLine($"\nA blocking collection of generation 2 with a million members: records {million.Records.PauseMilliseconds:F1} ms, state {million.State.PauseMilliseconds:F1} ms of CPU");
        StateBars.Note("a collection with a million members", million.State.PauseMilliseconds, 50, "ms");
        bars.Require("the same, beside records", million.State.PauseMilliseconds / million.Records.PauseMilliseconds, 0.25, "x");
    }

    private static void ReportSnapshots(params ReadOnlySpan<(string Name, int Guilds, MemoryFigures Figures)> worlds)
    {
        Console.WriteLine($"\n{"snapshots, per 1,000 guilds",-28} {"MB",8} {"of the memory",14} {"freeze ms (CPU)",16} {"write ms",9} {"read ms",8}");
        foreach ((string name, int guilds, MemoryFigures figures) in worlds)
        {
            double scale = 1_000.0 / guilds;
            Console.WriteLine(
                $"  {name,-26} {figures.SnapshotBytes * scale / 1e6,8:F2} {figures.SnapshotBytes / figures.HeapBytes,14:P0} {figures.FreezeMilliseconds,16:F2} {figures.WriteMilliseconds * scale,9:F1} {figures.ReadMilliseconds * scale,8:F1}");
        }

        foreach ((string name, _, MemoryFigures figures) in worlds)
        {
            StateBars.Note($"freezing 1,000 guilds of {name}", figures.FreezeMilliseconds, 2, "ms");
        }
    }

    /// <summary>Both ways, of one world.</summary>
    private readonly record struct Pair(MemoryFigures Records, MemoryFigures State);
}
