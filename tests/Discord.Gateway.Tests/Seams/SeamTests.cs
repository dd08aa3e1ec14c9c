using System.Collections.Concurrent;
using System.Text;

namespace Discord.Gateway.Tests.Seams;

/// <summary>Everything supplied from outside throws, hangs and lies; the shard survives it.</summary>
public sealed class SeamTests(ITestOutputHelper output)
{
    private const int MinThreads = 64;

    [Fact]
    public void Everything_supplied_throws_hangs_and_lies_and_the_shard_survives()
    {
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, MinThreads), ports);
        var unobserved = new ConcurrentQueue<string>();
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs arguments) => unobserved.Enqueue($"{arguments.Exception}");
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        var results = new ConcurrentDictionary<Cell, string>();
        var failures = new ConcurrentQueue<string>();
        try
        {
            foreach (Cell cell in Cell.All)
            {
                results[cell] = cell.NotApplicable is { } reason ? $"n/a: {reason}" : RunCell(cell, failures);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
            ThreadPool.SetMinThreads(workers, ports);
        }

        output.WriteLine(Print(results));
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(5)));
        Assert.All(Cell.All, cell => Assert.Contains(cell, results));
        Assert.DoesNotContain(unobserved, error => error.Contains(nameof(SabotageException), StringComparison.Ordinal));
    }

    private static string RunCell(Cell cell, ConcurrentQueue<string> failures)
    {
        int strikes = 0;
        string result = "ok";
        foreach ((int first, int times) in ((int, int)[])[(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (7, 1), (10, 1), (15, 1), (1, 3), (3, 4), (8, 4)])
        {
            // What blocks for a minute each time takes its time.
            RunVariant($"calls {first} to {first + times - 1}", new SeamWorld(new Saboteur(cell, first, times)), SeamStory.Run);
        }

        if (cell.Behaviour == Misbehaviour.Blocks && cell is { MustShutDownWhileBlocked: true, IsOnCallersThread: false })
        {
            foreach (int first in (int[])[1, 2, 4])
            {
                RunVariant($"shutdown in call {first}", new SeamWorld(new Saboteur(cell, first, times: 1000), mayRelease: false), world => SeamStory.ShutDownWhileBlocked(world));
            }
        }

        if (strikes == 0)
        {
            failures.Enqueue($"{cell}: the story never makes this call.");
            return "FAILED: never called";
        }

        return result;

        void RunVariant(string variant, SeamWorld world, Action<SeamWorld> story)
        {
            try
            {
                story(world);
            }
            catch (Exception error)
            {
                result = "FAILED";
                failures.Enqueue($"{cell}, {variant}: {error.Message}\n{error.StackTrace}\n{world.GetTranscript()}");
            }

            strikes += world.Saboteur.Strikes;
            try
            {
                world.End();
            }
            catch (Exception error)
            {
                result = "FAILED";
                failures.Enqueue($"{cell}, {variant}, at its end: {error.Message}\n{world.GetTranscript()}");
            }
        }
    }

    private static string Print(IReadOnlyDictionary<Cell, string> results)
    {
        var text = new StringBuilder();
        foreach (SeamCall call in Enum.GetValues<SeamCall>())
        {
            text.Append(call).Append(':');
            foreach (Misbehaviour behaviour in Enum.GetValues<Misbehaviour>())
            {
                text.Append(' ').Append(behaviour).Append(' ').Append(results.GetValueOrDefault(new Cell(call, behaviour), "MISSING")).Append(';');
            }

            text.AppendLine();
        }

        return text.ToString();
    }
}
