using System.Runtime.InteropServices;

namespace Discord.Gateway.Simulator;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await SimulatorProgram.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            // The program ends by itself, with its exit code.
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
