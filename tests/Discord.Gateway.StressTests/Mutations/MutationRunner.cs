using System.Diagnostics;
using System.Text.Json;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.StressTests.Mutations;

/// <summary>
/// Changes every value of every event, one at a time and in every way, and looks at what a bot then gets: the event, without what cannot be read, and a list of that.
/// </summary>
internal sealed class MutationRunner
{
    /// <summary>One event in so many may be lost, and only for what identifies it.</summary>
    private const int MaxUndecodableShare = 100;

    private readonly Dictionary<string, (int Tried, int Undecodable, int LeftOut)> _counts = [];
    private readonly List<string> _failures = [];

    /// <summary>Tries each of <paramref name="every"/> mutations.</summary>
    internal static int Run(int every)
    {
        long started = Stopwatch.GetTimestamp();
        var runner = new MutationRunner();
        int number = 0;
        foreach (string name in EventCases.Names)
        {
            foreach (JsonElement original in EventCases.Of(name).Values.Where(value => value.ValueKind == JsonValueKind.Object))
            {
                foreach (JsonPlace place in JsonPlace.In(original))
                {
                    var expected = new ExpectedEvents(name, original, place);
                    foreach (Mutation mutation in Mutation.All)
                    {
                        if (number++ % every == 0)
                        {
                            runner.Try(name, original, place, mutation, expected);
                        }
                    }
                }
            }
        }

        return runner.Report(Stopwatch.GetElapsedTime(started)) ? 0 : 1;
    }

    private void Try(string name, JsonElement original, JsonPlace place, Mutation mutation, ExpectedEvents expected)
    {
        byte[] json = place.Replace(original, mutation.Json);
        GatewayEvent decoded;
        try
        {
            decoded = GatewayEvent.Decode(name, json);
        }
        catch (Exception error)
        {
            Fail($"throws {error.GetType().Name}");
            return;
        }

        (int tried, int undecodable, int leftOut) = _counts.GetValueOrDefault(mutation.Name);
        _counts[mutation.Name] = (tried + 1, undecodable + (decoded is UndecodableEvent ? 1 : 0), leftOut + (decoded.Problems.Count > 0 ? 1 : 0));
        if (decoded is UndecodableEvent lost)
        {
            if (place.Depth > 1 || place.Key?.EndsWith("id", StringComparison.Ordinal) != true)
            {
                Fail($"loses the event: {lost.Reason}");
            }

            return;
        }

        string path = place.ToString();
        if (decoded.Problems.FirstOrDefault(problem => !IsWithin(problem.Path, path)) is { Path: not null } elsewhere)
        {
            Fail($"is told as {elsewhere}");
        }

        if (!expected.Allows(decoded))
        {
            Fail("changes something else");
        }

        void Fail(string what)
        {
            if (_failures.Count < 50)
            {
                _failures.Add($"{name} {place} {mutation.Name}: {what}");
            }
        }
    }

    private static bool IsWithin(string path, string mutated) =>
        path == mutated || (path.StartsWith(mutated, StringComparison.Ordinal) && path[mutated.Length] is '.' or '[');

    private bool Report(TimeSpan elapsed)
    {
        Console.WriteLine($"{"mutation",-30} {"tried",8} {"left out",9} {"event lost",11}");
        foreach ((string name, (int tried, int undecodable, int leftOut)) in _counts)
        {
            Console.WriteLine($"{name,-30} {tried,8:N0} {leftOut,9:N0} {undecodable,11:N0}");
        }

        int all = _counts.Values.Sum(count => count.Tried);
        int lost = _counts.Values.Sum(count => count.Undecodable);
        _failures.ForEach(Console.WriteLine);
        bool isWell = _failures.Count == 0 && lost * MaxUndecodableShare <= all;
        Console.WriteLine($"{all:N0} mutations in {elapsed.TotalSeconds:F0} s: {lost:N0} cost the event ({(double)lost / all:P2}), {_failures.Count} break a rule. {(isWell ? "All is well." : "FAILED")}");
        return isWell;
    }
}
