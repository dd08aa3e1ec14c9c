namespace Discord.Gateway;

/// <summary>
/// Decides when a shard has received all guilds of its READY that will arrive: pure. A guild may be in an outage, so one that does not arrive for a while is not waited for.
/// </summary>
internal sealed class GuildPatience
{
    /// <summary>The time without a guild after which the rest counts as being in an outage.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>How soon to look again, if events wait that may be guilds.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(1);

    private long? _quietSince;
    private long _taken;
    private long? _lookUpTo;
    private int _reconnects;

    /// <summary>Whether it does not wait any longer, in this session.</summary>
    internal bool HasGivenUp { get; private set; }

    /// <summary>A new session began: its guilds arrive now.</summary>
    internal void Begin(long now)
    {
        HasGivenUp = false;
        Restart(now);
    }

    /// <summary>An event was taken.</summary>
    internal void Taken(bool isLoad, long now)
    {
        _taken++;
        if (isLoad)
        {
            Restart(now);
        }
    }

    /// <summary>The minimum time to wait until the rest is abandoned; zero if it is.</summary>
    /// <param name="isConnected">Whether the shard is connected: while it is not, no guild can arrive.</param>
    /// <param name="reconnects">The number of its reconnects.</param>
    /// <param name="buffered">The number of buffered events.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="getElapsed">The time between two timestamps.</param>
    internal TimeSpan Look(bool isConnected, int reconnects, int buffered, long now, Func<long, long, TimeSpan> getElapsed)
    {
        if (HasGivenUp)
        {
            return TimeSpan.Zero;
        }

        if (!isConnected || reconnects != _reconnects || _quietSince is null)
        {
            _reconnects = reconnects;
            Restart(now);
            return Limit;
        }

        if (Limit - getElapsed(_quietSince.Value, now) is { Ticks: > 0 } rest)
        {
            return rest;
        }

        // What had come by now, and waits, may be a guild.
        _lookUpTo ??= _taken + buffered;
        HasGivenUp = _taken >= _lookUpTo;
        return HasGivenUp ? TimeSpan.Zero : Recheck;
    }

    private void Restart(long now)
    {
        _quietSince = now;
        _lookUpTo = null;
    }
}
