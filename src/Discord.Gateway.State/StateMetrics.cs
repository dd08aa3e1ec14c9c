using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.State;

/// <summary>The instruments of states, in the meter of the shards. One set for the process, and one for each meter factory that shards are given.</summary>
internal sealed class StateMetrics
{
    private static readonly ConditionalWeakTable<IMeterFactory, StateMetrics> OfFactories = [];

    /// <summary>See <see cref="GatewayMetrics"/>: a listener that throws must not leave the process without them.</summary>
    private static readonly Lazy<StateMetrics> Default = new(static () => new StateMetrics(new Meter(GatewayMetrics.MeterName)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Weakly held: nobody tells when the state of stand-alone shards is over.</summary>
    private readonly ConditionalWeakTable<BotState, object> _states = [];
    private readonly Histogram<double> _duration;

    private StateMetrics(Meter meter)
    {
        meter.CreateObservableGauge("discord.gateway.state.guilds", () => Measure<int>(static shard => shard.Guilds.Count, Enumerable.Sum), "{guild}", "Guilds in the state.");
        meter.CreateObservableGauge("discord.gateway.state.members", () => Measure<int>(static shard => shard.CountOf(EntityKind.Member), Enumerable.Sum), "{member}", "Members in the state.");
        meter.CreateObservableGauge("discord.gateway.state.bytes", () => Measure<long>(static shard => shard.Bytes, Enumerable.Sum), "By", "Memory in the state's tables.");
        meter.CreateObservableGauge("discord.gateway.state.snapshot.size", () => Measure(static shard => shard.LastSnapshot?.Size, Enumerable.Sum), "By", "The size of the last saved snapshot.");
        meter.CreateObservableGauge("discord.gateway.state.snapshot.age", () => Measure(static shard => shard.SnapshotAge?.TotalSeconds, Enumerable.Max), "s", "The time since the last snapshot was saved.");
        _duration = meter.CreateHistogram("discord.gateway.state.snapshot.duration", "s", "The time that saving a snapshot took.", advice: GatewayMetrics.Seconds);
    }

    internal static StateMetrics For(IMeterFactory? factory) =>
        factory is null ? Default.Value : OfFactories.GetValue(factory, static factory => new StateMetrics(factory.Create(GatewayMetrics.MeterName)));

    internal void Add(BotState state) => _states.AddOrUpdate(state, state);

    internal void Remove(BotState state) => _states.Remove(state);

    internal void SnapshotSaved(StoredShard shard, TimeSpan duration) => _duration.Record(duration.TotalSeconds, shard.Tags.ToTags());

    /// <summary>A value of each shard that has one; of those that are not told apart, what comes of them together.</summary>
    private IEnumerable<Measurement<T>> Measure<T>(Func<StoredShard, T?> getValue, Func<IEnumerable<T>, T> combine)
        where T : struct =>
        _states.SelectMany(pair => pair.Key.Shards)
            .Select(shard => (shard.Tags, Value: getValue(shard)))
            .Where(measured => measured.Value is not null)
            .GroupBy(measured => measured.Tags, measured => measured.Value!.Value)
            .Select(measured => new Measurement<T>(combine(measured), measured.Key.ToTags()));
}
