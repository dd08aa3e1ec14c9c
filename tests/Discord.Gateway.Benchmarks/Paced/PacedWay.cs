namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>
/// A way to receive, in a process of its own that lives for all rounds. One process for all ways would be no steadier, and unfair: its thread pool has one setting, its
/// threads keep spinning into the next way's round, and its code is compiled for all ways at once.
/// </summary>
internal sealed class PacedWay : IAsyncDisposable
{
    private const string SpinLimit = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";

    private readonly Child _process;
    private readonly List<PacedMeasure> _measures = [];

    /// <param name="name">The name to print.</param>
    /// <param name="way">The name that <see cref="PacedClient"/> knows.</param>
    /// <param name="isQuiet">Whether the threads of the pool sleep at once when there is no work; if false, the runtime's default.</param>
    /// <param name="uri">The server's address.</param>
    internal PacedWay(string name, string way, bool isQuiet, Uri uri)
    {
        Name = name;
        IsQuiet = isQuiet;
        _process = new Child(["paced-client", way, uri.ToString()], new Dictionary<string, string?> { [SpinLimit] = isQuiet ? "0" : null });
    }

    internal string Name { get; }

    internal bool IsQuiet { get; }

    /// <summary>Receives one round; <paramref name="counts"/> is false for a warm-up.</summary>
    internal async Task ReceiveAsync(Child server, int eventsPerSecond, int events, bool counts)
    {
        await _process.WriteLineAsync($"{events}");
        await _process.ReadLineAsync();
        await server.WriteLineAsync($"{eventsPerSecond} {events}");
        var measure = PacedMeasure.Parse(await _process.ReadLineAsync());
        if (counts)
        {
            _measures.Add(measure);
        }
    }

    internal void Clear() => _measures.Clear();

    internal double Median(Func<PacedMeasure, double> select) => Quantile(_measures.Select(select), 0.5);

    internal double Quantile(double share) => Quantile(_measures.Select(measure => measure.Cpu), share);

    /// <summary>How much more CPU time than another way: the median of the rounds' ratios, since whatever slows the machine for a while slows both.</summary>
    internal double Over(PacedWay other) => Quantile(_measures.Zip(other._measures, (own, theirs) => own.Cpu / theirs.Cpu), 0.5);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }
}
