using System.Diagnostics;
using System.Globalization;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>Plays the worlds of many seeds; tells the story of the first that breaks, cut down to what it takes.</summary>
internal static class WorldRunner
{
    internal static int Run(int first, int count)
    {
        long started = Stopwatch.GetTimestamp();
        int? broken = null;
        long steps = 0;
        Parallel.For(first, first + count, (seed, loop) =>
        {
            Scenario scenario = Scenario.From(seed);
            Interlocked.Add(ref steps, scenario.Steps.Count);
            if (Play(scenario, tells: false) is not null)
            {
                broken = seed;
                loop.Stop();
            }
        });
        if (broken is not { } failed)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count:N0} worlds from seed {first} on, {steps:N0} happenings, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: nothing broke."));
            return 0;
        }

        Console.WriteLine(Story(failed));
        return 1;
    }

    /// <summary>What happens in the world of a seed; of one that breaks, only what it takes to break it.</summary>
    internal static string Story(int seed)
    {
        Scenario scenario = Scenario.From(seed);
        if (Play(scenario, tells: false) is not null)
        {
            scenario = Shrink(scenario, smaller => Play(smaller, tells: false) is not null);
        }

        string? problem = Play(scenario, tells: true, out string transcript);
        string hostile = scenario.Seams == Seams.Harmless ? "" : $", {scenario.Seams}";
        return $"Seed {seed}: {scenario.Shards} shards, {scenario.Steps.Count} happenings{hostile}\n{transcript}{problem ?? "Nothing broke."}";
    }

    /// <summary>What broke; null if nothing did.</summary>
    internal static string? Play(Scenario scenario, bool tells) => Play(scenario, tells, out _);

    private static string? Play(Scenario scenario, bool tells, out string transcript)
    {
        ChaosWorld? world = null;
        try
        {
            world = new ChaosWorld(scenario, tells);
            world.Play();
            return null;
        }
        catch (InvariantException broken)
        {
            return $"BROKEN: {broken.Message}";
        }
        catch (Exception error)
        {
            return $"CRASHED: {error}";
        }
        finally
        {
            transcript = world?.Transcript ?? "";
        }
    }

    /// <summary>Leaves out what it still breaks without: happenings in halves first, then one by one; then shards; then hostile seams.</summary>
    internal static Scenario Shrink(Scenario scenario, Func<Scenario, bool> breaks)
    {
        for (int part = Math.Max(1, scenario.Steps.Count / 2); part > 0; part /= 2)
        {
            for (int at = 0; at < scenario.Steps.Count;)
            {
                Scenario without = scenario with { Steps = [.. scenario.Steps.Take(at), .. scenario.Steps.Skip(at + part)] };
                if (breaks(without))
                {
                    scenario = without;
                }
                else
                {
                    at += part;
                }
            }
        }

        scenario = Enumerable.Range(1, scenario.Shards - 1)
            .Select(shards => scenario with { Shards = shards, Steps = [.. scenario.Steps.Select(step => step with { Shard = step.Shard % shards })] })
            .FirstOrDefault(breaks, scenario);
        while (scenario.Seams.Milder().Select(seams => scenario with { Seams = seams }).FirstOrDefault(breaks) is { } milder)
        {
            scenario = milder;
        }

        return scenario;
    }
}
