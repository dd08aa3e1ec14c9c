using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Discord.Gateway.Tests.Diagnostics;

/// <summary>A meter factory that hears what its own meters measure.</summary>
internal sealed class Meters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measurements = new();

    internal Meters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Contains(instrument.Meter))
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, tags.ToArray())));
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    internal ConcurrentBag<Instrument> Instruments { get; } = [];

    internal void Observe() => _listener.RecordObservableInstruments();

    internal IReadOnlyList<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Of(string name) =>
        [.. _measurements.Where(measurement => measurement.Name == name)];

    internal double Sum(string name, params (string Key, object Value)[] tags) =>
        Of(name).Where(measurement => tags.All(tag => measurement.Tags.Contains(new KeyValuePair<string, object?>(tag.Key, tag.Value)))).Sum(measurement => measurement.Value);
}
