using System.Runtime.InteropServices;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>The run from the command line.</summary>
internal static class ChaosRunner
{
    internal static async Task<int> RunAsync(TimeSpan duration, int? givenSeed)
    {
        int seed = givenSeed ?? Random.Shared.Next(1, 1_000_000);
        Console.WriteLine($"seed {seed}");
        using var transcript = new Transcript();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        string? problem = null;
        await using (ChaosRun run = await ChaosRun.CreateAsync(new Plan(seed), transcript))
        {
            try
            {
                Task running = run.RunAsync(duration);
                await Task.WhenAny(running, stopped.Task);
                problem = running.IsCompleted ? null : "it was stopped";
                await (running.IsCompleted ? running : Task.CompletedTask);
            }
            catch (Exception error)
            {
                // A signal ends what is being started, too.
                problem = stopped.Task.IsCompleted ? "it was stopped" : error is ChaosException ? error.Message : error.ToString();
            }
        }

        if (problem is not null)
        {
            transcript.Say($"FAILED with seed {seed}: {problem}");
            transcript.Say($"what the silos have logged is in {transcript.Directory}");
            return 1;
        }

        transcript.Dispose();
        transcript.Directory.Delete(recursive: true);
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
