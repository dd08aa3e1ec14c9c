using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>
/// Which identifies have a cause: one of each shard when the cluster starts and in each attempt to reshard. All others are problems, and so is each session that Discord refuses to resume.
/// </summary>
internal sealed class Identifies
{
    private const int HistoryLength = 12;

    private readonly Lock _lock = new();
    private readonly HashSet<ShardId> _allowed = [];
    private readonly Dictionary<ShardId, Queue<string>> _history = [];
    private readonly Transcript _transcript;

    internal Identifies(GatewaySimulator simulator, Transcript transcript)
    {
        _transcript = transcript;
        simulator.PayloadReceived += (_, received) => OnReceived(received.Connection, received.Payload);
        simulator.PayloadSent += (_, sent) => OnSent(sent.Connection, sent.Payload.Span);
        simulator.ConnectionChanged += (_, changed) => OnChanged(changed.Connection);
    }

    /// <summary>Identifies that had a cause.</summary>
    internal int Expected { get; private set; }

    /// <summary>All identifies.</summary>
    internal int Actual { get; private set; }

    /// <summary>What had no cause.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>From here on, each of so many shards may identify once: the cluster starts, or is resharded to that number.</summary>
    internal void Allow(int total)
    {
        lock (_lock)
        {
            for (int index = 0; index < total; index++)
            {
                _allowed.Add(new ShardId(index, total));
            }
        }
    }

    /// <summary>From here on, no shard may identify that has not yet: the resharding is over.</summary>
    internal void AllowNoMore()
    {
        lock (_lock)
        {
            _allowed.Clear();
        }
    }

    private static string Short(string? session) => session is null ? "no session" : string.Join('-', session.Split('-').Take(2));

    private void OnReceived(SimulatedConnection connection, ReceivedPayload payload)
    {
        if (payload.Opcode == GatewayOpcode.Resume)
        {
            lock (_lock)
            {
                Note(connection, $"resumes {Short(payload.Data.GetProperty("session_id").GetString())} from {payload.Data.GetProperty("seq")}");
            }
        }
        else if (payload.Opcode == GatewayOpcode.Identify && payload.Data.GetProperty("shard") is { ValueKind: JsonValueKind.Array } shard)
        {
            var shardId = new ShardId(shard[0].GetInt32(), shard[1].GetInt32());
            lock (_lock)
            {
                Actual++;
                Note(connection, $"identifies as {shardId}");
                if (_allowed.Remove(shardId))
                {
                    Expected++;
                }
                else
                {
                    Problems.Add($"shard {shardId} identified without cause at {Transcript.Seconds(_transcript.Now)}: {string.Join("; ", _history.GetValueOrDefault(shardId) ?? [])}");
                }
            }
        }
    }

    private void OnSent(SimulatedConnection connection, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> start = payload[..Math.Min(payload.Length, 80)];
        if (start.IndexOf("\"op\":9"u8) >= 0)
        {
            lock (_lock)
            {
                Note(connection, "is told that its session is invalid");
            }
        }
    }

    private void OnChanged(SimulatedConnection connection)
    {
        lock (_lock)
        {
            Note(connection, connection.IsOpen ? "is open" : $"has ended{(connection.ClientCloseCode is { } code ? $" with {code} of the client" : "")}");
        }
    }

    private void Note(SimulatedConnection connection, string what)
    {
        string line = $"connection {connection.Number} ({connection.ShardId?.ToString() ?? "new"}) {what}";
        _transcript.Log("gateway", line);
        if (connection.ShardId is { } shardId)
        {
            if (!_history.TryGetValue(shardId, out Queue<string>? history))
            {
                _history[shardId] = history = new Queue<string>();
            }

            history.Enqueue($"{Transcript.Seconds(_transcript.Now)} {line}");
            if (history.Count > HistoryLength)
            {
                history.Dequeue();
            }
        }
    }
}
