using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// The guilds of a shard, from its events. Pure; the caller holds the lock. It has the current guilds, and the guilds as of an earlier event of the session, after
/// which Discord repeats everything.
/// </summary>
/// <remarks>
/// For the latter it remembers changes. If there are too many, because one handler hangs while the others continue, it remembers only the next change of each guild: then it
/// has the guilds as of before those changes, and the current ones.
/// </remarks>
internal sealed class GuildSet
{
    /// <summary>The number of changes that are remembered one by one, in addition to one for each guild, which loading them takes.</summary>
    internal const int MaxChanges = 1024;

    /// <summary>The number of changes from which on unneeded ones are discarded.</summary>
    private const int ManyChanges = 256;

    /// <summary>More than any shard has guilds. Beyond, what was before is forgotten.</summary>
    private const int TooManyChanges = 32_768;

    private readonly Dictionary<ulong, GuildState> _states = [];
    private readonly List<Change> _changes = [];
    private readonly HashSet<ulong> _changedSinceFull = [];
    private bool _isKnown;
    private long _knownFrom;
    private long? _fullSince;
    private long _lastSequence;
    private long _lastChange;
    private SessionGuilds? _current;

    /// <param name="kept">The guilds that a session was saved with; null if they are not known.</param>
    /// <param name="sequence">The sequence it was saved with.</param>
    internal GuildSet(SessionGuilds? kept, long sequence)
    {
        _isKnown = kept is not null;
        _knownFrom = _lastSequence = _lastChange = sequence;
        foreach (Id<Guild> id in kept?.Loaded ?? [])
        {
            _states[id.Value] = GuildState.Loaded;
        }

        foreach (Id<Guild> id in kept?.NotLoaded ?? [])
        {
            _states[id.Value] = GuildState.NotLoaded;
        }

        foreach (Id<Guild> id in kept?.InOutage ?? [])
        {
            _states[id.Value] = GuildState.InOutage;
        }

        NotLoaded = kept?.NotLoaded.Count ?? 0;
    }

    /// <summary>Which session of the shard the guilds are those of.</summary>
    internal int Session { get; private set; }

    /// <summary>The number of the bot's guilds, including those in an outage; null if unknown.</summary>
    internal int? Count => _isKnown ? _states.Count : null;

    /// <summary>The number of guilds that READY listed and that have not arrived.</summary>
    internal int NotLoaded { get; private set; }

    /// <summary>The state of a guild; null if unknown.</summary>
    internal GuildState? Find(Id<Guild> id) => _isKnown ? _states.GetValueOrDefault(id.Value) : null;

    /// <summary>Takes note of an event. Returns why a guild arrived, if one did, and that is known.</summary>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="session">Which session of the shard it belongs to.</param>
    internal GuildArrival? Note(GatewayEvent gatewayEvent, int session)
    {
        if (gatewayEvent is ReadyEvent ready)
        {
            Begin(ready, session);
            return null;
        }

        if (session != Session)
        {
            // Its READY was filtered out, or could not be read.
            Session = session;
            Forget();
        }

        _lastSequence = gatewayEvent.Sequence ?? _lastSequence;
        switch (gatewayEvent)
        {
            case GuildCreateEvent created when _isKnown:
                return Arrive(created.Guild.Id.Value, created.Unavailable);

            case GuildDeleteEvent deleted when !deleted.IsStateReadable:
            case UndecodableEvent { Type: GatewayEventType.GuildCreate or GatewayEventType.GuildDelete }:
                // It changed something, and nobody can tell what.
                Forget();
                return null;

            case GuildDeleteEvent deleted when _isKnown:
                ulong id = deleted.Guild.Id.Value;
                if (!deleted.IsOutage)
                {
                    Set(id, GuildState.None);
                }
                else if (_states.ContainsKey(id))
                {
                    Set(id, GuildState.InOutage);
                }

                return null;

            default:
                return null;
        }
    }

    /// <summary>The guilds that are not loaded, or were not at an event that may be repeated.</summary>
    internal Id<Guild>[] GetEverNotLoaded() =>
    [
        .. _states.Where(pair => pair.Value == GuildState.NotLoaded).Select(pair => pair.Key)
            .Concat(_changes.Where(change => change.Before == GuildState.NotLoaded).Select(change => change.Id)).Distinct().Select(id => new Id<Guild>(id)),
    ];

    /// <summary>
    /// Another session of the bot has received these guilds: where they are not loaded, they are not new. They are reported as returned when they arrive, also if that is repeated.
    /// </summary>
    internal void Inherit(HashSet<Id<Guild>> known)
    {
        // As if it had been so from the beginning.
        foreach (ulong id in _states.Where(pair => pair.Value == GuildState.NotLoaded && known.Contains(pair.Key)).Select(pair => pair.Key).ToArray())
        {
            SetState(id, GuildState.InOutage);
        }

        for (int i = 0; i < _changes.Count; i++)
        {
            if (_changes[i].Before == GuildState.NotLoaded && known.Contains(_changes[i].Id))
            {
                _changes[i] = _changes[i] with { Before = GuildState.InOutage };
            }
        }
    }

    /// <summary>The guilds after the event of a sequence and before the next; null if they are not known.</summary>
    /// <param name="sequence">A sequence of the current session.</param>
    /// <returns>The guilds, and the sequence that they are right for: an earlier one, if too much has changed since.</returns>
    internal (SessionGuilds? Guilds, long Sequence) At(long sequence)
    {
        if (_fullSince is { } full && sequence >= full && sequence < _lastChange)
        {
            sequence = full - 1;
        }

        if (!_isKnown || sequence < _knownFrom)
        {
            return (null, sequence);
        }

        // Once there were too many, only one change per guild is recorded, which may never be many. Without this, every later session would be saved as of that time.
        if (_changes.Count > ManyChanges || sequence >= _fullSince)
        {
            ForgetUpTo(sequence);
        }

        if (_lastChange <= sequence || !_changes.Exists(change => change.Sequence > sequence))
        {
            return (_current ??= ToGuilds(_states), sequence);
        }

        var before = new Dictionary<ulong, GuildState>(_states);
        for (int i = _changes.Count - 1; i >= 0; i--)
        {
            if (_changes[i].Sequence > sequence)
            {
                before[_changes[i].Id] = _changes[i].Before;
            }
        }

        return (ToGuilds(before), sequence);
    }

    private static SessionGuilds ToGuilds(Dictionary<ulong, GuildState> states)
    {
        return new SessionGuilds(Of(GuildState.Loaded), Of(GuildState.NotLoaded), Of(GuildState.InOutage));

        ulong[] Of(GuildState state) => [.. states.Where(pair => pair.Value == state).Select(pair => pair.Key)];
    }

    private void Begin(ReadyEvent ready, int session)
    {
        Forget();
        Session = session;
        _knownFrom = _lastSequence = _lastChange = Math.Max(0, ready.Sequence ?? 0);

        // A guild that could not be read would be taken for one that the bot joins.
        _isKnown = !ready.Problems.Any(problem => problem.Path.StartsWith("guilds", StringComparison.Ordinal));
        if (_isKnown)
        {
            foreach (UnavailableGuild guild in ready.Guilds)
            {
                _states[guild.Id.Value] = GuildState.NotLoaded;
            }

            NotLoaded = _states.Count;
        }
    }

    private void Forget()
    {
        _isKnown = false;
        _states.Clear();
        _states.TrimExcess();
        ForgetChanges();
        _current = null;
        NotLoaded = 0;
    }

    private void ForgetChanges()
    {
        _changes.Clear();
        _changedSinceFull.Clear();
        _fullSince = null;
    }

    /// <summary>Discards changes up to a sequence that are no longer needed.</summary>
    private void ForgetUpTo(long sequence)
    {
        _knownFrom = Math.Max(_knownFrom, sequence);
        if (_fullSince is { } full && sequence >= full)
        {
            // All that was not remembered is over.
            ForgetChanges();
        }
        else
        {
            _changes.RemoveAll(change => change.Sequence <= sequence);
        }

        _changes.TrimExcess();
    }

    private GuildArrival? Arrive(ulong id, bool isInOutage)
    {
        GuildState before = _states.GetValueOrDefault(id);
        Set(id, isInOutage ? GuildState.InOutage : GuildState.Loaded);
        return before switch
        {
            GuildState.None => GuildArrival.Joined,
            _ when isInOutage => null,
            GuildState.NotLoaded => GuildArrival.Loaded,
            _ => GuildArrival.Returned,
        };
    }

    private void Set(ulong id, GuildState state)
    {
        GuildState before = _states.GetValueOrDefault(id);
        if (before == state)
        {
            return;
        }

        SetState(id, state);
        _lastChange = Math.Max(_lastChange, _lastSequence);
        if (_changes.Count >= MaxChanges + _states.Count)
        {
            _fullSince ??= _lastSequence;
        }

        if (_fullSince is not null && !_changedSinceFull.Add(id))
        {
            return;
        }

        if (_changes.Count >= TooManyChanges)
        {
            _knownFrom = _lastChange;
            ForgetChanges();
            return;
        }

        _changes.Add(new Change(_lastSequence, id, before));
    }

    private void SetState(ulong id, GuildState state)
    {
        // Only READY adds guilds that are not loaded.
        NotLoaded -= _states.GetValueOrDefault(id) == GuildState.NotLoaded ? 1 : 0;
        _current = null;
        if (state == GuildState.None)
        {
            _states.Remove(id);
        }
        else
        {
            _states[id] = state;
        }
    }

    /// <summary>An event changed a guild, which was in a state before.</summary>
    private readonly record struct Change(long Sequence, ulong Id, GuildState Before);
}
