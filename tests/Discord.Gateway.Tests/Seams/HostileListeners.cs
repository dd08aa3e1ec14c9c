using System.Diagnostics;
using System.Diagnostics.Metrics;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Tests.Seams;

/// <summary>Listeners of the metrics and spans of one shard, which may misbehave.</summary>
internal sealed class HostileListeners : IMeterFactory
{
    private readonly Saboteur _saboteur;
    private readonly int _total;
    private readonly List<Meter> _meters = [];
    private readonly MeterListener? _meterListener;
    private readonly ActivityListener? _activityListener;

    /// <param name="saboteur">Decides which calls misbehave.</param>
    /// <param name="total">How many shards the shard's bot has: spans are the whole process's, and this tells whose they are.</param>
    internal HostileListeners(Saboteur saboteur, int total)
    {
        _saboteur = saboteur;
        _total = total;
        if (saboteur.IsFor(SeamCall.InstrumentPublished) || saboteur.IsFor(SeamCall.MeasurementCallback))
        {
            _meterListener = new MeterListener { InstrumentPublished = OnPublished };
            _meterListener.SetMeasurementEventCallback<long>((_, _, _, _) => saboteur.Strike(SeamCall.MeasurementCallback));
            _meterListener.SetMeasurementEventCallback<double>((_, _, _, _) => saboteur.Strike(SeamCall.MeasurementCallback));
            _meterListener.Start();
        }

        if (saboteur.IsFor(SeamCall.ActivitySample) || saboteur.IsFor(SeamCall.ActivityStarted) || saboteur.IsFor(SeamCall.ActivityStopped))
        {
            _activityListener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Discord.Gateway",
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    IsOwn(options.Tags) && saboteur.Strike(SeamCall.ActivitySample) ? (ActivitySamplingResult)99 : ActivitySamplingResult.AllData,
                ActivityStarted = activity => StrikeIfOwn(activity, SeamCall.ActivityStarted),
                ActivityStopped = activity => StrikeIfOwn(activity, SeamCall.ActivityStopped),
            };
            ActivitySource.AddActivityListener(_activityListener);
        }
    }

    public Meter Create(MeterOptions options)
    {
        if (_saboteur.Strike(SeamCall.MeterFactoryCreate))
        {
            return null!;
        }

        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _activityListener?.Dispose();
        _meterListener?.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Scope == this)
        {
            _saboteur.Strike(SeamCall.InstrumentPublished);
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private bool IsOwn(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        tags?.Any(tag => tag.Key == "discord.gateway.shards" && Equals(tag.Value, _total)) == true;

    private void StrikeIfOwn(TraceActivity activity, SeamCall call)
    {
        if (IsOwn(activity.TagObjects))
        {
            _saboteur.Strike(call);
        }
    }
}
