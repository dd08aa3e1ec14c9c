using System.Globalization;
using System.Net;
using System.Text;
using Discord.Gateway.Orleans;
using Discord.Gateway.StressTests.Worlds;
using Orleans.Runtime;

namespace Discord.Gateway.StressTests.Weeks;

/// <summary>
/// A week of a cluster, from a seed: silos join, leave, freeze, are cut off, lie and drain, the keeper moves, the bot is resharded; and <see cref="Placement"/> decides. Time goes in
/// steps of a silo's reports; where nothing happens for hours, it goes by at once.
/// </summary>
internal sealed class Week
{
    private const int MaxSilos = 7;

    /// <summary>Reports until all is as it should be after the last trouble: two leases, and the moves.</summary>
    private const int StepsToSettle = 40;

    private readonly int _seed;
    private readonly Random _random;
    private readonly List<WeekSilo> _silos = [];
    private readonly List<Call> _calls = [];
    private readonly Dictionary<ShardId, (bool IsHeld, int Epoch)> _records = [];
    private readonly StringBuilder _story = new();
    private Placement _placement;
    private TimeSpan _now;
    private int _total;
    private int _generation;
    private bool _hasLied;

    private Week(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _total = _random.Next(1, 40);
        _placement = new Placement(new ShardLayout(_total).Shards, _now);
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            Join();
        }
    }

    internal int Moves { get; private set; }

    internal string Story => _story.ToString();

    /// <summary>Plays a week.</summary>
    /// <exception cref="InvariantException">A rule was broken.</exception>
    internal static Week Play(int seed)
    {
        var week = new Week(seed);
        week.Play();
        return week;
    }

    private void Play()
    {
        Settle();
        for (int trouble = 0; trouble < 20; trouble++)
        {
            for (int i = _random.Next(1, 4); i > 0; i--)
            {
                Happen();
                for (int step = _random.Next(8); step > 0; step--)
                {
                    Pass();
                }
            }

            Settle();
            _now += TimeSpan.FromHours(_random.Next(8));
            foreach (WeekSilo silo in _silos)
            {
                silo.HeardAt = _now;
                _placement.Report(silo.Address, silo.Running.Keys, silo.IsDraining, _now);
            }
        }
    }

    /// <summary>All is well again, and time goes by: then each shard runs once, evenly, and nothing moves.</summary>
    private void Settle()
    {
        foreach (WeekSilo silo in _silos)
        {
            silo.IsFrozen = silo.IsCutOff = silo.Lies = false;
        }

        if (_silos.TrueForAll(static silo => silo.IsDraining))
        {
            Join();
        }

        Tell("all is well");
        int allowed = Moves + (2 * _total) + 8;
        for (int step = 0; step < StepsToSettle + (_total / 4); step++)
        {
            Pass();
        }

        Require(Moves <= allowed, "more moves than there are shards, twice");
        _hasLied = false;
        int moves = Moves;
        for (int step = 0; step < 5; step++)
        {
            Pass();
        }

        Require(moves == Moves, "shards move though nothing happens");
        for (int index = 0; index < _total; index++)
        {
            var shardId = new ShardId(index, _total);
            int places = _silos.Count(silo => silo.Running.ContainsKey(shardId));
            Require(places == 1, $"shard {index} runs {places} times");
            Require(_silos.Exists(silo => silo.Address.Equals(_placement[_placement.Shards[index]]) && silo.Running.ContainsKey(shardId)), $"shard {index} is not where the keeper believes");
        }

        Require(_silos.TrueForAll(silo => !silo.IsDraining || silo.Running.Count == 0), "a drained silo has shards");
        Require(_silos.TrueForAll(silo => silo.Running.Keys.All(shardId => shardId.Total == _total)), "a shard of another number runs");
        int[] counts = [.. _silos.Where(static silo => !silo.IsDraining).Select(static silo => silo.Running.Count)];
        Require(counts.Max() - counts.Min() <= 1, $"the silos have {string.Join(", ", counts)} shards");
    }

    private void Happen()
    {
        WeekSilo silo = _silos[_random.Next(_silos.Count)];
        switch (_random.Next(9))
        {
            case 0 when _silos.Count < MaxSilos:
                Join();
                break;
            case 1 when _silos.Count > 1:
                Tell($"{silo.Address.Endpoint.Port} is killed");
                _silos.Remove(silo);
                break;
            case 2:
                Tell($"{silo.Address.Endpoint.Port} freezes");
                silo.IsFrozen = true;
                break;
            case 3:
                Tell($"{silo.Address.Endpoint.Port} is cut off");
                silo.IsCutOff = true;
                break;
            case 4:
                Tell($"{silo.Address.Endpoint.Port} wakes up, or is connected again");
                silo.IsFrozen = silo.IsCutOff = false;
                break;
            case 5:
                Tell($"{silo.Address.Endpoint.Port} drains");
                silo.IsDraining = true;
                _placement.Drain(silo.Address);
                break;
            case 6:
                Tell($"{silo.Address.Endpoint.Port} lies");
                _hasLied = silo.Lies = true;
                break;
            case 7:
                MoveKeeper();
                break;
            default:
                Reshard();
                break;
        }

        if (_silos.Count(static silo => silo.IsDraining) > 3)
        {
            Tell("who has drained leaves");
            _silos.RemoveAll(static silo => silo.IsDraining && silo.Running.Count == 0);
        }

        if (_silos.Count == 0)
        {
            Join();
        }
    }

    private void Join()
    {
        var silo = new WeekSilo(SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_000 + _generation), ++_generation)) { HeardAt = _now };
        Tell($"{silo.Address.Endpoint.Port} joins");
        _silos.Add(silo);
    }

    /// <summary>Another keeper knows nothing. What the one before has called for may still be done, but nobody hears of it.</summary>
    private void MoveKeeper()
    {
        Tell("the keeper moves");
        _placement = new Placement(new ShardLayout(_total).Shards, _now);
        _calls.RemoveAll(_ => _random.Next(2) == 0);
        for (int i = 0; i < _calls.Count; i++)
        {
            _calls[i] = _calls[i] with { Caller = null };
        }
    }

    /// <summary>As the keeper lets a resharding do it: all shards are released, then there are others.</summary>
    private void Reshard()
    {
        Tell("resharding begins");
        _placement.Pause(_placement.Shards);
        Placement asked = _placement;
        for (int step = 0; step < 20 && _placement.IsPausedAnywhere(_now); step++)
        {
            Pass();
        }

        if (ReferenceEquals(asked, _placement) && !_placement.IsPausedAnywhere(_now))
        {
            _total = _random.Next(1, 40);
            Tell($"{_total} shards");
        }

        _placement.Resume(new ShardLayout(_total).Shards);
    }

    /// <summary>One interval: silos report, what was called for is done, the keeper decides.</summary>
    private void Pass()
    {
        _now += Placement.Interval;
        foreach (WeekSilo silo in _silos.Where(static silo => !silo.IsFrozen))
        {
            if (!silo.HasLease(_now, Placement.Lease) && silo.Running.Count > 0)
            {
                Tell($"{silo.Address.Endpoint.Port} has been alone for too long and ends its shards");
                silo.Running.Clear();
            }

            if (!silo.IsCutOff)
            {
                Report(silo);
            }
        }

        foreach (Call call in _calls.Where(call => call.At <= _now).ToList())
        {
            _calls.Remove(call);
            Do(call);
        }

        // Who is cut off, or frozen, is believed dead some time later; sometimes at once.
        _placement.SetAlive(address => _silos.Exists(silo => silo.Address.Equals(address) && (silo.IsReachable || _random.Next(4) > 0)));
        foreach (PlacementStep step in _placement.Plan(_now))
        {
            bool isMove = !step.IsStart && !_placement.IsPaused && step.ShardId.Total == _total;
            Moves += isMove ? 1 : 0;
            _calls.Add(new Call(_placement, step, isMove, _now + (Placement.Interval * _random.Next(3) / 2)));
        }

        Call[] moves = [.. _calls.Where(call => call.Caller == _placement && call.IsMove)];
        int fromStaying = moves.Count(call => !_placement.IsDraining(call.Step.Silo));
        Require(moves.Length <= Placement.DrainsAtOnce, $"{moves.Length} shards move at once");
        Require(fromStaying <= Placement.MovesAtOnce, $"{fromStaying} shards move at once from silos that stay");
    }

    private void Report(WeekSilo silo)
    {
        // A run that another has taken over since is refused when it saves.
        foreach ((ShardId shardId, int epoch) in silo.Running.Where(running => _records[running.Key].Epoch > running.Value).ToList())
        {
            silo.Running.Remove(shardId);
        }

        IEnumerable<ShardId> running = silo.Running.Keys;
        if (silo.Lies)
        {
            silo.Lies = false;
            running = running.Where(_ => _random.Next(2) == 0).Append(new ShardId(_random.Next(_total), _total)).Append(new ShardId(0, _total + 1)).Distinct();
        }

        _placement.Report(silo.Address, [.. running], silo.IsDraining, _now);
        silo.HeardAt = _now;
    }

    private void Do(Call call)
    {
        (Placement? caller, PlacementStep step, _, _) = call;
        WeekSilo? silo = _silos.Find(silo => silo.Address.Equals(step.Silo));
        if (step.IsStart)
        {
            Start(caller, step, silo);
            return;
        }

        // The grain lives where the shard runs, if that can be reached.
        if ((_silos.Find(other => other.IsReachable && other.Running.ContainsKey(step.ShardId)) ?? silo) is { IsReachable: true } owner)
        {
            Tell($"shard {step.ShardId.Index} is released on {owner.Address.Endpoint.Port}");
            if (owner.Running.Remove(step.ShardId, out int epoch) && _records[step.ShardId].Epoch == epoch)
            {
                _records[step.ShardId] = (false, epoch);
            }

            caller?.OnReleased(step.ShardId, step.Silo, _now);
        }
        else
        {
            caller?.OnNotReleased(step.ShardId, _now);
        }
    }

    private void Start(Placement? caller, PlacementStep step, WeekSilo? silo)
    {
        (bool isHeld, int epoch) = _records.GetValueOrDefault(step.ShardId);
        if (_silos.Find(other => other.IsReachable && other.Running.ContainsKey(step.ShardId)) is { } owner)
        {
            caller?.OnStarted(step.ShardId, owner.Address, _now);
        }
        else if (silo is not { IsReachable: true })
        {
            caller?.OnNotStarted(step.ShardId, isHeld: false, _now);
        }
        else if (isHeld && !step.MayTakeOver)
        {
            caller?.OnNotStarted(step.ShardId, isHeld: true, _now);
        }
        else
        {
            WeekSilo? other = _silos.Find(other => other.Running.ContainsKey(step.ShardId) && other.HasLease(_now, Placement.Lease));
            Require(other is null || _hasLied, $"shard {step.ShardId.Index} is started on {silo.Address.Endpoint.Port}, and {other?.Address.Endpoint.Port} may still run it");
            Tell($"shard {step.ShardId.Index} starts on {silo.Address.Endpoint.Port}");
            silo.Running[step.ShardId] = epoch + 1;
            _records[step.ShardId] = (true, epoch + 1);
            caller?.OnStarted(step.ShardId, silo.Address, _now);
        }
    }

    private void Tell(string what) => _story.Append(CultureInfo.InvariantCulture, $"{_now.TotalSeconds,10:F1} {what}\n");

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new InvariantException($"Week {_seed}, at {_now.TotalSeconds} s: {rule}.\n{_story}");
        }
    }

    /// <summary>A call of the keeper on its way.</summary>
    /// <param name="Caller">Who hears what came of it; null if it has died.</param>
    /// <param name="Step">What is to be done.</param>
    /// <param name="IsMove">Whether it is to be released so that it starts elsewhere.</param>
    /// <param name="At">When it is done.</param>
    private readonly record struct Call(Placement? Caller, PlacementStep Step, bool IsMove, TimeSpan At);
}
