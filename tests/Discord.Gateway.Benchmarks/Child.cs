using System.Diagnostics;

namespace Discord.Gateway.Benchmarks;

/// <summary>This program once more, in a process of its own, so that its work is not counted. It ends with its standard input.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    internal Child(params IEnumerable<string> arguments)
        : this(arguments, new Dictionary<string, string?>())
    {
    }

    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="environment">Variables that differ from this process's; one that is null is absent.</param>
    /// <param name="program">Another program than this one; null for this one.</param>
    internal Child(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    internal async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The other process ended.");

    internal async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
