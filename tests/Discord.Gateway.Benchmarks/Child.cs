using System.Diagnostics;

namespace Discord.Gateway.Benchmarks;

/// <summary>This program once more, in a process of its own, so that its work is not counted. It ends with its standard input.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    internal Child(params IEnumerable<string> arguments) => _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

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
