using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Discord.Gateway.Testing;
using Lines = System.Threading.Channels.Channel;

namespace Discord.Gateway.Simulator;

/// <summary>
/// Prints what happens, a line each, with the seconds since the start. A task of its own writes the lines: a reader of the output that is slow, or has stopped,
/// holds up no bot.
/// </summary>
internal sealed class TrafficPrinter : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _lines = Lines.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<int, string> _states = [];
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly Task _writing;

    internal TrafficPrinter(TextWriter output, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _writing = WriteAllAsync(output);
    }

    /// <summary>A line with the time before it.</summary>
    internal void Print(string text) =>
        PrintPlain(string.Create(CultureInfo.InvariantCulture, $"{_timeProvider.GetElapsedTime(_start).TotalSeconds,9:0.000} s  {text}"));

    /// <summary>A line, and no more than one: what a bot sends cannot make others.</summary>
    internal void PrintPlain(string text) => _lines.Writer.TryWrite(text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text);

    internal void PrintReceived(SimulatedConnection connection, ReadOnlyMemory<byte> payload) => PrintPayload(connection, "<-", payload);

    internal void PrintSent(SimulatedConnection connection, ReadOnlyMemory<byte> payload) => PrintPayload(connection, "->", payload);

    internal void PrintConnection(SimulatedConnection connection)
    {
        string state = connection switch
        {
            { IsOpen: false, ClientCloseCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"closed by the bot with {code}"),
            { IsOpen: false } => "ended",
            { ShardId: { } shardId } => string.Create(CultureInfo.InvariantCulture, $"has the session of shard {shardId.Index}/{shardId.Total}"),
            { IsResumeUrl: true } => "opened, at the resume address",
            _ => "opened",
        };

        // Told of a change in which this line is the same: for instance a session that goes on.
        if (!_states.TryGetValue(connection.Number, out string? last) || last != state)
        {
            _states[connection.Number] = state;
            Print($"#{connection.Number} {state}");
        }
    }

    internal void PrintViolation(Violation violation) => Print($"#{violation.ConnectionNumber} VIOLATION: {Describe(violation)}");

    internal void PrintRequest(string method, string path, int status) => Print(string.Create(CultureInfo.InvariantCulture, $"{method} {RecordedRequest.WithoutToken(path)} {status}"));

    internal static string Describe(Violation violation) => violation.CloseCode is { } code
        ? string.Create(CultureInfo.InvariantCulture, $"{violation.Description}; closed with {code} {(GatewayCloseCode)code}") : violation.Description;

    /// <summary>Writes what is left, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(Patience, _timeProvider);
        }
        catch (TimeoutException)
        {
            // Nobody reads the output.
        }
    }

    /// <summary>Opcode, name, sequence and size, but no data: an identify's is the token.</summary>
    private void PrintPayload(SimulatedConnection connection, string direction, ReadOnlyMemory<byte> payload)
    {
        (GatewayOpcode? opcode, long? sequence, string? name) = SimulatorJson.ReadEnvelope(payload);
        string kind = opcode is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"op {(int)known} {(Enum.IsDefined(known) ? $"{known}" : "unknown")}") : "no payload";
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"#{connection.Number} {direction} {kind}{(name is null ? "" : $" {name}")}{(sequence is null ? "" : $", sequence {sequence}")}, {payload.Length:N0} bytes"));
    }

    private async Task WriteAllAsync(TextWriter output)
    {
        // Off the thread that starts it: the writer may block.
        await Task.Yield();
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync())
            {
                await output.WriteLineAsync(line);
            }

            await output.FlushAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The reader of the output has gone; the bots have not.
        }
    }
}
