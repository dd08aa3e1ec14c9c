using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>Whether the cluster is as it should be: at all times, and once it has recovered.</summary>
internal sealed class Health(Fleet fleet, int silos, Deliveries deliveries, Identifies identifies, Transcript transcript)
{
    /// <summary>No message waits longer for a handler, whatever happens.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>How long a message may be on its way in a cluster that is whole, where machines are slow.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>How many shards the bot has.</summary>
    internal int Total { get; set; }

    /// <summary>Waits until all silos are there, the shards are evenly spread among them, and no message waits.</summary>
    internal Task UntilWholeAsync(TimeSpan within) => UntilWholeAsync(TimeSpan.Zero, within);

    /// <summary>The same, for so long: a silo that was silent may be believed dead, and end when it hears of it.</summary>
    internal async Task UntilWholeAsync(TimeSpan forAsLongAs, TimeSpan within)
    {
        TimeSpan since = TimeSpan.MaxValue;
        await UntilAsync(
            () =>
            {
                since = !IsWhole() ? TimeSpan.MaxValue : since == TimeSpan.MaxValue ? transcript.Now : since;
                return Task.FromResult(since != TimeSpan.MaxValue && transcript.Now - since >= forAsLongAs);
            },
            within,
            "the cluster is not whole again");
    }

    /// <summary>Waits for a condition; fails as soon as something is wrong.</summary>
    internal async Task UntilAsync(Func<Task<bool>> holds, TimeSpan within, string otherwise)
    {
        TimeSpan end = transcript.Now + within;
        while (!await holds())
        {
            ThrowIfBroken();
            if (transcript.Now >= end)
            {
                throw new ChaosException($"{otherwise} within {within.TotalSeconds:0} s: {Describe()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        ThrowIfBroken();
    }

    internal void ThrowIfBroken()
    {
        if (fleet.Server.Simulator.Violations is [Violation violation, ..])
        {
            throw new ChaosException($"a rule of Discord's was broken on connection {violation.ConnectionNumber}: {violation.Description}");
        }

        if (identifies.Problems is [string problem, ..])
        {
            throw new ChaosException(problem);
        }

        if (deliveries.GetPlaces().Any(place => place.Waits > LongestWait))
        {
            throw new ChaosException($"a message waits for longer than {LongestWait.TotalSeconds:0} s: {Describe()}");
        }
    }

    /// <summary>The shards that each silo serves, by the messages that it tells.</summary>
    internal string Describe() => string.Join("; ", Shards().GroupBy(shard => shard.Silo).OrderBy(silo => silo.Key)
        .Select(silo => $"silo {silo.Key}: {string.Join(' ', silo.Select(shard => shard.Waits > Delay ? $"{shard.Index}({Transcript.Seconds(shard.Waits)} s)" : $"{shard.Index}"))}"));

    private bool IsWhole()
    {
        HashSet<int> alive = [.. fleet.Silos.Where(silo => !silo.HasEnded).Select(silo => silo.Number)];
        IReadOnlyList<(int Index, int Silo, TimeSpan Waits)> shards = Shards();
        int[] counts = [.. shards.GroupBy(shard => shard.Silo).Select(silo => silo.Count())];
        return alive.Count == silos && counts.Length == silos && counts.Max() - counts.Min() <= 1 && shards.All(shard => alive.Contains(shard.Silo) && shard.Waits < Delay);
    }

    private IReadOnlyList<(int Index, int Silo, TimeSpan Waits)> Shards() =>
        [.. deliveries.GetPlaces().Select((place, guild) => (Shard: guild % Total, place.Silo, place.Waits)).GroupBy(place => place.Shard)
            .Select(shard => (shard.Key, shard.First().Silo, shard.Max(place => place.Waits))).OrderBy(shard => shard.Key)];
}

/// <summary>Something does not hold that must.</summary>
internal sealed class ChaosException(string message) : Exception(message);
