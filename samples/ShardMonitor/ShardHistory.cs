using Discord.Gateway;

namespace ShardMonitor;

/// <summary>The last seconds of a shard.</summary>
internal sealed class ShardHistory
{
    private long? _events;

    internal ShardStatus Status { get; private set; } = null!;

    internal Series Latency { get; } = new();

    internal Series EventsPerSecond { get; } = new();

    internal void Add(ShardStatus status)
    {
        Status = status;

        // While a heartbeat is on its way there is none: the last one stays.
        Latency.Add(status.Latency?.TotalMilliseconds ?? Latency.Last);
        EventsPerSecond.Add(Math.Max(0, status.Events - (_events ?? status.Events)));
        _events = status.Events;
    }
}
