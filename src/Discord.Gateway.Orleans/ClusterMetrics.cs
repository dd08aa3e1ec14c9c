using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Orleans;

/// <summary>The instruments of a silo, in the meter of the shards. What is one for the whole cluster is told by the silo where its grain lives.</summary>
internal sealed class ClusterMetrics
{
    private readonly ConcurrentDictionary<string, Func<int>> _waiting = new();
    private readonly ConcurrentDictionary<string, Func<int>> _startsLeft = new();
    private readonly Counter<long> _starts;
    private readonly Counter<long> _moves;
    private readonly Counter<long> _ends;

    internal ClusterMetrics(IMeterFactory? factory)
    {
        Meter meter = factory?.Create(GatewayMetrics.MeterName) ?? new Meter(GatewayMetrics.MeterName);
        _starts = meter.CreateCounter<long>("discord.gateway.cluster.starts", "{shard}", "Shards that the keeper started on a silo.");
        _moves = meter.CreateCounter<long>("discord.gateway.cluster.moves", "{shard}", "Shards that the keeper took from a living silo, to start them on another.");
        _ends = meter.CreateCounter<long>("discord.gateway.cluster.fences", "{shard}", "Shards that this silo ended because another silo has taken them over, or may have.");
        meter.CreateObservableGauge("discord.gateway.cluster.starts.left", () => _startsLeft.Values.Select(static left => new Measurement<int>(left())), "{identify}", "The number of session starts left in the current window.");
        meter.CreateObservableGauge("discord.gateway.cluster.identify.waiting", () => Measure(static waiting => waiting), "{shard}", "Shards that wait for their turn to identify.");
        meter.CreateObservableGauge(
            "discord.gateway.cluster.identify.wait", () => Measure(static waiting => waiting * IdentifyBudget.Interval.TotalSeconds), "s", "The time until the last waiting shard may identify, if enough session starts are left.");
        meter.CreateObservableGauge("discord.gateway.cluster.unsaved.age", () => UnsavedFor().TotalSeconds, "s", "The longest time for which a session of this silo's shards could not be stored.");
    }

    /// <summary>For how long a session could not be stored.</summary>
    internal Func<TimeSpan> UnsavedFor { get; set; } = static () => TimeSpan.Zero;

    internal void Started() => _starts.Add(1);

    internal void Moved() => _moves.Add(1);

    internal void Fenced(bool isAlone) => _ends.Add(1, new KeyValuePair<string, object?>("discord.gateway.reason", isAlone ? "alone" : "taken over"));

    /// <summary>The grain of an identify key lives here: how many wait there.</summary>
    internal void AddIdentifyKey(string key, Func<int> countWaiting) => _waiting[key] = countWaiting;

    internal void RemoveIdentifyKey(string key) => _waiting.TryRemove(key, out _);

    /// <summary>The grain that counts session starts lives here: how many are left.</summary>
    internal void AddStarts(string key, Func<int> getLeft) => _startsLeft[key] = getLeft;

    internal void RemoveStarts(string key) => _startsLeft.TryRemove(key, out _);

    private IEnumerable<Measurement<T>> Measure<T>(Func<int, T> convert)
        where T : struct =>
        _waiting.Select(key => new Measurement<T>(convert(key.Value()), new KeyValuePair<string, object?>("discord.gateway.identify.key", key.Key[(key.Key.LastIndexOf(BotGrains.Separator) + 1)..])));
}
