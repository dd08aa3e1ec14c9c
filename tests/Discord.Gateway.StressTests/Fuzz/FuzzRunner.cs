using System.Diagnostics;
using SharpFuzz;

namespace Discord.Gateway.StressTests.Fuzz;

/// <summary>Feeds the targets: with the corpus, with mutations of it for a while, or with what a coverage-guided fuzzer gives.</summary>
internal static class FuzzRunner
{
    /// <summary>What input may take: far more than it does, and far less than a quadratic loop would.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    /// <summary>All of the corpus, and mutations for so long, each target its part.</summary>
    internal static int Run(TimeSpan length)
    {
        foreach ((string name, Action<byte[]> target) in FuzzTargets.All)
        {
            byte[][] seeds = [.. Seeds.Of(name)];
            foreach (byte[] seed in seeds)
            {
                if (!IsSurvived(name, target, seed))
                {
                    return 1;
                }
            }

            int inputs = 0;
            int seedOfMutations = Environment.TickCount;
            var mutator = new Mutator(seedOfMutations, seeds);
            long started = Stopwatch.GetTimestamp();
            for (; Stopwatch.GetElapsedTime(started) < length / FuzzTargets.All.Count; inputs++)
            {
                if (!IsSurvived(name, target, mutator.Next()))
                {
                    return 1;
                }
            }

            Console.WriteLine($"{name}: {seeds.Length} seeds and {inputs:N0} mutations (seed {seedOfMutations}): nothing broke.");
        }

        return 0;
    }

    /// <summary>Inputs that AFL++ gives, one after the other: an exception is a crash. Without AFL++, one from standard input.</summary>
    internal static int RunGuided(string name)
    {
        Action<byte[]> target = FuzzTargets.All[name];
        Fuzzer.OutOfProcess.Run((Stream input) =>
        {
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            target(bytes.ToArray());
        });
        return 0;
    }

    /// <summary>Writes the seeds of a target as files, for another fuzzer.</summary>
    internal static int WriteSeeds(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        int number = 0;
        foreach (byte[] seed in Seeds.Of(name))
        {
            File.WriteAllBytes(Path.Combine(folder, $"{++number:D4}"), seed);
        }

        return 0;
    }

    private static bool IsSurvived(string name, Action<byte[]> target, byte[] input)
    {
        long started = Stopwatch.GetTimestamp();
        string? problem = null;
        try
        {
            target(input);
            problem = Stopwatch.GetElapsedTime(started) > MaxTime ? $"it took {Stopwatch.GetElapsedTime(started)}" : null;
        }
        catch (Exception error)
        {
            problem = error.ToString();
        }

        if (problem is not null)
        {
            string file = Path.Combine(Path.GetTempPath(), $"fuzz-{name}-{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(input))[..12]}");
            File.WriteAllBytes(file, input);
            Console.WriteLine($"{name}: {file} broke it: {problem}");
        }

        return problem is null;
    }
}
