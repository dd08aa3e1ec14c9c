using System.Collections.Concurrent;
using System.Diagnostics;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Tests.Diagnostics;

/// <summary>Hears the library's spans as they end: those of all tests that run at the time.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<TraceActivity> _ended = new();
    private readonly ActivityListener _listener;

    internal Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Discord.Gateway",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    internal IEnumerable<TraceActivity> Ended => _ended;

    public void Dispose() => _listener.Dispose();
}
