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

    private const int MaxFailures = 50;

    private readonly Dictionary<string, (int Tried, int Undecodable, int LeftOut)> _counts = [];
    private readonly List<string> _failures = [];

    /// <summary>Tries each of <paramref name="every"/> mutations.</summary>
    internal static int Run(int every)
    {
        long started = Stopwatch.GetTimestamp();
        var runner = new MutationRunner();
        (string Name, JsonElement Original, JsonPlace Place, int Number)[] places =
        [
            .. EventCases.Names
                .SelectMany(name => EventCases.Of(name).Values.Where(value => value.ValueKind == JsonValueKind.Object).Select(Minimize).SelectMany(
                    original => JsonPlace.In(original).Select(place => (name, original, place))))
                .Select((each, index) => (each.name, each.original, each.place, index * Mutation.All.Length)),
        ];
        Parallel.ForEach(places, each =>
        {
            var expected = new ExpectedEvents(each.Name, each.Original, each.Place);
            for (int i = 0; i < Mutation.All.Length; i++)
            {
                if ((each.Number + i) % every == 0)
                {
                    runner.Try(each.Name, each.Original, each.Place, Mutation.All[i], expected);
                }
            }
        });

        return runner.Report(Stopwatch.GetElapsedTime(started)) ? 0 : 1;
    }

    /// <summary>Without white space, which would be copied a million times.</summary>
    private static JsonElement Minimize(JsonElement value) => JsonSerializer.SerializeToElement(value);

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

        lock (_counts)
        {
            (int tried, int undecodable, int leftOut) = _counts.GetValueOrDefault(mutation.Name);
            _counts[mutation.Name] = (tried + 1, undecodable + (decoded is UndecodableEvent ? 1 : 0), leftOut + (decoded.Problems.Count > 0 ? 1 : 0));
        }

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
            lock (_failures)
            {
                if (_failures.Count < MaxFailures)
                {
                    _failures.Add($"{name} {place} {mutation.Name}: {what}");
                }
            }
        }
    }

    private static bool IsWithin(string path, string mutated) =>
        path == mutated || (path.StartsWith(mutated, StringComparison.Ordinal) && path[mutated.Length] is '.' or '[');

    private bool Report(TimeSpan elapsed)
    {
        Console.WriteLine($"{"mutation",-30} {"tried",8} {"left out",9} {"event lost",11}");
        foreach ((string name, (int tried, int undecodable, int leftOut)) in _counts.OrderBy(count => Array.FindIndex(Mutation.All, mutation => mutation.Name == count.Key)))
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
