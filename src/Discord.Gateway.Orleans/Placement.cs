using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>
/// Which shard runs on which silo, and which should: reports of silos in, starts and releases out. Without I/O, clocks or tasks: the keeper does what <see cref="Plan"/> says and
/// tells what came of it.
/// </summary>
/// <remarks>
/// A shard is started only where it can run nowhere else: after it was released, or never ran, or when the silo that ran it has reported for so long nothing that it must have ended it by
/// itself (<see cref="Lease"/>). Who decides may be new, since its own silo died, and then knows nothing but what silos report: a shard that nobody reports may still run for
/// one lease. Its record knows whether it was released (<see cref="PlacementStep.MayTakeOver"/>).
/// </remarks>
internal sealed class Placement
{
    /// <summary>How often a silo reports.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>A silo whose reports have reached nobody for so long, counted from when it sent the last that was answered, ends its shards.</summary>
    internal static readonly TimeSpan Lease = Interval * 4;

    /// <summary>Who has not reported for so long has ended its shards, counted from when its last report came: the lease, and the time that ending them takes.</summary>
    internal static readonly TimeSpan Patience = Lease + Interval;

    /// <summary>How long a new keeper listens which silos there are, before it gives the first shards away.</summary>
    internal static readonly TimeSpan Listening = Interval * 1.25;

    /// <summary>How many shards move at once: each is away for as long as a resume takes.</summary>
    internal const int MovesAtOnce = 8;

    /// <summary>How many shards leave silos that stop at once: those have little time, and each move waits for handlers.</summary>
    internal const int DrainsAtOnce = 32;

    /// <summary>How many shards are started at once. Their identifies are the gate's business.</summary>
    internal const int StartsAtOnce = 128;

    private readonly TimeSpan _begun;
    private readonly SortedDictionary<SiloAddress, Silo> _silos = [];
    private readonly Dictionary<ShardId, SiloAddress> _strays = [];

    /// <summary>Silos that are to run nothing, known or not; none of them comes back after its end.</summary>
    private readonly HashSet<SiloAddress> _draining = [];

    /// <summary>Shards that are to be released and not started: they are needed elsewhere.</summary>
    private readonly HashSet<ShardId> _paused = [];
    private ShardId[] _shards;
    private Dictionary<ShardId, int> _indexes;
    private Place[] _places;

    internal Placement(IEnumerable<ShardId> shards, TimeSpan now)
    {
        _begun = now;
        _shards = [.. shards];
        _indexes = ByShard(_shards);
        _places = new Place[_shards.Length];
    }

    /// <summary>The shards that the bot has.</summary>
    internal IReadOnlyList<ShardId> Shards => _shards;

    /// <summary>Whether some shards are needed elsewhere.</summary>
    internal bool IsPaused => _paused.Count > 0;

    /// <summary>Whether a shard that is needed elsewhere runs, or may run, on some silo. One of which this keeper has heard nothing may do so for a lease.</summary>
    internal bool IsPausedAnywhere(TimeSpan now) => _paused.Any(shardId =>
        _indexes.TryGetValue(shardId, out int index) && _places[index] is var place && (place.Stage != PlaceStage.Nowhere || (now - _begun < Patience && !place.WasReleased)));

    /// <summary>The shards that run.</summary>
    internal IEnumerable<ShardId> Placed => _shards.Where(shardId => this[shardId] is not null);

    /// <summary>Whether some shards do not run, or are about to move.</summary>
    internal bool IsMoving => Array.Exists(_places, static place => place.Stage != PlaceStage.Running);

    /// <summary>Where a shard runs; null for nowhere, or not yet.</summary>
    internal SiloAddress? this[ShardId shardId] => _indexes.TryGetValue(shardId, out int index) && _places[index] is { Stage: PlaceStage.Running or PlaceStage.Releasing } place ? place.Silo : null;

    /// <summary>Why a shard does not run; null if it does.</summary>
    internal string? Explain(ShardId shardId, TimeSpan now)
    {
        if (!_indexes.TryGetValue(shardId, out int index) || this[shardId] is not null)
        {
            return null;
        }

        Place place = _places[index];
        return place.Stage switch
        {
            _ when _paused.Contains(shardId) => "the bot is being resharded",
            PlaceStage.Starting => $"it is being started on {place.Silo}",
            PlaceStage.Away when GetTargets(now).Count == 0 => "its silo does not report, and no other can run it: all are stopping, or have not reported",
            PlaceStage.Away => $"its silo does not report; it is started elsewhere in at most {Math.Max(1, (place.Since + Patience - now).TotalSeconds):F0} s",
            _ when GetTargets(now).Count == 0 => "no silo can run it: all are stopping, or have not reported",
            _ => "it waits to be started",
        };
    }

    /// <summary>The silos that may be given shards.</summary>
    internal IReadOnlyList<SiloAddress> GetTargets(TimeSpan now) =>
        [.. _silos.Where(silo => !IsDraining(silo.Key) && !silo.Value.IsGone && now - silo.Value.ReportedAt < Lease).Select(static silo => silo.Key)];

    /// <summary>How many shards a silo still has, or may have.</summary>
    internal int CountOn(SiloAddress silo) => _places.Count(place => place.Stage != PlaceStage.Nowhere && silo.Equals(place.Silo));

    private int CountStaying(SiloAddress silo) => _places.Count(place => place.Stage is PlaceStage.Starting or PlaceStage.Running && silo.Equals(place.Silo));

    /// <summary>A silo tells what it runs.</summary>
    internal void Report(SiloAddress silo, IReadOnlyCollection<ShardId> running, bool isDraining, TimeSpan now, int? wanted = null)
    {
        if (!_silos.TryGetValue(silo, out Silo? known))
        {
            _silos[silo] = known = new Silo();
        }

        known.ReportedAt = now;
        known.Wanted = wanted;
        if (isDraining)
        {
            _draining.Add(silo);
        }

        foreach (ShardId shardId in running)
        {
            if (!_indexes.TryGetValue(shardId, out int index))
            {
                _strays.TryAdd(shardId, silo);
            }
            else if (_places[index] is { Stage: PlaceStage.Nowhere or PlaceStage.Away } && !WasReleased(index, now))
            {
                // A keeper before this one has started it there, or the silo was only silent.
                _places[index] = new Place(PlaceStage.Running, silo, now);
            }
        }

        for (int index = 0; index < _places.Length; index++)
        {
            // What it should run and does not; but for what was started while the report was on its way.
            if (_places[index] is { Stage: PlaceStage.Running } place && silo.Equals(place.Silo) && now - place.Since > Interval * 2 && !running.Contains(_shards[index]))
            {
                _places[index] = new Place(PlaceStage.Nowhere, null, now);
            }
        }
    }

    /// <summary>A silo is to run no shards any more, for as long as it lives.</summary>
    internal void Drain(SiloAddress silo) => _draining.Add(silo);

    /// <summary>The number of shards that the options of all silos say; null if they all say none. False if, in the middle of a deploy, they do not say the same, or if there are none.</summary>
    internal bool TryGetWanted(TimeSpan now, out int? wanted)
    {
        IReadOnlyList<(int? Wanted, SiloAddress Silo)> said = GetWanted(now);
        wanted = said is [var one] ? one.Wanted : null;
        return said.Count == 1;
    }

    /// <summary>The numbers of shards that the options of silos say, each with one silo that says it.</summary>
    internal IReadOnlyList<(int? Wanted, SiloAddress Silo)> GetWanted(TimeSpan now) =>
    [
        // Those that stop, too: a resharding on a silo that is about to leave costs session starts for nothing.
        .. _silos.Where(silo => !silo.Value.IsGone && now - silo.Value.ReportedAt < Lease).Select(static silo => (silo.Value.Wanted, silo.Key)).DistinctBy(static silo => silo.Wanted),
    ];

    /// <summary>Whether other silos than this one have reported of late.</summary>
    internal bool HearsOthers(SiloAddress silo, TimeSpan now) => _silos.Any(other => !other.Key.Equals(silo) && now - other.Value.ReportedAt < Lease);

    /// <summary>Whether a silo was told, or has told, to be drained.</summary>
    internal bool IsDraining(SiloAddress silo) => _draining.Contains(silo);

    /// <summary>Which silos the cluster believes alive. The others get nothing, but what they run they may run on for a lease: they may be cut off.</summary>
    internal void SetAlive(Func<SiloAddress, bool> isAlive)
    {
        foreach ((SiloAddress silo, Silo known) in _silos)
        {
            known.IsGone = !isAlive(silo);
        }
    }

    /// <summary>From here on, these shards are released and not started.</summary>
    internal void Pause(IEnumerable<ShardId> shards)
    {
        _paused.Clear();
        _paused.UnionWith(shards);
    }

    /// <summary>All shards are started again. From here on the bot has these; those that it had before stay where they are.</summary>
    internal void Resume(IEnumerable<ShardId> shards)
    {
        ShardId[] next = [.. shards];
        Place[] places = [.. next.Select(shardId => _indexes.TryGetValue(shardId, out int index) ? _places[index] : default)];
        (_shards, _indexes, _places) = (next, ByShard(next), places);
        foreach (ShardId known in _strays.Keys.Where(_indexes.ContainsKey).ToList())
        {
            _strays.Remove(known);
        }

        _paused.Clear();
    }

    private static Dictionary<ShardId, int> ByShard(ShardId[] shards) => shards.Index().ToDictionary(static each => each.Item, static each => each.Index);

    /// <summary>Releases a shard, to be started anew. Null if it does not run.</summary>
    internal PlacementStep? Restart(ShardId shardId, TimeSpan now)
    {
        var steps = new List<PlacementStep>(1);
        return _indexes.TryGetValue(shardId, out int meant) && Release(steps, (index, _) => index == meant, 1, now) == 1 ? steps[0] : null;
    }

    /// <summary>What is to be done now, and counts as begun: what came of each step is told by the methods below.</summary>
    internal IReadOnlyList<PlacementStep> Plan(TimeSpan now)
    {
        LoseSilent(now);
        var steps = new List<PlacementStep>();
        IReadOnlyList<SiloAddress> targets = GetTargets(now);
        if (IsPaused)
        {
            Release(steps, (index, _) => _paused.Contains(_shards[index]), int.MaxValue, now);
        }

        if (now - _begun < Listening)
        {
            return steps;
        }

        foreach ((ShardId shardId, SiloAddress silo) in _strays)
        {
            // From before a resharding: it may have been cut off while the others were released.
            steps.Add(new PlacementStep(shardId, silo, IsStart: false, MayTakeOver: false));
        }

        _strays.Clear();
        if (targets.Count > 0)
        {
            Dictionary<SiloAddress, int> counts = targets.ToDictionary(silo => silo, CountStaying);
            Start(steps, counts, now);
            Balance(steps, counts, now);
        }

        return steps;
    }

    /// <summary>A shard runs: where it was to be started, or where it ran already.</summary>
    internal void OnStarted(ShardId shardId, SiloAddress silo, TimeSpan now) => Change(shardId, PlaceStage.Starting, new Place(PlaceStage.Running, silo, now));

    /// <summary>A shard could not be started. It is tried again in a while; if its record says that others may hold it, not before their lease is over.</summary>
    internal void OnNotStarted(ShardId shardId, bool isHeld, TimeSpan now) =>
        Change(shardId, PlaceStage.Starting, isHeld ? new Place(PlaceStage.Away, null, LeaseOver(now) - Patience) : new Place(PlaceStage.Nowhere, null, now, RetryAt: now + Interval));

    /// <summary>It is not known whether a shard was started: its silo did not answer. It may run there for a lease.</summary>
    internal void OnStartUnknown(ShardId shardId, SiloAddress silo, TimeSpan now) => Change(shardId, PlaceStage.Starting, new Place(PlaceStage.Away, silo, now));

    /// <summary>A shard was released on a silo, and may start elsewhere.</summary>
    internal void OnReleased(ShardId shardId, SiloAddress silo, TimeSpan now)
    {
        // Not if this is the late answer of a silo that was given up, and another is asked now.
        if (_indexes.TryGetValue(shardId, out int index) && silo.Equals(_places[index].Silo))
        {
            Change(shardId, PlaceStage.Releasing, new Place(PlaceStage.Nowhere, null, now, WasReleased: true));
        }
    }

    /// <summary>A shard could not be released: it may still run. It is tried again in a while: a silo that ends answers such calls at once.</summary>
    internal void OnNotReleased(ShardId shardId, TimeSpan now)
    {
        if (_indexes.TryGetValue(shardId, out int index) && _places[index] is { Stage: PlaceStage.Releasing } place)
        {
            _places[index] = place with { Stage = PlaceStage.Running, Since = now, RetryAt = now + (Interval / 2) };
        }
    }

    /// <summary>When a shard that ran before this keeper began, and that nobody reports, runs nowhere.</summary>
    private TimeSpan LeaseOver(TimeSpan now) => _begun + Patience > now ? _begun + Patience : now + Interval;

    /// <summary>A report that was sent before the release may come after it.</summary>
    private bool WasReleased(int index, TimeSpan now) => _places[index] is { WasReleased: true } place && now - place.Since < Interval * 2;

    private void Change(ShardId shardId, PlaceStage from, Place to)
    {
        // An answer that comes late, after the silo was given up or the shards have changed, changes nothing.
        if (_indexes.TryGetValue(shardId, out int index) && _places[index].Stage == from)
        {
            _places[index] = to;
        }
    }

    /// <summary>What silent silos ran is away until their lease is over, and then nowhere.</summary>
    private void LoseSilent(TimeSpan now)
    {
        for (int index = 0; index < _places.Length; index++)
        {
            Place place = _places[index];
            if (place.Silo is { } silo && place.Stage is not PlaceStage.Away and not PlaceStage.Nowhere && (!_silos.TryGetValue(silo, out Silo? known) || known.IsGone || now - known.ReportedAt >= Patience))
            {
                // A start or a release that hangs there may still come to something within the lease.
                place = _places[index] = new Place(PlaceStage.Away, silo, known is null ? now : Max(known.ReportedAt, place.Stage == PlaceStage.Starting ? place.Since : TimeSpan.MinValue));
            }

            if (place.Stage == PlaceStage.Away && now - place.Since >= Patience)
            {
                _places[index] = new Place(PlaceStage.Nowhere, null, now);
            }
        }

        foreach (SiloAddress gone in _silos.Where(silo => now - silo.Value.ReportedAt >= Patience && CountOn(silo.Key) == 0).Select(static silo => silo.Key).ToList())
        {
            _silos.Remove(gone);
        }
    }

    private void Start(List<PlacementStep> steps, Dictionary<SiloAddress, int> counts, TimeSpan now)
    {
        int starting = _places.Count(static place => place.Stage == PlaceStage.Starting);
        for (int index = 0; index < _places.Length && starting < StartsAtOnce; index++)
        {
            if (_places[index] is not { Stage: PlaceStage.Nowhere } place || now < place.RetryAt || _paused.Contains(_shards[index]))
            {
                continue;
            }

            SiloAddress silo = counts.MinBy(static count => count.Value).Key;
            counts[silo]++;
            starting++;
            _places[index] = new Place(PlaceStage.Starting, silo, now);
            steps.Add(new PlacementStep(_shards[index], silo, IsStart: true, MayTakeOver: now - _begun >= Patience));
        }
    }

    /// <summary>Releases what is on silos that must be empty, or have too many. It starts where there are fewest, once it is released.</summary>
    private void Balance(List<PlacementStep> steps, Dictionary<SiloAddress, int> counts, TimeSpan now)
    {
        int moving = _places.Count(static place => place.Stage is PlaceStage.Releasing or PlaceStage.Starting);
        moving += Release(steps, (_, place) => !counts.ContainsKey(place.Silo!) && IsDraining(place.Silo!), DrainsAtOnce - moving, now);

        // What is nowhere, or will be, goes to where there are fewest.
        for (int floating = _places.Count(static place => place.Stage is PlaceStage.Nowhere or PlaceStage.Releasing or PlaceStage.Away); floating > 0; floating--)
        {
            counts[counts.MinBy(static count => count.Value).Key]++;
        }

        while (moving < MovesAtOnce)
        {
            SiloAddress most = counts.MaxBy(static count => count.Value).Key;
            SiloAddress fewest = counts.MinBy(static count => count.Value).Key;
            if (counts[most] - counts[fewest] <= 1 || Release(steps, (_, place) => place.Silo!.Equals(most), 1, now) == 0)
            {
                return;
            }

            counts[most]--;
            counts[fewest]++;
            moving++;
        }
    }

    private int Release(List<PlacementStep> steps, Func<int, Place, bool> isMeant, int atMost, TimeSpan now)
    {
        int released = 0;
        for (int index = 0; index < _places.Length && released < atMost; index++)
        {
            if (_places[index] is { Stage: PlaceStage.Running } place && now >= place.RetryAt && isMeant(index, place))
            {
                _places[index] = place with { Stage = PlaceStage.Releasing, Since = now };
                steps.Add(new PlacementStep(_shards[index], place.Silo!, IsStart: false, MayTakeOver: false));
                released++;
            }
        }

        return released;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private enum PlaceStage
    {
        Nowhere,
        Starting,
        Running,
        Releasing,

        /// <summary>Its silo is silent, and may run it until the lease is over.</summary>
        Away,
    }

    /// <summary>Where a shard is.</summary>
    /// <param name="Stage">What is known of it.</param>
    /// <param name="Silo">The silo that runs it, or did or will.</param>
    /// <param name="Since">Since when; for one that is away, when its silo was last heard.</param>
    /// <param name="RetryAt">When it may be started or released again.</param>
    /// <param name="WasReleased">Whether it was released in order.</param>
    private readonly record struct Place(PlaceStage Stage, SiloAddress? Silo, TimeSpan Since, TimeSpan RetryAt = default, bool WasReleased = false);

    private sealed class Silo
    {
        internal TimeSpan ReportedAt { get; set; }

        internal bool IsGone { get; set; }

        internal int? Wanted { get; set; }
    }
}

/// <summary>What the keeper is to do.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="Silo">Where it is to be started, or to be released.</param>
/// <param name="IsStart">Whether it is to be started; else it is to be released.</param>
/// <param name="MayTakeOver">Whether it may be started though its record says that it was not released: whoever held it has ended it by now.</param>
internal readonly record struct PlacementStep(ShardId ShardId, SiloAddress Silo, bool IsStart, bool MayTakeOver);
