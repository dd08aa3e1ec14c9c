using System.Runtime.CompilerServices;

namespace Discord.Gateway.Protocol;

/// <summary>
/// Counts the shards of a process that disconnect at about the same time, so that a fleet that loses its network does not come back in one moment. Thread-safe.
/// </summary>
internal sealed class ReconnectCrowd(TimeProvider time)
{
    /// <summary>More shards than this that disconnect within <see cref="Window"/> are a crowd.</summary>
    internal const int Size = 5;

    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly ConditionalWeakTable<TimeProvider, ReconnectCrowd> Shared = [];

    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();

    // The latest of each shard, and no more of them than it takes to know.
    private readonly List<(object Shard, TimeSpan At)> _disconnects = [];

    /// <summary>The crowd of all shards with one clock.</summary>
    internal static ReconnectCrowd Of(TimeProvider time) => Shared.GetValue(time, static time => new ReconnectCrowd(time));

    /// <summary>Lets a shard in: the function counts a disconnect at the shard's time, and tells whether it belongs to a crowd.</summary>
    /// <param name="origin">The timestamp from which the shard counts its time.</param>
    internal Func<TimeSpan, bool> Join(long origin)
    {
        TimeSpan offset = time.GetElapsedTime(_origin, origin);
        object shard = new();
        return now => Add(shard, new TimeSpan(unchecked(now.Ticks + offset.Ticks)));
    }

    private bool Add(object shard, TimeSpan now)
    {
        lock (_lock)
        {
            _disconnects.RemoveAll(each => each.Shard == shard || !IsRecent(now, each.At));
            if (_disconnects.Count > Size)
            {
                _disconnects.RemoveAt(0);
            }

            _disconnects.Add((shard, now));
            return _disconnects.Count > Size;
        }
    }

    /// <summary>Clocks may lie, and lead shards' times apart: no arithmetic may overflow, and what lies ahead is not recent.</summary>
    private static bool IsRecent(TimeSpan now, TimeSpan then) => unchecked(now.Ticks - then.Ticks) is var ago && ago > -Window.Ticks && ago < Window.Ticks;
}
