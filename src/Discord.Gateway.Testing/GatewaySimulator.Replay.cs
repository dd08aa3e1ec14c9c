using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Discord.Gateway.Testing;

/// <content>Replays of recordings by a <see cref="GatewayRecorder"/>.</content>
public sealed partial class GatewaySimulator
{
    private readonly Queue<ReplayScript> _scripts = new();
    private TaskCompletionSource? _replayed;

    /// <summary>
    /// Replays a recording: on each new connection, the simulator repeats what the gateway did on the recorded one. It sends Hello and, once the client has identified or resumed, the
    /// recorded payloads, then closes or breaks the connection as recorded. Connections after the last recorded one are served as usual.
    /// </summary>
    /// <param name="recording">The recording of one shard.</param>
    /// <param name="atRecordedPace">
    /// Whether to repeat the recorded delays on <see cref="GatewaySimulatorOptions.TimeProvider"/>; if false, the default, payloads are sent as fast as the client takes them.
    /// </param>
    /// <returns>A task that completes when the whole recording has been sent.</returns>
    /// <remarks>In memory, everything is sent as recorded. A <c>GatewaySimulatorServer</c> puts its own resume address into READY.</remarks>
    /// <exception cref="ArgumentException">The recording has no connection.</exception>
    /// <exception cref="InvalidOperationException">Another recording is being replayed: wait until it has ended.</exception>
    public Task ReplayAsync(GatewayRecording recording, bool atRecordedPace = false)
    {
        ArgumentNullException.ThrowIfNull(recording);
        RecordedEntry[][] connections = [.. recording.Entries.GroupBy(entry => entry.Connection).OrderBy(connection => connection.Key).Select(connection => connection.ToArray())];
        if (connections.Length == 0)
        {
            throw new ArgumentException("The recording contains no connection to replay.", nameof(recording));
        }

        lock (SyncRoot)
        {
            if (_replayed is { Task.IsCompleted: false })
            {
                throw new InvalidOperationException("Another recording is being replayed: wait until it has ended.");
            }

            _replayed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sent = new List<(long Sequence, ReadOnlyMemory<byte> Payload)>();
            foreach (RecordedEntry[] connection in connections)
            {
                _scripts.Enqueue(new ReplayScript(connection, connection == connections[^1], atRecordedPace, sent));
            }

            return _replayed.Task;
        }
    }

    /// <summary>Whether clients come over the network, by addresses.</summary>
    internal bool IsOnNetwork { get; set; }

    /// <summary>The client has a session as far as its commands go; what it is told is what was recorded.</summary>
    private static void StartReplay(SimulatedConnection connection, ShardId shardId, GatewayIntents intents, long? resumedAfter = null)
    {
        connection.Session = new SimulatedSession("replayed", shardId, intents) { Connection = connection };
        connection.Script!.ClientStarted(resumedAfter);
    }

    /// <summary>Whether the recorded attempt to connect was refused.</summary>
    private bool TryRefuseAsRecorded()
    {
        if (!_scripts.TryPeek(out ReplayScript? script) || !script.IsRefused)
        {
            return false;
        }

        _scripts.Dequeue();
        if (_scripts.Count == 0)
        {
            _replayed!.TrySetResult();
        }

        return true;
    }

    private async Task RunAsync(ReplayScript script, SimulatedConnection connection)
    {
        TaskCompletionSource replayed = _replayed!;
        try
        {
            await script.RunAsync(connection, Options.TimeProvider, WithOwnResumeUri).ConfigureAwait(false);
            lock (SyncRoot)
            {
                if (_scripts.Count > 0)
                {
                    return;
                }
            }

            replayed.TrySetResult();
        }
        catch (Exception error)
        {
            replayed.TrySetException(error);
        }
    }

    /// <summary>On a network, a client must not be sent to where the recorded one was.</summary>
    private ReadOnlyMemory<byte> WithOwnResumeUri(ReadOnlyMemory<byte> payload)
    {
        if (!IsOnNetwork || payload.Span.IndexOf("\"resume_gateway_url\""u8) < 0)
        {
            return payload;
        }

        try
        {
            JsonNode? root = JsonNode.Parse(payload.Span);
            if (root?["d"] is JsonObject data && data.ContainsKey("resume_gateway_url"))
            {
                data["resume_gateway_url"] = ResumeUri.AbsoluteUri;
                return Encoding.UTF8.GetBytes(root.ToJsonString());
            }
        }
        catch (JsonException)
        {
            // Not even JSON: no client reads an address out of it.
        }

        return payload;
    }
}
