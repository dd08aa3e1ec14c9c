using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>One client in one scenario: numbered messages, faults, and what came of them.</summary>
internal sealed class Arena(GatewaySimulator gateway, ForeignClient client, Random random)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);
    private readonly HashSet<int> _sent = [];
    private readonly List<TimeSpan> _recoveries = [];
    private readonly List<string> _notes = [];
    private DateTimeOffset _identified = DateTimeOffset.UtcNow;
    private int _last;
    private int _unrecovered;

    internal GatewaySimulator Gateway => gateway;

    internal ForeignClient Client => client;

    internal Random Random => random;

    /// <summary>The connection that the client uses.</summary>
    internal SimulatedConnection Connection => gateway.Connections.LastOrDefault(connection => connection.IsOpen && connection.ShardId is not null)
        ?? gateway.Connections[^1];

    internal void Note(string text) => _notes.Add(text);

    /// <summary>Notes how many connections there are beyond a number, and why the last one ended, if the client tells it.</summary>
    internal void NoteNewConnections(int before)
    {
        int more = gateway.Connections.Count - before;
        ClientLine? closed = client.Lines.LastOrDefault(line => line.Type == "closed");
        string reason = closed?.Detail ?? (closed?.Code is { } code ? $"closed with {code}" : "");
        Note(more == 0 ? "kept the connection" : $"connected {(more == 1 ? "once" : $"{more} times")} again{(reason.Length > 0 ? $" ({Shorten(reason)})" : "")}");
    }

    /// <summary>Waits until the client is up: all of its shards told of READY.</summary>
    internal async Task<bool> ComeUpAsync(int shards, TimeSpan patience)
    {
        bool isUp = await UntilAsync(() => client.Count("ready") >= shards && client.Count("guild") >= 1, patience);
        _identified = DateTimeOffset.UtcNow;
        return isUp;
    }

    /// <summary>Dispatches numbered messages, ten at a time with a short pause, as a busy guild does.</summary>
    internal async Task SendAsync(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            await SendOneAsync();
            if (i % 10 == 0)
            {
                await Task.Delay(2);
            }
        }
    }

    /// <summary>Dispatches the next numbered message.</summary>
    internal async Task SendOneAsync()
    {
        int number = ++_last;
        if (await gateway.DispatchMessageAsync(InteropGateway.Guild, number.ToString(CultureInfo.InvariantCulture)) > 0)
        {
            // What no session is there for, Discord tells nobody.
            _sent.Add(number);
        }
    }

    /// <summary>Does something to the connection. The task completes when the client is back, or is not within the time; messages may be sent meanwhile.</summary>
    internal async Task FaultAsync(Action<SimulatedConnection> fault, TimeSpan? patience = null)
    {
        int before = client.Count("ready") + client.Count("resumed");
        long start = Stopwatch.GetTimestamp();
        fault(Connection);
        if (await UntilAsync(() => client.Count("ready") + client.Count("resumed") > before, patience ?? TimeSpan.FromSeconds(30)))
        {
            _recoveries.Add(Stopwatch.GetElapsedTime(start));
        }
        else
        {
            _unrecovered++;
        }
    }

    /// <summary>Waits until the client may identify anew: 5 s after it did.</summary>
    internal async Task AllowIdentifyAsync()
    {
        TimeSpan rest = _identified + TimeSpan.FromSeconds(5.2) - DateTimeOffset.UtcNow;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        _identified = DateTimeOffset.UtcNow;
    }

    internal async Task<bool> UntilAsync(Func<bool> isSo, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (client.HasEnded || Stopwatch.GetElapsedTime(start) > patience)
            {
                return isSo();
            }

            await Task.Delay(Look);
        }

        return true;
    }

    /// <summary>Waits for what is still on its way, and counts.</summary>
    internal async Task<Score> FinishAsync()
    {
        int seen = -1;
        while (client.Count("message") is int now && now > seen && now < _sent.Count && !client.HasEnded)
        {
            seen = now;
            await UntilAsync(() => client.Count("message") >= _sent.Count, Silence);
        }

        // What comes once too often comes late.
        await Task.Delay(200);
        var told = new HashSet<int>();
        int duplicated = 0;
        int outOfOrder = 0;
        int highest = 0;
        foreach (string content in client.Messages)
        {
            if (!int.TryParse(content, CultureInfo.InvariantCulture, out int number))
            {
                continue;
            }

            if (!told.Add(number))
            {
                duplicated++;
            }
            else if (number < highest)
            {
                outOfOrder++;
            }

            highest = Math.Max(highest, number);
        }

        if (client.HasEnded)
        {
            ClientLine? error = client.Lines.LastOrDefault(line => line.Type == "error");
            Note($"the process ended{(error is null ? "" : $" with \"{Shorten(error.Detail!)}\"")}");
        }

        return new Score(
            _sent.Count, _sent.Except(told).Count(), duplicated, outOfOrder, [.. gateway.Violations.Select(violation => violation.Description)],
            _recoveries, _unrecovered, _notes);
    }

    private static string Shorten(string text)
    {
        int end = text.IndexOf("    at ", StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).Trim();
        return text.Length > 100 ? text[..100] + "…" : text;
    }
}
