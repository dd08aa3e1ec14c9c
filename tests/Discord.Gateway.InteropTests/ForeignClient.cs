using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests;

/// <summary>A client of another language in a process of its own, connected to a simulator on loopback.</summary>
internal sealed class ForeignClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<ClientLine> _lines = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasEnded;

    private ForeignClient(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(), ReadErrorsAsync());
    }

    /// <summary>Everything the client has told, in order.</summary>
    internal IReadOnlyList<ClientLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The contents of the messages that the client has told, in order.</summary>
    internal IReadOnlyList<string> Messages => [.. Lines.Where(line => line.Type == "message").Select(line => line.Content!)];

    /// <summary>Whether its process has ended.</summary>
    internal bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _hasEnded;
            }
        }
    }

    /// <summary>How many lines of a type the client has told.</summary>
    internal int Count(string type)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(type);
        }
    }

    /// <summary>Gives the client a command.</summary>
    internal async Task SendAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Starts a client.</summary>
    /// <param name="node">The path of Node.js.</param>
    /// <param name="name">The name of the client's script, without its ending.</param>
    /// <param name="compression"><c>none</c>, <c>zlib-stream</c> or <c>zstd-stream</c>.</param>
    /// <param name="server">The gateway.</param>
    /// <param name="intents">The intents that it identifies with.</param>
    /// <param name="shards">How many shards it runs.</param>
    internal static ForeignClient Start(
        string node, string name, string compression, GatewaySimulatorServer server, GatewayIntents intents, int shards = 1)
    {
        var start = new ProcessStartInfo(node, ["--no-warnings", $"{name}.js"]) { WorkingDirectory = ClientInstallation.ClientsFolder };
        return Start(start, compression, server, intents, shards);
    }

    /// <summary>Starts a program that reads the same variables, and reports and obeys in the same way.</summary>
    internal static ForeignClient Start(ProcessStartInfo start, string compression, GatewaySimulatorServer server, GatewayIntents intents, int shards)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["INTEROP_API_URL"] = new Uri(server.HttpUri, "api/v10").AbsoluteUri;
        start.Environment["INTEROP_TOKEN"] = server.Simulator.Options.Token;
        start.Environment["INTEROP_COMPRESSION"] = compression;
        start.Environment["INTEROP_INTENTS"] = ((long)intents).ToString(CultureInfo.InvariantCulture);
        start.Environment["INTEROP_SHARDS"] = shards.ToString(CultureInfo.InvariantCulture);
        return new ForeignClient(Process.Start(start)!);
    }

    /// <summary>Waits until the client has told so many lines that match.</summary>
    internal async Task WaitAsync(string what, Func<ClientLine, bool> isIt, int count = 1, TimeSpan? patience = null)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + (patience ?? Patience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_lines.Count(isIt) >= count)
                {
                    return;
                }

                if (_hasEnded)
                {
                    throw new InvalidOperationException($"The client ended instead of {what}. {Describe()}");
                }

                changed = _changed.Task;
            }

            TimeSpan rest = end - DateTimeOffset.UtcNow;
            if (rest <= TimeSpan.Zero || await Task.WhenAny(changed, Task.Delay(rest)) != changed)
            {
                throw new TimeoutException($"The client did not tell of {what}. {Describe()}");
            }
        }
    }

    /// <summary>Waits for lines of a type.</summary>
    internal Task WaitAsync(string type, int count = 1) => WaitAsync($"{type} ({count})", line => line.Type == type, count);

    /// <summary>The last lines, for the message of a failure.</summary>
    internal string Describe()
    {
        lock (_lock)
        {
            return $"It told: {string.Join("; ", _lines.TakeLast(40))}";
        }
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // A client may print of its own accord; the lines of its script are JSON.
            Add(line.StartsWith('{') ? ClientLine.Parse(line) : new ClientLine("printed", null, null, 0, null, line));
        }

        lock (_lock)
        {
            _hasEnded = true;
        }

        Add(new ClientLine("ended", null, null, 0, null, null));
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            Add(new ClientLine("printed", null, null, 0, null, line));
        }
    }

    private void Add(ClientLine line)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _lines.Add(line);
            _counts[line.Type] = _counts.GetValueOrDefault(line.Type) + 1;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}
