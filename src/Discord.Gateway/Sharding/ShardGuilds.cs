using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>The guilds of a manager's shard. Thread-safe.</summary>
internal sealed class ShardGuilds
{
    private readonly Lock _lock = new();
    private readonly ShardOptions _options;
    private readonly GuildSet _set;
    private readonly GuildPatience _patience = new();
    private readonly bool _isTracked;
    private readonly bool _isToldGuilds;
    private readonly double _ticksPerUnit;

    /// <summary>The number of guilds loaded by events whose handlers have not been called.</summary>
    private int _uncalled;

    internal ShardGuilds(ShardOptions options)
    {
        _options = options;
        _isToldGuilds = options.Intents.HasFlag(GatewayIntents.Guilds);
        _ticksPerUnit = (double)TimeSpan.TicksPerSecond / options.TimeProvider.TimestampFrequency;
        _isTracked = options.EventFilter.Includes(GatewayEventType.Ready)
            && (!_isToldGuilds || (options.EventFilter.Includes(GatewayEventType.GuildCreate) && options.EventFilter.Includes(GatewayEventType.GuildDelete)));
        _set = new GuildSet(_isTracked ? options.Session?.Guilds : null, options.Session?.Sequence ?? 0);
    }

    /// <summary>The number of the bot's guilds; null if unknown.</summary>
    internal int? Number
    {
        get
        {
            lock (_lock)
            {
                return _set.Count;
            }
        }
    }

    /// <summary>Whether every guild of READY has arrived, or is known to be in an outage, or none will arrive.</summary>
    internal bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return !_isToldGuilds || _set.NotLoaded == 0;
            }
        }
    }

    /// <summary>The state of a guild; null if unknown.</summary>
    internal GuildState? Find(Id<Guild> id)
    {
        lock (_lock)
        {
            return _set.Find(id);
        }
    }

    /// <summary>Takes note of an event. Returns it, with why a guild arrived.</summary>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="session">Which session of the shard it belongs to.</param>
    /// <param name="isInOutage">Whether a guild of READY is known to be in an outage, from a session that is taken over; null if none is.</param>
    internal GatewayEvent Note(GatewayEvent gatewayEvent, int session, Func<Id<Guild>, bool>? isInOutage)
    {
        GuildArrival? arrival = null;
        if (_isTracked)
        {
            lock (_lock)
            {
                arrival = _set.Note(gatewayEvent, session);
                _uncalled += arrival == GuildArrival.Loaded ? 1 : 0;
            }

            if (gatewayEvent is ReadyEvent && isInOutage is not null)
            {
                Inherit(isInOutage);
            }
        }

        NoteTaken(gatewayEvent is ReadyEvent, isLoad: gatewayEvent is GuildCreateEvent && arrival is null or GuildArrival.Loaded);
        return arrival is not null && gatewayEvent is GuildCreateEvent created ? created with { Arrival = arrival } : gatewayEvent;
    }

    /// <summary>An event that was not to be handled, will be after all.</summary>
    internal void OnTakenUp(GatewayEvent gatewayEvent) => Change(gatewayEvent, 1);

    /// <summary>The handler of an event was called, or will not be. True if the event loaded a guild.</summary>
    internal bool OnCalled(GatewayEvent gatewayEvent) => Change(gatewayEvent, -1);

    /// <summary>Guilds that another session has received are not new: see <see cref="GuildSet.Inherit"/>.</summary>
    internal void Inherit(Func<Id<Guild>, bool> isKnownElsewhere)
    {
        Id<Guild>[] notLoaded;
        lock (_lock)
        {
            notLoaded = _set.GetEverNotLoaded();
        }

        // Asked without the lock: the other session's guilds have their own.
        HashSet<Id<Guild>> known = [.. notLoaded.Where(isKnownElsewhere)];
        lock (_lock)
        {
            _set.Inherit(known);
        }
    }

    /// <summary>The guilds as of a sequence of a session, and the sequence that they are right for, which may be an earlier one.</summary>
    /// <param name="session">Which session of the shard.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="ofReady">The guilds of the READY of the newest session: it may not have been taken.</param>
    internal (SessionGuilds? Guilds, long Sequence) At(int session, long sequence, (SessionGuilds? Guilds, int Session) ofReady)
    {
        lock (_lock)
        {
            return session == _set.Session ? _set.At(sequence)
                : (_isTracked && session > _set.Session && session == ofReady.Session ? ofReady.Guilds : null, sequence);
        }
    }

    /// <summary>Whether events of a newer session than this have been taken.</summary>
    internal bool IsBeyond(int session)
    {
        lock (_lock)
        {
            return _set.Session > session;
        }
    }

    /// <summary>The time until a shard that has connected may have received all the guilds of its READY; zero if it has, or none will arrive.</summary>
    internal TimeSpan Look(Shard shard)
    {
        if (!_isToldGuilds)
        {
            return TimeSpan.Zero;
        }

        (bool isConnected, int reconnects, int buffered, int session) = (shard.Stage == ConnectionStage.Connected, shard.Reconnects, shard.BufferedEvents, shard.GuildsOfReady.Number);
        long now = _options.TimeProvider.GetTimestamp();
        lock (_lock)
        {
            if (_set.Count is not null && session == _set.Session && _set.NotLoaded == 0 && _uncalled == 0)
            {
                return TimeSpan.Zero;
            }

            return _patience.Look(isConnected, reconnects, buffered, now, ElapsedOf);
        }
    }

    // Computed as TimeProvider does, whose own code must not run under the lock.
    private TimeSpan ElapsedOf(long from, long to) => TimeSpan.FromTicks((long)((to - from) * _ticksPerUnit));

    private bool Change(GatewayEvent gatewayEvent, int change)
    {
        if (gatewayEvent is not GuildCreateEvent { Arrival: GuildArrival.Loaded })
        {
            return false;
        }

        lock (_lock)
        {
            _uncalled += change;
        }

        return true;
    }

    private void NoteTaken(bool isReady, bool isLoad)
    {
        long now = _options.TimeProvider.GetTimestamp();
        lock (_lock)
        {
            if (isReady)
            {
                _patience.Begin(now);
            }

            _patience.Taken(isLoad, now);
        }
    }
}
