using System.Text;

namespace Discord.Gateway.IntegrationTests.Simulator;

/// <summary>What a program prints, line by line, for tests that wait for a line.</summary>
internal sealed class LineWriter : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    internal string All
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public override void WriteLine(string? value)
    {
        TaskCompletionSource added;
        lock (_lock)
        {
            _lines.Add(value ?? "");
            added = _added;
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        added.TrySetResult();
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    // Help is written piece by piece.
    public override void Write(char value) => WriteLine(value.ToString());

    public override void Write(string? value) => WriteLine(value);

    /// <summary>The first line with this in it; waits for it.</summary>
    internal async Task<string> WaitForAsync(string part)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                if (_lines.Find(line => line.Contains(part, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                added = _added.Task;
            }

            try
            {
                await added.WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"\"{part}\" was not printed, but:\n{All}");
            }
        }
    }
}
