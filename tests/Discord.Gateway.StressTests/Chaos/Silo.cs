using System.Diagnostics;
using OrleansCluster;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>A silo: a process on a host of its own. Its standard output tells the messages that its handlers were told, and what it logs.</summary>
internal sealed class Silo
{
    private readonly Process _process;

    internal Silo(int number, NetworkHost host, SiloSettings settings, Action<int, string> told, Transcript transcript)
    {
        Number = number;
        Host = host;
        string program = Path.Combine(AppContext.BaseDirectory, "OrleansCluster.dll");

        // Where there are too few cores, the gateway and the clocks go first: Discord does not wait for a bot's machines.
        _process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", host.Namespace, "nice", "-n", "5", "dotnet", program, .. settings.Format()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ') is ["message", _, var content])
            {
                told(number, content);
            }
            else if (line.Data is { Length: > 0 } text)
            {
                transcript.Log($"silo-{number}", text);
            }
        };
        _process.ErrorDataReceived += (_, line) => transcript.Log($"silo-{number}", line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal int Number { get; }

    internal NetworkHost Host { get; }

    /// <summary>Whether somebody has asked it to end.</summary>
    internal bool IsEnding { get; private set; }

    internal bool HasEnded => _process.HasExited;

    /// <summary>Completes when the process has ended and all it printed was read. Its exit code.</summary>
    internal async Task<int> WaitForEndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Kills it, as a power cut would.</summary>
    internal void Kill()
    {
        IsEnding = true;
        _process.Kill();
    }

    /// <summary>Lets it end as a deploy does: its shards move away first.</summary>
    internal void BeginStop()
    {
        IsEnding = true;
        _process.StandardInput.Close();
    }

    internal Task FreezeAsync() => SignalAsync("STOP");

    internal Task ContinueAsync() => SignalAsync("CONT");

    public override string ToString() => $"silo {Number}";

    private Task SignalAsync(string name) => HasEnded ? Task.CompletedTask : Shell.SignalAsync(_process, name);
}
