namespace Discord.Gateway.StressTests.Worlds;

/// <summary>What may happen in a world.</summary>
internal enum Happening
{
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Events,
    EventsOfAll,
    RepeatOnResume,
    SwapOnResume,
    Cut,
    GoDead,
    Close,
    AskReconnect,
    InvalidResumable,
    Invalid,
    AskHeartbeats,
    Commands,
    Presence,
    Outage,
    ResumeHostDown,
    ConnectHangs,
    NoHello,
    NoAcknowledgements,
    NoReady,
    LateReady,
    NoResumed,
    SessionsExpire,
    ConsumerStops,
    ClockJumps,
    SessionsDieYoung,
}

/// <summary>One thing that happens: to a shard, if it is about one, and how much of it.</summary>
internal readonly record struct Step(Happening What, int Shard, int Amount)
{
    public override string ToString() => $"{What} (shard {Shard}, {Amount})";
}

/// <summary>All of a world that is chosen: made from a seed, or a part of one that was.</summary>
internal sealed record Scenario(int Seed, int Shards, int MaxConcurrency, bool WindowBeginsAtFirstStart, int SlowConsumers, IReadOnlyList<Step> Steps)
{
    /// <summary>How often each thing happens, beside each other.</summary>
    private static readonly (Happening What, int Weight)[] Weights =
    [
        (Happening.Milliseconds, 6), (Happening.Seconds, 12), (Happening.Minutes, 4), (Happening.Hours, 1), (Happening.Events, 14), (Happening.EventsOfAll, 4),
        (Happening.RepeatOnResume, 3), (Happening.SwapOnResume, 3), (Happening.Cut, 8), (Happening.GoDead, 4), (Happening.Close, 6), (Happening.AskReconnect, 4),
        (Happening.InvalidResumable, 3), (Happening.Invalid, 3), (Happening.AskHeartbeats, 3), (Happening.Commands, 4), (Happening.Presence, 3), (Happening.Outage, 3),
        (Happening.ResumeHostDown, 3), (Happening.ConnectHangs, 2), (Happening.NoHello, 2), (Happening.NoAcknowledgements, 2), (Happening.NoReady, 2),
        (Happening.LateReady, 2), (Happening.NoResumed, 2), (Happening.SessionsExpire, 2), (Happening.ConsumerStops, 4), (Happening.ClockJumps, 1),
    ];

    private static readonly Happening[] Bag = [.. Weights.SelectMany(each => Enumerable.Repeat(each.What, each.Weight))];

    internal static Scenario From(int seed)
    {
        var random = new Random(seed);

        // Most worlds are small, since most mistakes show in small ones.
        int shards = random.Next(100) switch
        {
            < 55 => 1,
            < 85 => random.Next(2, 5),
            < 98 => random.Next(5, 17),
            _ => random.Next(17, 65),
        };
        int steps = random.Next(5, shards > 16 ? 30 : 80);
        var all = new List<Step>(steps);
        for (int i = 0; i < steps; i++)
        {
            Happening what = Bag[random.Next(Bag.Length)];
            if (what is Happening.Hours && shards > 4)
            {
                what = Happening.Minutes;
            }

            all.Add(new Step(what, random.Next(shards), random.Next(100)));
        }

        // A bot whose sessions die as soon as they live, for days: only then the session starts run out.
        if (shards <= 2 && random.Next(400) == 0)
        {
            all.Add(new Step(Happening.SessionsDieYoung, 0, random.Next(100)));
        }

        return new Scenario(seed, shards, random.Next(3) == 0 ? 16 : 1, random.Next(2) == 0, random.Next(3), all);
    }
}
