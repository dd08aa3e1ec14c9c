namespace Discord.Gateway.Commands;

/// <summary>The sender's priority: each lane leaves room for those before it.</summary>
internal enum SendLane
{
    /// <summary>Heartbeats on schedule may use the last slot.</summary>
    Heartbeat,

    /// <summary>Identify, Resume, and heartbeats that Discord or the caller asked for.</summary>
    Control,

    /// <summary>Presence and the caller's commands.</summary>
    Command,
}

/// <summary>
/// The budget of one connection: 120 payloads in any 60 s, all kinds counted. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#rate-limiting">Gateway › Rate Limiting</see>.
/// A sliding window with room kept for heartbeats; pure: the time is passed in.
/// </summary>
internal sealed class CommandBudget
{
    internal const int Limit = 120;

    /// <summary>A second more than Discord's, since payloads do not travel at one speed.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(61);

    /// <summary>The number of heartbeats that Discord and the caller may request, in addition to the scheduled ones.</summary>
    private const int RequestedBeats = 3;

    private readonly Queue<TimeSpan> _sent = new();
    private int _scheduledBeats = 3;

    /// <summary>Keeps room for the beats that fall into a window.</summary>
    internal void KeepRoomForHeartbeats(TimeSpan interval) =>
        _scheduledBeats = (int)Math.Min(Limit / 2, Math.Ceiling(Window / interval) + 1);

    /// <summary>Takes a slot, before the payload is sent.</summary>
    internal bool TryTake(SendLane lane, TimeSpan now)
    {
        if (Available(lane, now) <= 0)
        {
            return false;
        }

        _sent.Enqueue(now);
        return true;
    }

    /// <summary>The number of payloads of a lane that may be sent now.</summary>
    internal int Available(SendLane lane, TimeSpan now)
    {
        while (_sent.TryPeek(out TimeSpan sent) && now - sent >= Window)
        {
            _sent.Dequeue();
        }

        return Math.Max(0, Limit - RoomKept(lane) - _sent.Count);
    }

    /// <summary>The most payloads of a lane within a window.</summary>
    internal int MostOf(SendLane lane) => Limit - RoomKept(lane);

    /// <summary>When a payload of a lane may be sent; <paramref name="now"/> if at once.</summary>
    internal TimeSpan NextFree(SendLane lane, TimeSpan now)
    {
        int available = Available(lane, now);
        if (available > 0)
        {
            return now;
        }

        // As many of the oldest must leave the window as the lane is over its share.
        int over = _sent.Count - (Limit - RoomKept(lane));
        return _sent.ElementAt(over) + Window;
    }

    private int RoomKept(SendLane lane) => lane switch
    {
        SendLane.Heartbeat => 0,
        SendLane.Control => _scheduledBeats,
        _ => _scheduledBeats + RequestedBeats,
    };
}
