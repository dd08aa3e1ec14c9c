using System.Diagnostics;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>Small programs of the system: <c>ip</c>, <c>kill</c>.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal static async Task<string> RunAsync(string program, params string[] args)
    {
        (int code, string output, string error) = await TryAsync(program, args);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {code}: {error.Trim()}");
    }

    /// <summary>Runs a program that may fail.</summary>
    internal static async Task<(int Code, string Output, string Error)> TryAsync(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Sends a signal to a process, by its name: STOP, CONT.</summary>
    internal static Task SignalAsync(Process process, string signal) => TryAsync("kill", $"-{signal}", $"{process.Id}");
}
