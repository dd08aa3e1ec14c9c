namespace Discord.Gateway.StressTests.Worlds;

/// <summary>All of a world that is chosen: made from a seed, or a part of one that was.</summary>
internal sealed record Scenario(int Seed, int Shards, int MaxConcurrency, bool WindowBeginsAtFirstStart, int SlowConsumers, IReadOnlyList<Step> Steps)
{
    /// <summary>How often each thing happens, beside each other.</summary>
    private static readonly (Happening What, int Weight)[] Weights =
    [
        (Happening.Milliseconds, 8), (Happening.Seconds, 16), (Happening.Minutes, 5), (Happening.Hours, 1), (Happening.Events, 14), (Happening.EventsOfAll, 4),
        (Happening.OversizeEvents, 2), (Happening.Unreadable, 2), (Happening.UnknownOpcode, 2), (Happening.SequenceRepeats, 2), (Happening.SequenceJumps, 1),
        (Happening.RepeatOnResume, 3), (Happening.SwapOnResume, 3), (Happening.OmitOnResume, 1), (Happening.DoubleOnResume, 1), (Happening.StrangeStart, 3),
        (Happening.Cut, 8), (Happening.GoDead, 4), (Happening.Close, 6), (Happening.CloseForGood, 1), (Happening.AskReconnect, 4),
        (Happening.InvalidResumable, 3), (Happening.Invalid, 3), (Happening.AskHeartbeats, 3), (Happening.Commands, 4), (Happening.ImpatientCommand, 3),
        (Happening.CancelCommands, 2), (Happening.Presence, 5), (Happening.RequestHeartbeat, 3), (Happening.Reconnect, 4), (Happening.Outage, 3),
        (Happening.ResumeHostDown, 3), (Happening.ConnectHangs, 2), (Happening.NoHello, 2), (Happening.NoAcknowledgements, 2), (Happening.NoReady, 2),
        (Happening.LateReady, 2), (Happening.NoResumed, 2), (Happening.SessionsExpire, 2), (Happening.ConsumerStops, 4), (Happening.ConsumerTakes, 4),
        (Happening.ClockJumps, 1), (Happening.Shutdown, 5), (Happening.Crash, 2), (Happening.WriteHangs, 3), (Happening.WriteFails, 3), (Happening.GateHangs, 2),
        (Happening.GateThrows, 2),
    ];

    private static readonly Happening[] Bag = [.. Weights.SelectMany(each => Enumerable.Repeat(each.What, each.Weight))];

    internal Seams Seams { get; init; } = Seams.Harmless;

    internal static Scenario From(int seed)
    {
        var random = new Random(seed);

        // Most worlds are small, since most mistakes show in small ones.
        int shards = random.Next(100) switch
        {
            < 65 => 1,
            < 90 => random.Next(2, 4),
            < 99 => random.Next(4, 13),
            _ => random.Next(13, 65),
        };
        int steps = random.Next(5, shards > 12 ? 30 : 60);
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
        if (shards <= 2 && random.Next(1000) == 0)
        {
            all.Add(new Step(Happening.SessionsDieYoung, 0, random.Next(100)));
        }

        return new Scenario(seed, shards, random.Next(3) == 0 ? 16 : 1, random.Next(2) == 0, random.Next(3), all) { Seams = ChooseSeams(random) };
    }

    /// <summary>Half of the worlds have none that is hostile.</summary>
    private static Seams ChooseSeams(Random random) => random.Next(2) == 0
        ? Seams.Harmless with { IsFiltered = random.Next(2) == 0 }
        : new Seams(Level(random), Level(random), Level(random), Level(random), random.Next(20) switch { 0 => 500, < 3 => 16, _ => 0 }, random.Next(2) == 0, random.Next(4) == 0);

    private static int Level(Random random) => random.Next(10) switch { < 4 => 0, < 7 => 1, < 9 => 2, _ => 3 };
}
