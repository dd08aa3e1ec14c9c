using System.Globalization;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>What one world takes in memory, kept in one way, in a process of its own.</summary>
/// <param name="HeapBytes">Bytes on the managed heap, of which the empty process's are subtracted.</param>
/// <param name="ResidentBytes">Resident bytes, of which the empty process's are subtracted.</param>
/// <param name="Presences">Presences in the world.</param>
/// <param name="LoadMicroseconds">CPU time to take note of a guild that is decoded already.</param>
/// <param name="PauseMilliseconds">A blocking collection of generation 2: its thread's CPU time.</param>
/// <param name="FreezeMilliseconds">CPU time to freeze 1,000 guilds; 0 for records, as all that follows.</param>
/// <param name="SnapshotBytes">The size of a snapshot.</param>
/// <param name="WriteMilliseconds">The time, by the clock, until a snapshot is in its file.</param>
/// <param name="ReadMilliseconds">The time, by the clock, until the state is read from the file.</param>
internal sealed record MemoryFigures(
    double HeapBytes,
    double ResidentBytes,
    double Presences,
    double LoadMicroseconds,
    double PauseMilliseconds,
    double FreezeMilliseconds,
    double SnapshotBytes,
    double WriteMilliseconds,
    double ReadMilliseconds)
{
    internal string ToLine() => string.Join(' ', new[]
    {
        HeapBytes, ResidentBytes, Presences, LoadMicroseconds, PauseMilliseconds, FreezeMilliseconds, SnapshotBytes, WriteMilliseconds, ReadMilliseconds,
    }.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture)));

    internal static MemoryFigures Parse(string line)
    {
        double[] figures = [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new MemoryFigures(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6], figures[7], figures[8]);
    }
}
