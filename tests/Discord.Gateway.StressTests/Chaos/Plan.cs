namespace Discord.Gateway.StressTests.Chaos;

/// <summary>What can happen to the cluster.</summary>
internal enum FaultKind
{
    /// <summary>A silo is killed.</summary>
    Kill,

    /// <summary>A silo is stopped for a while, and goes on as if nothing had been.</summary>
    Freeze,

    /// <summary>A silo is cut off from all others, but not from Redis and Discord.</summary>
    CutFromSilos,

    /// <summary>A silo is cut off from Redis alone.</summary>
    CutFromRedis,

    /// <summary>A silo is cut off from everything but Discord.</summary>
    CutFromAllButDiscord,

    /// <summary>A silo is cut off from everything.</summary>
    CutFromAll,

    /// <summary>Redis is killed, and comes back with its last snapshot.</summary>
    RedisKill,

    /// <summary>Redis does not answer for a while.</summary>
    RedisPause,

    /// <summary>Each silo is stopped in order, and a new one started.</summary>
    Deploy,

    /// <summary>The number of shards is changed.</summary>
    Reshard,

    /// <summary>A silo is drained by a call, and then stopped.</summary>
    Drain,
}

/// <summary>Something that happens.</summary>
/// <param name="Kind">What.</param>
/// <param name="Victim">To which silo, counted in the order of their starts; modulo how many there are.</param>
/// <param name="Length">How long it lasts, if that can be chosen.</param>
internal sealed record Fault(FaultKind Kind, int Victim, TimeSpan Length)
{
    /// <summary>Whether it can be the end of a silo that has not stored its sessions.</summary>
    internal bool MayEndSilo => Kind is FaultKind.Kill or FaultKind.Freeze or FaultKind.CutFromSilos or FaultKind.CutFromRedis or FaultKind.CutFromAllButDiscord or FaultKind.CutFromAll;

    /// <summary>Whether sessions cannot be saved meanwhile on some silo that handles events.</summary>
    internal bool KeepsFromStore => Kind is FaultKind.CutFromRedis or FaultKind.RedisKill or FaultKind.RedisPause;
}

/// <summary>Something that happens after a pause, and perhaps something else before it is over.</summary>
/// <param name="Pause">How long the cluster is whole before.</param>
/// <param name="First">What happens.</param>
/// <param name="Second">What happens as well; null for nothing.</param>
/// <param name="SecondAfter">How long after the first begins.</param>
internal sealed record PlanStep(TimeSpan Pause, Fault First, Fault? Second, TimeSpan SecondAfter);

/// <summary>What happens to the cluster, in order, by a seed.</summary>
internal sealed class Plan(int seed)
{
    private const int PairEvery = 4;

    private readonly Random _random = new(seed);
    private readonly Queue<FaultKind> _bag = new();

    /// <summary>How many silos there are.</summary>
    internal int Silos { get; } = 3 + (int)((uint)seed % 2);

    /// <summary>The next steps, without end: each kind of fault comes once before any comes again.</summary>
    internal IEnumerable<PlanStep> Steps()
    {
        while (true)
        {
            TimeSpan pause = Seconds(1, 5);
            Fault first = Next();
            bool isPair = _random.Next(PairEvery) == 0;
            TimeSpan after = Seconds(0, 10);
            if (isPair && !ExcludeEachOther(first.Kind, Peek()))
            {
                yield return new PlanStep(pause, first, Next(), after);
            }
            else
            {
                yield return new PlanStep(pause, first, null, default);
            }
        }
    }

    /// <summary>A paused Redis cannot be killed and paused again at once; silos that are stopped in order, not by two.</summary>
    private static bool ExcludeEachOther(FaultKind one, FaultKind other) => one == other
        || (one is FaultKind.RedisKill or FaultKind.RedisPause && other is FaultKind.RedisKill or FaultKind.RedisPause)
        || (one is FaultKind.Deploy or FaultKind.Drain && other is FaultKind.Deploy or FaultKind.Drain);

    private Fault Next()
    {
        FaultKind kind = Peek();
        _bag.Dequeue();
        int victim = _random.Next(1000);
        TimeSpan length = Seconds(1, kind == FaultKind.RedisPause ? 20 : 40);
        return new Fault(kind, victim, length);
    }

    private FaultKind Peek()
    {
        if (_bag.Count == 0)
        {
            FaultKind[] kinds = Enum.GetValues<FaultKind>();
            _random.Shuffle(kinds);
            Array.ForEach(kinds, _bag.Enqueue);
        }

        return _bag.Peek();
    }

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(Math.Round(from + (_random.NextDouble() * (to - from)), 1));
}
