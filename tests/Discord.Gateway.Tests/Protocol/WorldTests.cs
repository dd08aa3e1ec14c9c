using Discord.Gateway.StressTests.Worlds;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>Thousands of worlds of random faults; there is a command for any number of them.</summary>
public sealed class WorldTests
{
    [Fact]
    public void Whatever_happens_events_come_once_limits_hold_and_all_is_well_in_the_end()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            if (WorldRunner.Play(Scenario.From(seed), tells: false) is not null)
            {
                Assert.Fail(WorldRunner.Story(seed));
            }
        }
    }

    [Fact]
    public void A_bot_whose_sessions_die_for_two_weeks_keeps_its_reserve_of_session_starts()
    {
        foreach (bool windowBeginsAtFirstStart in (bool[])[false, true])
        {
            var scenario = new Scenario(
                Seed: 1, Shards: 2, MaxConcurrency: 1, windowBeginsAtFirstStart, SlowConsumers: 0, [new(Happening.Hours, 0, 40), new(Happening.SessionsDieYoung, 0, 70)]);
            Assert.Null(WorldRunner.Play(scenario, tells: false));
        }
    }

    [Fact]
    public void A_world_is_the_same_each_time_to_the_last_line()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            string story = WorldRunner.Story(seed);
            Assert.Contains("Connected", story, StringComparison.Ordinal);
            Assert.Equal(story, WorldRunner.Story(seed));
        }
    }

    [Fact]
    public void A_scenario_is_cut_down_to_what_it_takes()
    {
        Scenario scenario = Scenario.From(seed: 11) with { Shards = 9 };
        scenario = scenario with { Steps = [.. scenario.Steps, new(Happening.GoDead, 5, 1), .. scenario.Steps, new(Happening.ClockJumps, 5, 77)] };

        Scenario shrunk = WorldRunner.Shrink(scenario, smaller =>
            smaller.Steps.Any(step => step.What == Happening.GoDead) && smaller.Steps.Any(step => step is { What: Happening.ClockJumps, Amount: 77 }));

        Assert.Equal(1, shrunk.Shards);
        Assert.Equal([Happening.GoDead, Happening.ClockJumps], shrunk.Steps.Select(step => step.What));
    }
}
